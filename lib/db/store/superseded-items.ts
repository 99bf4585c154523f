import type { Principal } from '../../chatkit/principal';
import { NotFound } from '../../chatkit/server/errors';
import { lockThread } from './lock-thread';
import type { Transaction } from './queries';

/** All items but those that are being answered anew. */
export function standing() {
  return { OR: [{ supersededUntil: null }, { supersededUntil: { lt: new Date() } }] };
}

/** What a retry has hidden, also after its time. */
const superseded = (principal: Principal, threadId: string) => ({
  threadId,
  userId: principal.userId,
  supersededUntil: { not: null },
});

export async function supersedeItemsAfter(
  tx: Transaction,
  principal: Principal,
  threadId: string,
  itemId: string,
  until: Date,
): Promise<void> {
  if (!(await lockThread(tx, principal, threadId))) throw new NotFound('item');
  const owned = { threadId, userId: principal.userId };
  const item = await tx.item.findFirst({
    where: { ...owned, id: itemId, ...standing() },
    select: { seq: true },
  });
  if (!item) throw new NotFound('item');
  // What an older retry left behind has come back by itself, and stays.
  await tx.item.updateMany({
    where: { ...superseded(principal, threadId), seq: { lte: item.seq } },
    data: { supersededUntil: null },
  });
  await tx.item.updateMany({
    where: { ...owned, seq: { gt: item.seq } },
    data: { supersededUntil: until },
  });
}

export async function extendSuperseded(
  tx: Transaction,
  principal: Principal,
  threadId: string,
  until: Date,
): Promise<void> {
  if (!(await lockThread(tx, principal, threadId))) return;
  await tx.item.updateMany({ where: superseded(principal, threadId), data: { supersededUntil: until } });
}

export async function deleteSuperseded(
  tx: Transaction,
  principal: Principal,
  threadId: string,
): Promise<void> {
  if (!(await lockThread(tx, principal, threadId))) return;
  await tx.item.deleteMany({ where: superseded(principal, threadId) });
}

export async function restoreSuperseded(
  tx: Transaction,
  principal: Principal,
  threadId: string,
): Promise<void> {
  if (!(await lockThread(tx, principal, threadId))) return;
  const hidden = superseded(principal, threadId);
  const first = await tx.item.findFirst({ where: hidden, orderBy: { seq: 'asc' }, select: { seq: true } });
  if (!first) return;
  await tx.item.deleteMany({
    where: { threadId, userId: principal.userId, seq: { gt: first.seq }, supersededUntil: null },
  });
  await tx.item.updateMany({ where: hidden, data: { supersededUntil: null } });
}
