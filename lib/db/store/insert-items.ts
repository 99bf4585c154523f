import type { Principal } from '../../chatkit/principal';
import type { ThreadItem, ThreadMetadata } from '../../chatkit/protocol';
import { isOfficial } from '../../chatkit/protocol/items';
import { NotFound } from '../../chatkit/server/errors';
import { cleanTitle } from '../../chatkit/store/clean-title';
import { isPending } from '../../chatkit/store/is-pending';
import { Prisma } from '../generated/client';
import type { Queries } from './queries';

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
  const title = thread.title === undefined ? null : cleanTitle(thread.title);
  const domains = thread.allowed_image_domains ? JSON.stringify(thread.allowed_image_domains) : null;
  await db.$executeRaw`
    WITH thread AS (
      INSERT INTO chatkit.threads
        (id, user_id, title, status, allowed_image_domains, metadata, last_item_seq, created_at)
      VALUES (
        ${thread.id}, ${principal.userId}, ${title}, ${JSON.stringify(thread.status)}::json,
        ${domains}::json, ${JSON.stringify(thread.metadata)}::json, ${items.length}, ${new Date(thread.created_at)}
      )
      RETURNING id, user_id
    )
    INSERT INTO chatkit.items (thread_id, id, user_id, seq, type, hidden, pending, data, created_at)
    SELECT thread.id, item.id, thread.user_id, item.seq, item.type, item.hidden, item.pending, item.data::json,
      item.created_at
    FROM thread, unnest(
      ${items.map((item) => item.id)}::text[],
      ${items.map((item) => item.type)}::text[],
      ${items.map((item) => !isOfficial(item))}::boolean[],
      ${items.map(isPending)}::boolean[],
      ${items.map((item) => JSON.stringify(item))}::text[],
      ${items.map((item) => new Date(item.created_at))}::timestamptz[]
    ) WITH ORDINALITY AS item(id, type, hidden, pending, data, created_at, seq)`;
}

/**
 * Appends an item under the next number of the thread's sequence.
 *
 * @throws NotFound if the principal has no such thread; a unique violation if the item is there already
 */
export function appendItem(
  db: Queries,
  principal: Principal,
  threadId: string,
  item: ThreadItem,
): Promise<void> {
  return insertItem(db, principal, threadId, item, Prisma.empty);
}

/**
 * Replaces the item at its place, whoever else saves it at the same time, or appends it. What was being answered anew stands
 * again: somebody has written it now.
 *
 * @throws NotFound if the principal has no such thread
 */
export function putItem(
  db: Queries,
  principal: Principal,
  threadId: string,
  item: ThreadItem,
): Promise<void> {
  const replace = Prisma.sql`
    ON CONFLICT (thread_id, id) DO UPDATE SET type = excluded.type, hidden = excluded.hidden,
      pending = excluded.pending, data = excluded.data, superseded_until = NULL`;
  return insertItem(db, principal, threadId, item, replace);
}

/** One statement: the thread's row lock lets one writer at a time have a number. A number that is not used leaves a gap. */
async function insertItem(
  db: Queries,
  principal: Principal,
  threadId: string,
  item: ThreadItem,
  whenTaken: Prisma.Sql,
): Promise<void> {
  const written = await db.$executeRaw`
    WITH thread AS (
      UPDATE chatkit.threads SET last_item_seq = last_item_seq + 1, updated_at = now()
      WHERE id = ${threadId} AND user_id = ${principal.userId}
      RETURNING id, user_id, last_item_seq
    )
    INSERT INTO chatkit.items (thread_id, id, user_id, seq, type, hidden, pending, data, created_at)
    SELECT id, ${item.id}, user_id, last_item_seq, ${item.type}, ${!isOfficial(item)}, ${isPending(item)},
      ${JSON.stringify(item)}::json, ${new Date(item.created_at)}
    FROM thread ${whenTaken}`;
  if (written === 0) throw new NotFound('thread');
}
