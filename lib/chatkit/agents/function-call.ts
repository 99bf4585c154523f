import type { AgentInputItem, FunctionCallItem, FunctionCallResultItem } from '@openai/agents';
import type { ClientToolCallItem } from '../protocol';

/** A client tool call as the model made it, with its result. */
export function functionCall(item: ClientToolCallItem): [FunctionCallItem, FunctionCallResultItem] {
  // Models refuse a history that names a call or a function in any other way.
  const callId = /^\S{1,64}$/.test(item.call_id) ? item.call_id : item.id.slice(0, 64);
  const name = item.name.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64) || 'client_tool';
  return [
    {
      type: 'function_call',
      callId,
      name,
      arguments: JSON.stringify(item.arguments),
      status: 'completed',
    },
    {
      type: 'function_call_result',
      callId,
      name,
      status: 'completed',
      output: JSON.stringify(item.output ?? null),
    },
  ];
}

/** Leaves out calls without a result, and results without a call: models refuse a conversation that has one. */
export function pairedCalls(items: readonly AgentInputItem[]): AgentInputItem[] {
  const open = new Map<string, FunctionCallItem>();
  const paired = new Set<AgentInputItem>();
  for (const item of items) {
    if (item.type === 'function_call') open.set(item.callId, item);
    if (item.type !== 'function_call_result') continue;
    const call = open.get(item.callId);
    if (!call) continue;
    open.delete(item.callId);
    paired.add(call).add(item);
  }
  return items.filter(
    (item) => (item.type !== 'function_call' && item.type !== 'function_call_result') || paired.has(item),
  );
}
