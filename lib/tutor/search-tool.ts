import { type RunContext, tool } from '@openai/agents';
import { z } from 'zod';
import type { AgentContext } from '../chatkit/agents/agent-context';
import type { UrlSource } from '../chatkit/protocol';
import { hardwareTier } from '../identity/profile';
import type { CourseSearch, Passage, SearchQuery } from '../search/course-search';
import { SEARCH_TOOL } from './search-tool-name';
import { SearchProgress } from './search-workflow';
import type { TutorContext, TutorTurn } from './tutor-context';

/** Parameters of the tool (spec robolearn A6.2). Strict schemas want every key; null means "no filter". */
const parameters = z.object({
  query: z.string().min(3).max(500).describe('What to look for, in a few plain words'),
  hardware_tier: z
    .int()
    .min(1)
    .max(4)
    .nullable()
    .describe('Only content that runs on this hardware tier or a lower one'),
  module: z.enum(['ros2', 'gazebo', 'isaac', 'vla']).nullable().describe('Only this module'),
  chapter_min: z.int().min(0).max(20).nullable().describe('First chapter, inclusive'),
  chapter_max: z.int().min(0).max(20).nullable().describe('Last chapter, inclusive'),
  lesson: z.int().min(0).max(15).nullable().describe('Only this lesson of the chapter'),
  limit: z.int().min(1).max(20).nullable().describe('How many passages at most; 5 if null'),
});

/** What the model gets of a passage (spec robolearn A6.3, without ids and hashes, which would only cost tokens). */
export interface FoundPassage {
  marker: string;
  /** For the tools that open a lesson or ask about it. */
  path: string;
  lesson_title: string;
  section_title?: string;
  module: string;
  chapter: number;
  lesson: number;
  hardware_tier: number;
  score: number;
  text: string;
}

export interface SearchToolResult {
  query: string;
  results: FoundPassage[];
  total_found: number;
  error?: string;
}

export interface SearchToolOptions {
  search: CourseSearch;
  /** Told of failures; the model only learns that the search is unavailable. */
  onError: (error: unknown, context: TutorContext) => void;
}

const QUOTE_LENGTH = 320;

/** The course search as a tool of the agent. It never throws: "unavailable" is a result (DESIGN §5.4). */
export function searchTool({ search, onError }: SearchToolOptions) {
  return tool<typeof parameters, AgentContext<TutorTurn>>({
    name: SEARCH_TOOL,
    description:
      'Searches the RoboLearn course and returns the passages that fit best, each with a marker to cite it by. ' +
      'Lower hardware tiers need less hardware: a student sees content of their own tier and below.',
    parameters,
    strict: true,
    async execute(input, runContext?: RunContext<AgentContext<TutorTurn>>): Promise<string> {
      const context = runContext?.context;
      if (!context) throw new Error(`${SEARCH_TOOL} runs only inside a turn`);
      return JSON.stringify(await searchCourse(search, toQuery(input, context), context, onError));
    },
  });
}

async function searchCourse(
  search: CourseSearch,
  query: SearchQuery,
  context: AgentContext<TutorTurn>,
  onError: SearchToolOptions['onError'],
): Promise<SearchToolResult> {
  const progress = new SearchProgress(context, query.query);
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
function toQuery(input: z.infer<typeof parameters>, { request }: AgentContext<TutorTurn>): SearchQuery {
  const caps = [request.profile.hardwareTier, input.hardware_tier].filter((tier) => typeof tier === 'number');
  return {
    query: input.query,
    hardwareTier: caps.length ? hardwareTier.parse(Math.min(...caps)) : undefined,
    module: input.module ?? undefined,
    chapterMin: input.chapter_min ?? undefined,
    chapterMax: input.chapter_max ?? undefined,
    lesson: input.lesson ?? undefined,
    limit: input.limit ?? 5,
  };
}

function found(passage: Passage, context: AgentContext<TutorTurn>): FoundPassage {
  const number = context.citations.number(passage.id, source(passage, context.request.siteUrl));
  return {
    marker: `[${number}]`,
    path: passage.path,
    lesson_title: passage.lessonTitle,
    ...(passage.sectionTitle ? { section_title: passage.sectionTitle } : {}),
    module: passage.module,
    chapter: passage.chapter,
    lesson: passage.lesson,
    hardware_tier: passage.hardwareTier,
    score: Math.round(passage.score * 1000) / 1000,
    text: passage.text,
  };
}

/** The citation of a passage: the lesson, where in the course it stands, and the words. */
function source(passage: Passage, siteUrl: string): UrlSource {
  const place = [passage.moduleTitle, passage.sectionTitle].filter(Boolean).join(' · ');
  const quote = passage.text
    .replace(/```[\s\S]*?(```|$)/g, ' ')
    .replace(/^[\s|:-]+$/gm, ' ')
    .replace(/[#*`>|]/g, '')
    // Marks of emphasis, not the underscores of `BEST_EFFORT`.
    .replace(/(?<!\w)_|_(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    type: 'url',
    title: passage.lessonTitle,
    url: `${siteUrl}${passage.path}`,
    ...(place ? { attribution: place } : {}),
    ...(quote
      ? { description: quote.length > QUOTE_LENGTH ? `${quote.slice(0, QUOTE_LENGTH)}…` : quote }
      : {}),
  };
}
