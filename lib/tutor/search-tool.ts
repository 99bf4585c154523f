import { z } from 'zod';
import type { AgentContext } from '../chatkit/agents/agent-context';
import { hardwareTier } from '../identity/profile';
import type { CourseSearch, Passage, SearchQuery } from '../search/course-search';
import type { CourseShape } from '../search/course-shape';
import { CITE } from './cite-rule';
import { type GivenPassage, givenPassage } from './given-passage';
import { languageName } from './language-name';
import { lenientTool, looseFilter, looseInteger, type ParameterSchema } from './lenient-tool';
import { aboveTier } from './retrieval/above-tier';
import { SEARCH_TOOL } from './search-tool-name';
import { SearchProgress } from './search-workflow';
import type { TutorContext, TutorTurn } from './tutor-context';
import { whereReading } from './where-reading';

/** Longest query that is searched for, in UTF-16 code units. */
const MAX_QUERY_LENGTH = 500;
/** Passages of one search, if the model does not say. */
const PASSAGES = 5;
const MAX_PASSAGES = 20;

/** Parameters of the tool (spec robolearn A6.2). All but the query are filters that a model seldom needs. */
function parametersOf({ modules }: CourseShape): ParameterSchema {
  return {
    query: { type: 'string' },
    hardware_tier: { type: 'integer', description: 'this or lower' },
    module: { type: 'string', ...(modules.length > 0 ? { enum: modules } : {}) },
    chapter_min: { type: 'integer' },
    chapter_max: { type: 'integer' },
    lesson: { type: 'integer' },
    limit: { type: 'integer', description: `1-${MAX_PASSAGES}` },
  };
}

function valuesOf({ modules, limits }: CourseShape) {
  return z.object({
    query: z
      .string('say what to look for, in a few plain words')
      .transform((query) => query.trim().slice(0, MAX_QUERY_LENGTH).toWellFormed()),
    hardware_tier: looseFilter(1, 4),
    module: z.enum(modules).optional().catch(undefined),
    chapter_min: looseFilter(1, limits.chapter),
    chapter_max: looseFilter(1, limits.chapter),
    lesson: looseFilter(1, limits.lesson),
    limit: looseInteger
      .transform((limit) => (limit && limit > 0 ? Math.min(MAX_PASSAGES, limit) : PASSAGES))
      .optional(),
  });
}

type Values = z.infer<ReturnType<typeof valuesOf>>;

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
  /** For the guide, which is a program, results are JSON. */
  asJson?: boolean;
  /** Told of failures; the model only learns that the search is unavailable. */
  onError: (error: unknown, context: TutorContext) => void;
}

/** The course search as a tool of the agent. It never throws: "unavailable" is a result (DESIGN §5.4). */
export function searchTool({ search, course, asJson = false, onError }: SearchToolOptions) {
  return lenientTool({
    name: SEARCH_TOOL,
    description: `Searches the course, which is in ${languageName(course.locales.default)}, and returns the passages that fit best, with markers.`,
    parameters: parametersOf(course),
    required: ['query'],
    values: valuesOf(course),
    async execute(values, context): Promise<string> {
      const query = toQuery(values, context.request, course);
      const progress = new SearchProgress(context, 'Searching the course', [query.query]);
      try {
        const passages = await search.search(query);
        const { request } = context;
        const above =
          passages.length === 0 && !asJson
            ? await aboveTier(search, { ...query, hardwareTier: undefined }, query.hardwareTier)
            : undefined;
        if (above) {
          progress.aboveTier(above.tier);
          return above.text;
        }
        const text = asJson
          ? JSON.stringify(toResult(query, passages, context))
          : foundText(passages, context);
        const given = request.passages.given(passages);
        progress.found(given.length > 0 ? given : passages);
        return text;
      } catch (error) {
        progress.failed();
        onError(error, context.request);
        return asJson
          ? JSON.stringify({
              query: query.query,
              results: [],
              total_found: 0,
              error: UNAVAILABLE,
            } satisfies SearchToolResult)
          : UNAVAILABLE;
      }
    },
  });
}

const UNAVAILABLE = 'The course search is unavailable right now.';
const NOTHING =
  'The course has nothing that fits. Search once more in other words, or say first that the course does not cover it.';

function foundText(passages: readonly Passage[], { request }: AgentContext<TutorTurn>): string {
  if (passages.length === 0) return NOTHING;
  return `${request.passages.text(passages)}\n\n${CITE}`;
}

function toResult(
  { query }: SearchQuery,
  passages: readonly Passage[],
  context: AgentContext<TutorTurn>,
): SearchToolResult {
  const results = passages.map((passage) => ({
    ...givenPassage(passage, context),
    score: Math.round(passage.score * 1000) / 1000,
  }));
  return { query, results, total_found: results.length };
}

/** A known tier caps what is returned, whatever the model asks for. */
function toQuery(input: Values, { profile, page }: TutorTurn, course: CourseShape): SearchQuery {
  const caps = [profile.hardwareTier, input.hardware_tier].filter((tier) => typeof tier === 'number');
  return {
    query: input.query,
    hardwareTier: caps.length ? hardwareTier.parse(Math.min(...caps)) : undefined,
    module: input.module,
    chapterMin: input.chapter_min,
    chapterMax: input.chapter_max,
    lesson: input.lesson,
    limit: input.limit ?? PASSAGES,
    ...whereReading(page, course),
  };
}
