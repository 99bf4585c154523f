import { isDeepStrictEqual } from 'node:util';
import type { ClientToolCallItem, ThreadItem } from '../protocol';
import type { ChatKitServer } from './chatkit-server';
import { Conflict } from './errors';
import type { RequestContext } from './request-context';
import { type Settled, settledBefore } from './settled-before';

/** How far back a call is looked for, in visible items. */
const REACH = 20;

/**
 * Gives the newest pending client tool call of the current turn its output, and removes other calls left pending
 * (spec 2.4; hidden items in between do not matter, trap T26). Of several outputs at once one counts (trap T29); the same
 * output again is no error (trap T6).
 *
 * @throws Conflict if no call waits for this output
 */
export async function completeClientToolCall<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  threadId: string,
  output: unknown,
  context: Context,
): Promise<Settled> {
  const { store } = server;
  const { principal } = context;
  const { data } = await store.listItems(principal, threadId, { limit: REACH, order: 'desc' });
  const turnStart = data.findIndex((item) => item.type === 'user_message');
  const turn = turnStart < 0 ? data : data.slice(0, turnStart);

  const pending = turn.find(isPending);
  if (!pending) {
    const newest = turn.find((item) => item.type === 'client_tool_call');
    if (newest?.type === 'client_tool_call' && isDeepStrictEqual(newest.output, output)) {
      return settledBefore(data, newest.id);
    }
    throw nothingWaits();
  }
  const completed: ClientToolCallItem = { ...pending, status: 'completed', output };
  if (!(await store.settleItem(principal, threadId, completed))) throw nothingWaits();
  for (const other of data.filter(isPending)) {
    if (other.id !== pending.id) await store.deleteItem(principal, threadId, other.id);
  }
  return { kind: 'now' };
}

function isPending(item: ThreadItem): item is ClientToolCallItem {
  return item.type === 'client_tool_call' && item.status === 'pending';
}

function nothingWaits(): Conflict {
  return new Conflict('No tool is waiting for a result in this conversation.');
}
