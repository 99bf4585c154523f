import type { Principal } from '../chatkit/principal';
import type { ThreadItem, ThreadMetadata } from '../chatkit/protocol';
import { isHidden } from '../chatkit/protocol/items';
import { NotFound } from '../chatkit/server/errors';
import type { Prisma } from './generated/client';

/** What can run a statement: the client, or a transaction. */
export type Queries = Pick<Prisma.TransactionClient, '$executeRaw'>;

/**
 * Inserts a thread with its first items in one statement: it is what a student waits for before the first event, and it is
 * all or nothing without a transaction around it.
 */
export async function insertThread(
  db: Queries,
  principal: Principal,
  thread: ThreadMetadata,
  items: ThreadItem[],
): Promise<void> {
  const domains = thread.allowed_image_domains ? JSON.stringify(thread.allowed_image_domains) : null;
  await db.$executeRaw`
    WITH thread AS (
      INSERT INTO chatkit.threads
        (id, user_id, title, status, allowed_image_domains, metadata, last_item_seq, created_at)
      VALUES (
        ${thread.id}, ${principal.userId}, ${thread.title ?? null}, ${JSON.stringify(thread.status)}::json,
        ${domains}::json, ${JSON.stringify(thread.metadata)}::json, ${items.length}, ${new Date(thread.created_at)}
      )
      RETURNING id, user_id
    )
    INSERT INTO chatkit.items (thread_id, id, user_id, seq, type, hidden, data, created_at)
    SELECT thread.id, item.id, thread.user_id, item.seq, item.type, item.hidden, item.data::json, item.created_at
    FROM thread, unnest(
      ${items.map((item) => item.id)}::text[],
      ${items.map((item) => item.type)}::text[],
      ${items.map(isHidden)}::boolean[],
      ${items.map((item) => JSON.stringify(item))}::text[],
      ${items.map((item) => new Date(item.created_at))}::timestamptz[]
    ) WITH ORDINALITY AS item(id, type, hidden, data, created_at, seq)`;
}

/**
 * Appends an item under the next number of the thread's sequence, in one statement: the thread's row lock lets one writer
 * at a time have a number.
 *
 * @throws NotFound if the principal has no such thread
 */
export async function appendItem(
  db: Queries,
  principal: Principal,
  threadId: string,
  item: ThreadItem,
): Promise<void> {
  const inserted = await db.$executeRaw`
    WITH thread AS (
      UPDATE chatkit.threads SET last_item_seq = last_item_seq + 1, updated_at = now()
      WHERE id = ${threadId} AND user_id = ${principal.userId}
      RETURNING id, user_id, last_item_seq
    )
    INSERT INTO chatkit.items (thread_id, id, user_id, seq, type, hidden, data, created_at)
    SELECT id, ${item.id}, user_id, last_item_seq, ${item.type}, ${isHidden(item)}, ${JSON.stringify(item)}::json,
      ${new Date(item.created_at)}
    FROM thread`;
  if (inserted === 0) throw new NotFound('thread');
}
