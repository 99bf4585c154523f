import type { AgentInputItem } from '@openai/agents';
import type { ThreadItem } from '../protocol';
import { pairedCalls } from './function-call';
import { ModelInputConverter } from './model-input-converter';

/**
 * Items of a thread as the input of a model, in their order (spec section 7). Notes that a student stopped an answer are
 * sent once, where the last of them stands (trap T12).
 */
export async function toModelInput(
  items: ThreadItem | readonly ThreadItem[],
  converter = new ModelInputConverter(),
): Promise<AgentInputItem[]> {
  const list: readonly ThreadItem[] = 'type' in items ? [items] : items;
  const latest = list.findLast((item) => item.type === 'user_message');
  const input = await Promise.all(
    list.filter((item) => !isRepeated(item, list)).map((item) => converter.toInput(item, item === latest)),
  );
  return pairedCalls(input.flatMap((one) => one ?? []));
}

/** Whether the library says the same again later. */
function isRepeated(item: ThreadItem, list: readonly ThreadItem[]): boolean {
  if (item.type !== 'sdk_hidden_context') return false;
  return list.findLast((other) => other.type === item.type && other.content === item.content) !== item;
}
