import type { Principal } from '../../chatkit/principal';
import type { FeedbackKind } from '../../chatkit/protocol';
import { NotFound } from '../../chatkit/server/errors';
import { lockThread } from './lock-thread';
import type { Transaction } from './queries';
import { standing } from './superseded-items';

export async function saveFeedback(
  tx: Transaction,
  principal: Principal,
  threadId: string,
  itemIds: string[],
  kind: FeedbackKind,
): Promise<void> {
  const { userId } = principal;
  const ids = [...new Set(itemIds)];
  // The items stay where they are until their feedback is stored.
  if (!(await lockThread(tx, principal, threadId))) throw new NotFound('item');
  const known = await tx.item.count({ where: { threadId, userId, id: { in: ids }, ...standing() } });
  if (known !== ids.length) throw new NotFound('item');
  for (const itemId of ids) {
    await tx.feedback.upsert({
      where: { threadId_itemId_userId: { threadId, itemId, userId } },
      create: { threadId, itemId, userId, kind },
      update: { kind },
    });
  }
}
