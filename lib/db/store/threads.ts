import type { Principal } from '../../chatkit/principal';
import type { Page, ThreadMetadata } from '../../chatkit/protocol';
import { NotFound } from '../../chatkit/server/errors';
import { cleanTitle } from '../../chatkit/store/clean-title';
import type { Owned, OwnedThread, PageQuery, ThreadPatch } from '../../chatkit/store/store';
import { Prisma } from '../generated/client';
import { toJson } from '../to-json';
import { lockThread } from './lock-thread';
import { seqAfter, toPage, unknownCursor } from './page';
import type { Queries, Transaction } from './queries';
import { fromThreadRow, type ReadThreadRow } from './thread-row';

export async function loadThread(
  db: Queries,
  { userId }: Principal,
  threadId: string,
): Promise<Owned<ThreadMetadata>> {
  const row = await db.thread.findUnique({ where: { id: threadId, userId } });
  if (!row) throw new NotFound('thread');
  return { owner: row.userId, value: fromThreadRow(row) };
}

/** With the run that goes on in it. @param isSilent asks of `runs AS r` whether its process has not been heard of for long */
export async function loadThreadWithRun(
  db: Queries,
  { userId }: Principal,
  threadId: string,
  isSilent: Prisma.Sql,
): Promise<OwnedThread> {
  const [row] = await db.$queryRaw<
    (ReadThreadRow & { userId: string; runId: string | null; isSilent: boolean | null })[]
  >`
    SELECT t.id, t.user_id AS "userId", t.title, t.status, t.allowed_image_domains AS "allowedImageDomains", t.metadata,
      t.created_at AS "createdAt", r.id AS "runId", CASE WHEN r.id IS NOT NULL THEN ${isSilent} END AS "isSilent"
    FROM chatkit.threads AS t
    LEFT JOIN chatkit.runs AS r ON r.thread_id = t.id AND r.user_id = t.user_id AND r.state <> 'ended'
    WHERE t.id = ${threadId} AND t.user_id = ${userId}`;
  if (!row) throw new NotFound('thread');
  const activeRun = row.runId === null ? null : { id: row.runId, isSilent: row.isSilent === true };
  return { owner: row.userId, value: fromThreadRow(row), activeRun };
}

export async function listThreads(
  db: Queries,
  { userId }: Principal,
  { limit, order, after }: PageQuery,
): Promise<Page<Owned<ThreadMetadata>>> {
  const cursor =
    after === undefined ? undefined : await db.thread.findUnique({ where: { id: after, userId } });
  if (cursor === null) throw unknownCursor();
  const rows = await db.thread.findMany({
    where: { userId, ...seqAfter(cursor, order) },
    orderBy: { seq: order },
    take: limit + 1,
  });
  const { data, ...rest } = toPage(rows, limit);
  return { ...rest, data: data.map((row) => ({ owner: row.userId, value: fromThreadRow(row) })) };
}

export async function updateThread(
  db: Queries,
  { userId }: Principal,
  threadId: string,
  { ifTitle, status, allowed_image_domains, metadata, ...patch }: ThreadPatch,
): Promise<ThreadMetadata> {
  const owned = { id: threadId, userId };
  const title = patch.title && cleanTitle(patch.title);
  if (title !== undefined && ifTitle !== undefined) {
    const before = ifTitle && cleanTitle(ifTitle);
    await db.thread.updateMany({ where: { ...owned, title: before }, data: { title } });
  }
  const row = await db.thread.update({
    where: owned,
    data: {
      ...(title === undefined || ifTitle !== undefined ? {} : { title }),
      ...(status === undefined ? {} : { status: toJson(status) }),
      ...(allowed_image_domains === undefined
        ? {}
        : { allowedImageDomains: allowed_image_domains ?? Prisma.DbNull }),
      ...(metadata === undefined ? {} : { metadata: toJson(metadata) }),
    },
  });
  return fromThreadRow(row);
}

/** Under the thread's lock nothing more can be bound to it, so that no attachment goes without being named. */
export async function deleteThread(
  tx: Transaction,
  principal: Principal,
  threadId: string,
): Promise<string[]> {
  if (!(await lockThread(tx, principal, threadId))) return [];
  const { userId } = principal;
  const bound = await tx.attachment.findMany({ where: { threadId, userId }, select: { id: true } });
  await tx.thread.deleteMany({ where: { id: threadId, userId } });
  return bound.map(({ id }) => id);
}
