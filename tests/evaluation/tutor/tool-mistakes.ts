import { SEARCH_TOOL } from '@/lib/tutor/search-tool-name';
import { READ_TOOL } from '@/lib/tutor/tool-names';
import { goodSearch, NO_FILTERS, type ToolCall } from './good-search';

/** A way in which models call tools wrongly: what they call before they answer, one entry a call to the model. */
export interface ToolMistake {
  name: string;
  calls(query: string): ToolCall[];
}

const search = (given: object | string): ToolCall => ({ kind: 'tool', name: SEARCH_TOOL, arguments: given });

/** Every mistake is one that models of a few billion parameters make. Each call names what it is to find. */
export const TOOL_MISTAKES: ToolMistake[] = [
  { name: 'nothing but the query', calls: (query) => [search({ query })] },
  { name: 'a number as text', calls: (query) => [search({ query, ...NO_FILTERS, limit: '5' })] },
  { name: 'a module that is none', calls: (query) => [search({ query, ...NO_FILTERS, module: 'all' })] },
  {
    name: 'filters that there are not',
    calls: (query) => [search({ query, ...NO_FILTERS, language: 'en', difficulty: 'beginner' })],
  },
  {
    name: 'filters as text',
    calls: (query) => [
      search({ query, ...NO_FILTERS, hardware_tier: 'tier4', chapter_min: '0', chapter_max: '20' }),
    ],
  },
  {
    name: 'the marker of a passage as text',
    calls: (query) => [goodSearch(query), { kind: 'tool', name: READ_TOOL, arguments: { passage: '[1]' } }],
  },
  {
    name: 'a tool that there is not',
    calls: (query) => [{ kind: 'tool', name: 'search_course', arguments: { query } }],
  },
  { name: 'arguments that are no JSON', calls: (query) => [search(`query: ${query}`)] },
  {
    name: 'JSON that breaks off',
    calls: (query) => [search(`{"query": ${JSON.stringify(query)}, "limit": 5`)],
  },
  {
    name: 'the same search again',
    calls: (query) => [goodSearch(query), goodSearch(query), goodSearch(query)],
  },
  { name: 'twelve searches of twenty passages', calls: manySearches },
];

/** Twelve searches in seven calls: with the answer, as many as a turn may have. */
function manySearches(query: string): ToolCall[] {
  const words = query.split(/\s+/);
  const searches = Array.from({ length: 12 }, (_, at) => {
    const from = at % Math.max(1, words.length - 2);
    return goodSearch(
      at === 0
        ? query
        : words
            .slice(from, from + 4)
            .join(' ')
            .padEnd(3, '.'),
      20,
    );
  });
  const pairs = [0, 2, 4, 6, 8].map((at) => searches.slice(at, at + 2));
  return [...pairs, [searches[10]], [searches[11]]].flatMap(([first, second]) => {
    if (!first) return [];
    return [second ? { ...first, beside: [{ name: second.name, arguments: second.arguments }] } : first];
  });
}
