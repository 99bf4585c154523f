import { type RunContext, tool } from '@openai/agents';
import { z } from 'zod';
import type { AgentContext } from '../chatkit/agents/agent-context';
import { hardwareTier } from '../identity/profile';
import type { CourseSearch, Passage, SearchQuery } from '../search/course-search';
import type { CourseShape } from '../search/course-shape';
import { type GivenPassage, givenPassage } from './given-passage';
import { SEARCH_TOOL } from './search-tool-name';
import { SearchProgress } from './search-workflow';
import type { TutorContext, TutorTurn } from './tutor-context';
import { whereReading } from './where-reading';

/** Parameters of the tool (spec robolearn A6.2). Strict schemas want every key; null means "no filter". */
function parameters({ modules, limits }: CourseShape) {
  const [first, ...others] = modules;
  return z.object({
    query: z.string().min(3).max(500).describe('What to look for, in a few plain words'),
    hardware_tier: z
      .int()
      .min(1)
      .max(4)
      .nullable()
      .describe('Only content that runs on this hardware tier or a lower one'),
    module: (first === undefined ? z.string() : z.enum([first, ...others]))
      .nullable()
      .describe('Only this module'),
    chapter_min: z.int().min(0).max(limits.chapter).nullable().describe('First chapter, inclusive'),
    chapter_max: z.int().min(0).max(limits.chapter).nullable().describe('Last chapter, inclusive'),
    lesson: z.int().min(0).max(limits.lesson).nullable().describe('Only this lesson of the chapter'),
    limit: z.int().min(1).max(20).nullable().describe('How many passages at most; 5 if null'),
  });
}

type Parameters = ReturnType<typeof parameters>;

/** A passage that fits a search. */
export interface FoundPassage extends GivenPassage {
  score: number;
}

export interface SearchToolResult {
  query: string;
  results: FoundPassage[];
  total_found: number;
  error?: string;
}

export interface SearchToolOptions {
  search: CourseSearch;
  course: CourseShape;
  /** Told of failures; the model only learns that the search is unavailable. */
  onError: (error: unknown, context: TutorContext) => void;
}

/** The course search as a tool of the agent. It never throws: "unavailable" is a result (DESIGN §5.4). */
export function searchTool({ search, course, onError }: SearchToolOptions) {
  return tool<Parameters, AgentContext<TutorTurn>>({
    name: SEARCH_TOOL,
    description:
      'Searches the RoboLearn course and returns the passages that fit best, each with a marker to cite it by. ' +
      'Lower hardware tiers need less hardware: a student sees content of their own tier and below.',
    parameters: parameters(course),
    strict: true,
    async execute(input, runContext?: RunContext<AgentContext<TutorTurn>>): Promise<string> {
      const context = runContext?.context;
      if (!context) throw new Error(`${SEARCH_TOOL} runs only inside a turn`);
      const query = toQuery(input, context.request, course);
      return JSON.stringify(await searchCourse(search, query, context, onError));
    },
  });
}

async function searchCourse(
  search: CourseSearch,
  query: SearchQuery,
  context: AgentContext<TutorTurn>,
  onError: SearchToolOptions['onError'],
): Promise<SearchToolResult> {
  const progress = new SearchProgress(context, 'Searching the course', [query.query]);
  try {
    const passages = await search.search(query);
    progress.found(passages);
    const results = passages.map((passage) => found(passage, context));
    return { query: query.query, results, total_found: results.length };
  } catch (error) {
    progress.failed();
    onError(error, context.request);
    return {
      query: query.query,
      results: [],
      total_found: 0,
      error: 'The course search is unavailable right now.',
    };
  }
}

/** A known tier caps what is returned, whatever the model asks for. */
function toQuery(input: z.infer<Parameters>, { profile, page }: TutorTurn, course: CourseShape): SearchQuery {
  const caps = [profile.hardwareTier, input.hardware_tier].filter((tier) => typeof tier === 'number');
  return {
    query: input.query,
    hardwareTier: caps.length ? hardwareTier.parse(Math.min(...caps)) : undefined,
    module: input.module ?? undefined,
    chapterMin: input.chapter_min ?? undefined,
    chapterMax: input.chapter_max ?? undefined,
    lesson: input.lesson ?? undefined,
    limit: input.limit ?? 5,
    ...whereReading(page, course),
  };
}

function found(passage: Passage, context: AgentContext<TutorTurn>): FoundPassage {
  return { ...givenPassage(passage, context), score: Math.round(passage.score * 1000) / 1000 };
}
