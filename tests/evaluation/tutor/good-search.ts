import { SEARCH_TOOL } from '@/lib/tutor/search-tool-name';
import type { Reply } from '../../support/scripted-openai';

export type ToolCall = Extract<Reply, { kind: 'tool' }>;

/** Every parameter that the search tool's schema asks for, and nothing wrong. */
export const NO_FILTERS = {
  hardware_tier: null,
  module: null,
  chapter_min: null,
  chapter_max: null,
  lesson: null,
  limit: null,
};

/** A search as the schema of the tool wants it. */
export function goodSearch(query: string, limit: number | null = null): ToolCall {
  return { kind: 'tool', name: SEARCH_TOOL, arguments: { query: query.slice(0, 500), ...NO_FILTERS, limit } };
}
