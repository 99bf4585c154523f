import { z } from 'zod';
import type { AgentContext } from '../chatkit/agents/agent-context';
import type { CourseSearch } from '../search/course-search';
import type { CourseLessons } from './course-lessons';
import { lenientTool } from './lenient-tool';
import { pathOf } from './path-of';
import { type ChosenLesson, lessonToAskAbout, refusal } from './quiz/lesson-to-ask-about';
import { askedQuestions, makeQuiz } from './quiz/load-quiz';
import { quizCard } from './quiz/quiz-card';
import { quizText } from './quiz/quiz-state';
import { QUIZ_TOOL } from './tool-names';
import type { TutorContext, TutorTurn } from './tutor-context';

const values = z.object({
  lesson: z.coerce.string().max(400).optional(),
  topic: z.coerce.string().max(200).optional(),
});

/** What the model learns of a quiz that was asked for. `error` is fit to be told to the student. */
export const quizToolResult = z.union([
  z.object({
    shown: z.literal(true),
    lesson: z.string(),
    questions: z.number(),
    all_asked_before: z.boolean(),
  }),
  z.object({ error: z.string() }),
]);

export type QuizToolResult = z.infer<typeof quizToolResult>;

export interface QuizToolOptions {
  lessons: CourseLessons;
  search: CourseSearch;
  onError: (error: unknown, context: TutorContext) => void;
}

/** The tool that shows a quiz card on a lesson. Its questions come from the lesson itself, not from the model. */
export function quizTool(options: QuizToolOptions) {
  return lenientTool({
    name: QUIZ_TOOL,
    description: 'Shows a card with up to three questions on one lesson, which checks the answers itself.',
    parameters: {
      lesson: { type: 'string', description: 'path, or marker of a passage; else the lesson being read' },
      topic: { type: 'string', description: 'to find the lesson by' },
    },
    values,
    async execute({ lesson, topic }, context): Promise<string> {
      try {
        const path = lesson && pathOf(lesson, context.request.passages);
        const chosen = await lessonToAskAbout(
          { lesson: path ?? null, topic: topic ?? null },
          context.request,
          options,
        );
        return JSON.stringify('error' in chosen ? chosen : await show(chosen, context, options));
      } catch (error) {
        options.onError(error, context.request);
        return JSON.stringify({ error: 'A quiz cannot be made right now.' } satisfies QuizToolResult);
      }
    },
  });
}

async function show(
  { path, title }: ChosenLesson,
  context: AgentContext<TutorTurn>,
  { lessons }: QuizToolOptions,
): Promise<QuizToolResult> {
  const { store, thread, request } = context;
  const asked = store ? await askedQuestions(store, request.principal, thread.id) : new Set<string>();
  const made = await makeQuiz(lessons, path, asked);
  if (!made) return refusal(`There are too few good questions in “${title}” for a quiz.`, lessons, path);
  await context.streamWidget(quizCard(made.quiz, { siteUrl: request.siteUrl }), quizText(made.quiz));
  const { questions } = made.quiz;
  return { shown: true, lesson: title, questions: questions.length, all_asked_before: made.isRepeat };
}
