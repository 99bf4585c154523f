import type { Principal } from '../../chatkit/principal';
import type { ClientToolCallItem, Page, StructuredInputItem, ThreadItem } from '../../chatkit/protocol';
import { NotFound } from '../../chatkit/server/errors';
import { isPending } from '../../chatkit/store/is-pending';
import type { ItemQuery } from '../../chatkit/store/store';
import { toJson } from '../to-json';
import { seqAfter, toPage, unknownCursor } from './page';
import type { Queries } from './queries';
import type { ItemReader } from './read-item';
import { standing } from './superseded-items';

/** Pages go by rows: one that cannot be read is missing from its page, and moves no other. */
export async function listItems(
  db: Queries,
  { userId }: Principal,
  threadId: string,
  { limit, order, after, includeHidden, types }: ItemQuery,
  read: ItemReader,
): Promise<Page<ThreadItem>> {
  const owned = { threadId, userId };
  const cursor =
    after === undefined ? undefined : await db.item.findFirst({ where: { ...owned, id: after } });
  if (cursor === null) throw unknownCursor();
  const rows = await db.item.findMany({
    where: {
      ...owned,
      ...standing(),
      ...(includeHidden ? {} : { hidden: false }),
      ...(types ? { type: { in: [...types] } } : {}),
      ...seqAfter(cursor, order),
    },
    orderBy: { seq: order },
    take: limit + 1,
    select: { threadId: true, id: true, data: true },
  });
  const { data, ...rest } = toPage(rows, limit);
  return { ...rest, data: data.flatMap((row) => read(row) ?? []) };
}

export async function loadItem(
  db: Queries,
  { userId }: Principal,
  threadId: string,
  itemId: string,
  read: ItemReader,
): Promise<ThreadItem> {
  const row = await db.item.findFirst({ where: { threadId, id: itemId, userId, ...standing() } });
  const item = row ? read(row) : undefined;
  if (!item) throw new NotFound('item');
  return item;
}

/** One statement: of many at once, the first to have the row finds it pending. */
export async function settleItem(
  db: Queries,
  { userId }: Principal,
  threadId: string,
  item: ClientToolCallItem | StructuredInputItem,
): Promise<boolean> {
  const { count } = await db.item.updateMany({
    where: { threadId, id: item.id, userId, type: item.type, pending: true, ...standing() },
    data: { data: toJson(item), pending: isPending(item) },
  });
  return count > 0;
}

export async function deleteItem(
  db: Queries,
  { userId }: Principal,
  threadId: string,
  itemId: string,
): Promise<void> {
  await db.item.deleteMany({ where: { threadId, id: itemId, userId } });
}
