import { type RunContext, tool } from '@openai/agents';
import { z } from 'zod';
import type { AgentContext } from '../chatkit/agents/agent-context';
import type { CoursePassage, CourseSearch } from '../search/course-search';
import { type GivenPassage, givenPassage } from './given-passage';
import { SearchProgress } from './search-workflow';
import { READ_TOOL } from './tool-names';
import type { TutorContext, TutorTurn } from './tutor-context';

const parameters = z.object({
  passage: z
    .int()
    .min(1)
    .max(999)
    .describe('Number of the marker of a passage that a search of this turn returned, as in 3 for [[3]]'),
  extent: z
    .enum(['neighbours', 'lesson'])
    .describe('The passages just before and after it, or the whole page that it stands in'),
});

/** So many passages before it and after it. */
const NEIGHBOURS = 2;

/** Most tokens of one answer of the tool; a longer page is read around the passage. */
const MOST_TOKENS = 6_000;

export interface ReadLessonToolResult {
  /** In the order of the page. */
  passages: GivenPassage[];
  /** Whether the page goes on beyond what is given. */
  truncated: boolean;
  error?: string;
}

export interface ReadLessonToolOptions {
  search: CourseSearch;
  onError: (error: unknown, context: TutorContext) => void;
}

/**
 * The tool that reads on where a search found something. It opens only what the turn has found, within the student's tier, and
 * what it reads can be cited as what was found. It never throws.
 */
export function readLessonTool({ search, onError }: ReadLessonToolOptions) {
  return tool<typeof parameters, AgentContext<TutorTurn>>({
    name: READ_TOOL,
    description:
      'Reads more of the lesson around a passage that the search returned, in its order. Use it when a passage is cut off, points ' +
      'back, or when the student asks for the steps or the summary of a whole lesson.',
    parameters,
    strict: true,
    async execute(input, runContext?: RunContext<AgentContext<TutorTurn>>): Promise<string> {
      const context = runContext?.context;
      if (!context) throw new Error(`${READ_TOOL} runs only inside a turn`);
      const result = await read(input, context, search).catch((error: unknown): ReadLessonToolResult => {
        onError(error, context.request);
        return refusal('The course is unavailable right now.');
      });
      return JSON.stringify(result);
    },
  });
}

async function read(
  { passage, extent }: z.infer<typeof parameters>,
  context: AgentContext<TutorTurn>,
  search: CourseSearch,
): Promise<ReadLessonToolResult> {
  const id = context.citations.key(passage);
  if (id === undefined) return refusal(`No search of this turn has returned [${passage}]. Search first.`);
  const progress = new SearchProgress(context, 'Reading on in the course');
  try {
    const found = await search.context({
      id,
      reach: extent === 'lesson' ? 'page' : NEIGHBOURS,
      hardwareTier: context.request.profile.hardwareTier,
    });
    progress.read(found);
    if (found.length === 0) return refusal('That passage cannot be read on.');
    const fitting = around(found, id);
    return {
      passages: fitting.map((given) => givenPassage(given, context)),
      truncated: fitting.length < found.length,
    };
  } catch (error) {
    progress.failed();
    throw error;
  }
}

function refusal(error: string): ReadLessonToolResult {
  return { passages: [], truncated: false, error };
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
