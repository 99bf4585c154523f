import type { ClientToolCallItem } from '../protocol';
import type { ChatKitServer } from './chatkit-server';
import { Conflict } from './errors';
import type { RequestContext } from './request-context';

/** How far back a pending call is looked for, in visible items. */
const REACH = 20;

/**
 * Gives the newest pending client tool call of the current turn its output, and removes other calls left pending
 * (spec 2.4; hidden items in between do not matter, trap T26).
 *
 * @throws Conflict if no call is pending
 */
export async function completeClientToolCall<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  threadId: string,
  output: unknown,
  context: Context,
): Promise<void> {
  const { data } = await server.store.listItems(context.principal, threadId, { limit: REACH, order: 'desc' });
  const turnStart = data.findIndex((item) => item.type === 'user_message');
  const turn = turnStart < 0 ? data : data.slice(0, turnStart);
  const isPending = (item: (typeof data)[number]): item is ClientToolCallItem =>
    item.type === 'client_tool_call' && item.status === 'pending';

  const call = turn.find(isPending);
  if (!call) throw new Conflict('No tool is waiting for a result in this conversation.');
  await server.store.saveItem(context.principal, threadId, { ...call, status: 'completed', output });
  for (const other of data.filter(isPending)) {
    if (other.id !== call.id) await server.store.deleteItem(context.principal, threadId, other.id);
  }
}
