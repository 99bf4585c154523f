import { z } from 'zod';
import type { CourseDocument } from '../search/course';
import type { CourseLessons } from './course-lessons';
import { lenientTool } from './lenient-tool';
import { pathOf } from './path-of';
import { OPEN_LESSON_TOOL } from './tool-names';
import type { TutorContext, TutorTurn } from './tutor-context';

const values = z.object({ path: z.coerce.string('say which page').min(1).max(400) });

const ASKED = 'The browser was asked to open the page. Its result follows.';

export interface OpenLessonToolOptions {
  lessons: CourseLessons;
  onError: (error: unknown, context: TutorContext) => void;
}

/**
 * The tool that opens a page of the course in the student's browser. It asks the client only for pages that the course has;
 * the agent stops for it (`stopForClientTool`) and goes on with what the client answers.
 */
export function openLessonTool({ lessons, onError }: OpenLessonToolOptions) {
  return lenientTool({
    name: OPEN_LESSON_TOOL,
    description: 'Opens a page of the course for the student, only when asked to.',
    parameters: {
      path: { type: 'string', description: 'path, or marker of a passage, or next, or previous' },
    },
    required: ['path'],
    values,
    async execute({ path: named }, context, callId): Promise<string> {
      const path = pathOf(named, context.request.passages);
      try {
        const page = await find(path, context.request, lessons);
        if (!page) return refusal(path);
        context.callClientTool(OPEN_LESSON_TOOL, { path: `${page.path}${anchor(path)}` }, callId);
        return ASKED;
      } catch (error) {
        onError(error, context.request);
        return JSON.stringify({ error: 'The page cannot be opened right now.' });
      }
    },
  });
}

async function find(
  path: string,
  { page }: TutorTurn,
  lessons: CourseLessons,
): Promise<CourseDocument | undefined> {
  const step = path.trim().toLowerCase();
  if (step === 'next' || step === 'previous') return page?.path ? lessons.beside(page.path, step) : undefined;
  return URL.canParse(path, 'https://site.invalid') ? lessons.page(path) : undefined;
}

/** Only what a heading can have: anything else in it would be the model's own words. */
function anchor(path: string): string {
  const { hash } = new URL(path, 'https://site.invalid');
  return /^#(?:[\w-]|%[\dA-F]{2}){1,200}$/i.test(hash) ? hash : '';
}

function refusal(path: string): string {
  const step = /^\s*(next|previous)\s*$/i.exec(path)?.[1];
  return JSON.stringify({
    error: step
      ? `From the page being read there is no ${step.toLowerCase()} lesson.`
      : 'The course has no page at that path. Search for the lesson, and use the path of a result.',
  });
}
