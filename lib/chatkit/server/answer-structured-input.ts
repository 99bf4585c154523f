import { isDeepStrictEqual } from 'node:util';
import type { StructuredInputItem, StructuredInputSubmission } from '../protocol';
import { applyStructuredInput } from './apply-structured-input';
import type { ChatKitServer } from './chatkit-server';
import { Conflict, InvalidRequest } from './errors';
import type { RequestContext } from './request-context';
import { type Settled, settledBefore } from './settled-before';

/** How far back the questions may lie to be answered again with the same answers, in visible items. */
const REACH = 20;

/**
 * Answers the questions of an item. Of several submissions at once one counts (trap T29); the same answers again are no
 * error, so that a turn that failed after them can be taken up (trap T25).
 *
 * @throws NotFound, InvalidRequest if the item asks nothing, Conflict if it was answered otherwise
 */
export async function answerStructuredInput<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  threadId: string,
  itemId: string,
  submission: StructuredInputSubmission,
  context: Context,
): Promise<{ item: StructuredInputItem; settled: Settled }> {
  const { store } = server;
  const { principal } = context;
  const item = await store.loadItem(principal, threadId, itemId);
  if (item.type !== 'structured_input') throw new InvalidRequest('This item asks no questions.');
  const answered = applyStructuredInput(item, submission);
  if (item.status === 'pending') {
    if (await store.settleItem(principal, threadId, answered)) {
      return { item: answered, settled: { kind: 'now' } };
    }
    throw answeredAlready();
  }
  if (!isDeepStrictEqual(item, answered)) throw answeredAlready();
  const { data } = await store.listItems(principal, threadId, { limit: REACH, order: 'desc' });
  if (!data.some(({ id }) => id === itemId)) throw answeredAlready();
  return { item, settled: settledBefore(data, itemId) };
}

function answeredAlready(): Conflict {
  return new Conflict('These questions have been answered already.');
}
