import { CallIds } from './call-ids';
import { fieldsOf, firstText, listOf } from './json-fields';
import type { ThoughtStart } from './thought-splitter';

export type Api = 'responses' | 'chat_completions';

/** One call to a model, as far as its answer depends on what was asked. */
export interface WireCall {
  /** Names of the tools that were offered. */
  tools: readonly string[];
  /** JSON Schemas of their parameters, by name. */
  schemas: ReadonlyMap<string, unknown>;
  ids: CallIds;
  model: string;
  thoughts: ThoughtStart;
}

/** @param body of the request, as the client sends it */
export function wireCall(body: unknown, thoughts: ThoughtStart): WireCall {
  const { tools, messages, input, model } = fieldsOf(body);
  const schemas = new Map<string, unknown>();
  for (const tool of listOf(tools)) {
    const { name, parameters } = tool.function === undefined ? tool : fieldsOf(tool.function);
    if (typeof name === 'string') schemas.set(name, parameters);
  }
  const earlier = [
    ...listOf(messages).flatMap((message) => listOf(message.tool_calls).map(({ id }) => id)),
    ...listOf(input).map((item) => item.call_id),
  ];
  const ids = new CallIds(earlier.filter((id) => typeof id === 'string'));
  return { tools: [...schemas.keys()], schemas, ids, model: firstText(model) ?? 'unknown', thoughts };
}
