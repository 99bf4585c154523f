import { z } from 'zod';
import type { AgentContext } from '../chatkit/agents/agent-context';
import type { CoursePassage, CourseSearch } from '../search/course-search';
import { givenPassage } from './given-passage';
import { lenientTool, looseInteger } from './lenient-tool';
import { SearchProgress } from './search-workflow';
import { READ_TOOL } from './tool-names';
import type { TutorContext, TutorTurn } from './tutor-context';

/** So many passages before it and after it. */
const NEIGHBOURS = 2;

/** Most tokens of one answer of the tool; a longer page is read around the passage. */
const MOST_TOKENS = 6_000;

export interface ReadLessonToolOptions {
  search: CourseSearch;
  /** For the guide, which is a program, the passages are JSON. */
  asJson?: boolean;
  onError: (error: unknown, context: TutorContext) => void;
}

const values = z.object({
  passage: looseInteger.pipe(z.int('the number of a marker, as in 1')),
  extent: z.enum(['neighbours', 'lesson']).catch('neighbours'),
});

/**
 * The tool that reads on where a search found something. It opens only what the turn has given, within the student's tier, and
 * what it reads can be cited as what was found. It never throws.
 */
export function readLessonTool({ search, asJson = false, onError }: ReadLessonToolOptions) {
  return lenientTool({
    name: READ_TOOL,
    description: 'Reads on around a passage: the passages beside it, or its whole lesson.',
    parameters: {
      passage: { type: 'integer', description: 'number of its marker' },
      extent: { type: 'string', enum: ['neighbours', 'lesson'] },
    },
    required: ['passage'],
    values,
    execute: (read, context) =>
      readOn(read, context, search, asJson).catch((error: unknown) => {
        onError(error, context.request);
        return asJson ? JSON.stringify({ results: [], error: UNAVAILABLE }) : UNAVAILABLE;
      }),
  });
}

const UNAVAILABLE = 'The course is unavailable right now.';

async function readOn(
  { passage, extent }: z.infer<typeof values>,
  context: AgentContext<TutorTurn>,
  search: CourseSearch,
  asJson: boolean,
): Promise<string> {
  const { passages, profile } = context.request;
  const at = passages.passage(passage);
  if (!at) return `This turn has not given you passage ${passage}. Search first.`;
  const progress = new SearchProgress(context, 'Reading on in the course');
  try {
    const found = await search.context({
      id: at.id,
      reach: extent === 'lesson' ? 'page' : NEIGHBOURS,
      hardwareTier: profile.hardwareTier,
    });
    progress.read(found);
    const fitting = around(found, at.id);
    if (asJson) return JSON.stringify({ results: fitting.map((one) => givenPassage(one, context)) });
    if (found.length === 0) return 'That passage cannot be read on.';
    const text = passages.text(fitting);
    return fitting.length < found.length ? `${text}\n\nThe page goes on beyond this.` : text;
  } catch (error) {
    progress.failed();
    throw error;
  }
}

/** As many passages around the one with the id as fit into an answer, growing to both sides. */
function around(passages: CoursePassage[], id: string): CoursePassage[] {
  const at = Math.max(
    0,
    passages.findIndex((passage) => passage.id === id),
  );
  let [start, end] = [at, at];
  let tokens = 0;
  for (const index of nearestFirst(at, passages.length)) {
    tokens += passages[index]?.tokenCount ?? 0;
    if (tokens > MOST_TOKENS && index !== at) break;
    start = Math.min(start, index);
    end = Math.max(end, index);
  }
  return passages.slice(start, end + 1);
}

function nearestFirst(at: number, length: number): number[] {
  return Array.from({ length }, (_, index) => index).sort(
    (one, other) => Math.abs(one - at) - Math.abs(other - at),
  );
}
