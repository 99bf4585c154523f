import type { AgentInputItem } from '@openai/agents';
import { z } from 'zod';
import type { SearchToolResult } from '../search-tool';
import { SEARCH_TOOL } from '../search-tool-name';

const result = z.object({
  query: z.string(),
  results: z.array(
    z.object({
      marker: z.string(),
      path: z.string().default(''),
      lesson_title: z.string(),
      section_title: z.string().optional(),
      module: z.string(),
      chapter: z.number(),
      lesson: z.number(),
      hardware_tier: z.number(),
      score: z.number(),
      text: z.string(),
    }),
  ),
  total_found: z.number(),
  error: z.string().optional(),
});

/** The result of a search, if the item is one. What cannot be read counts as a failed search: it must not be answered from. */
export function readResult(item: AgentInputItem): SearchToolResult[] {
  if (item.type !== 'function_call_result' || item.name !== SEARCH_TOOL) return [];
  const read = result.safeParse(outputJson(item.output));
  if (!read.success) return [{ query: '', results: [], total_found: 0, error: 'unreadable' }];
  const { results, error, ...rest } = read.data;
  return [
    {
      ...rest,
      results: results.map(({ section_title, ...passage }) => ({
        ...passage,
        ...(section_title === undefined ? {} : { section_title }),
      })),
      ...(error === undefined ? {} : { error }),
    },
  ];
}

/** What a tool has answered, as JSON; undefined if it is none. */
export function outputJson(output: unknown): unknown {
  return parse(outputText(output));
}

function outputText(output: unknown): string {
  if (typeof output === 'string') return output;
  if (Array.isArray(output)) return output.map(outputText).join('');
  if (typeof output === 'object' && output !== null && 'text' in output) return String(output.text);
  return '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
