import type { Principal } from '../chatkit/principal';
import {
  type Attachment,
  attachment as attachmentSchema,
  type ClientToolCallItem,
  type FeedbackKind,
  type Page,
  type StructuredInputItem,
  type ThreadItem,
  type ThreadMetadata,
  threadItem,
} from '../chatkit/protocol';
import { isHidden } from '../chatkit/protocol/items';
import { InvalidRequest, NotFound } from '../chatkit/server/errors';
import type { ItemQuery, Owned, PageQuery, Store, ThreadPatch } from '../chatkit/store/store';
import type { Database } from './database';
import { Prisma, type PrismaClient } from './generated/client';
import { appendItem, insertThread, type Queries } from './insert-items';
import { sqlState } from './sql-state';
import { fromThreadRow } from './thread-row';
import { toJson } from './to-json';
import { translateError } from './translate-error';

type Transaction = Prisma.TransactionClient;

const FOREIGN_KEY_VIOLATION = '23503';

/** Threads, items and attachment records in PostgreSQL, embedded or not. Every query names the owner. */
export class PrismaStore implements Store {
  constructor(private readonly database: Database) {}

  async createThread(principal: Principal, thread: ThreadMetadata, items: ThreadItem[]): Promise<void> {
    const insert = () =>
      this.withBinding(principal, thread.id, items, (db) => insertThread(db, principal, thread, items));
    try {
      await insert();
    } catch (error) {
      // The first thing that a user stores brings the user's row with it.
      if (sqlState(error) !== FOREIGN_KEY_VIOLATION) throw error;
      await this.query((db) => ensureUser(db, principal));
      await insert();
    }
  }

  loadThread(principal: Principal, threadId: string): Promise<Owned<ThreadMetadata>> {
    return this.query(async (db) => {
      const row = await db.thread.findUnique({ where: { id: threadId, userId: principal.userId } });
      if (!row) throw new NotFound('thread');
      return { owner: row.userId, value: fromThreadRow(row) };
    });
  }

  listThreads(
    principal: Principal,
    { limit, order, after }: PageQuery,
  ): Promise<Page<Owned<ThreadMetadata>>> {
    return this.query(async (db) => {
      const { userId } = principal;
      const cursor =
        after === undefined ? undefined : await db.thread.findUnique({ where: { id: after, userId } });
      if (cursor === null) throw unknownCursor();
      const rows = await db.thread.findMany({
        where: { userId, ...(cursor ? { seq: { [order === 'asc' ? 'gt' : 'lt']: cursor.seq } } : {}) },
        orderBy: { seq: order },
        take: limit + 1,
      });
      const { data, ...rest } = toPage(rows, limit);
      return { ...rest, data: data.map((row) => ({ owner: row.userId, value: fromThreadRow(row) })) };
    });
  }

  updateThread(principal: Principal, threadId: string, patch: ThreadPatch): Promise<ThreadMetadata> {
    return this.query(async (db) => {
      const owned = { id: threadId, userId: principal.userId };
      const { title, ifTitle } = patch;
      if (title !== undefined && ifTitle !== undefined) {
        await db.thread.updateMany({ where: { ...owned, title: ifTitle }, data: { title } });
      }
      const row = await db.thread.update({
        where: owned,
        data: {
          ...(title === undefined || ifTitle !== undefined ? {} : { title }),
          ...(patch.status === undefined ? {} : { status: toJson(patch.status) }),
          ...(patch.allowed_image_domains === undefined
            ? {}
            : { allowedImageDomains: patch.allowed_image_domains ?? Prisma.DbNull }),
          ...(patch.metadata === undefined ? {} : { metadata: toJson(patch.metadata) }),
        },
      });
      return fromThreadRow(row);
    });
  }

  deleteThread(principal: Principal, threadId: string): Promise<void> {
    return this.query(async (db) => {
      await db.thread.deleteMany({ where: { id: threadId, userId: principal.userId } });
    });
  }

  listItems(principal: Principal, threadId: string, query: ItemQuery): Promise<Page<ThreadItem>> {
    return this.query(async (db) => {
      const { limit, order, after } = query;
      const owned = { threadId, userId: principal.userId };
      const cursor =
        after === undefined ? undefined : await db.item.findFirst({ where: { ...owned, id: after } });
      if (cursor === null) throw unknownCursor();
      const rows = await db.item.findMany({
        where: {
          ...owned,
          ...standing(),
          ...(query.includeHidden ? {} : { hidden: false }),
          ...(query.types ? { type: { in: [...query.types] } } : {}),
          ...(cursor ? { seq: { [order === 'asc' ? 'gt' : 'lt']: cursor.seq } } : {}),
        },
        orderBy: { seq: order },
        take: limit + 1,
        select: { data: true },
      });
      return toPage(
        rows.map((row) => threadItem.parse(row.data)),
        limit,
      );
    });
  }

  loadItem(principal: Principal, threadId: string, itemId: string): Promise<ThreadItem> {
    return this.query(async (db) => {
      const row = await db.item.findFirst({
        where: { threadId, id: itemId, userId: principal.userId, ...standing() },
      });
      if (!row) throw new NotFound('item');
      return threadItem.parse(row.data);
    });
  }

  addItem(principal: Principal, threadId: string, item: ThreadItem): Promise<void> {
    return this.withBinding(principal, threadId, [item], (db) => appendItem(db, principal, threadId, item));
  }

  saveItem(principal: Principal, threadId: string, item: ThreadItem): Promise<void> {
    return this.transaction(async (tx) => {
      const { count } = await tx.item.updateMany({
        where: { threadId, id: item.id, userId: principal.userId },
        data: { data: toJson(item), type: item.type, hidden: isHidden(item) },
      });
      if (count === 0) await appendItem(tx, principal, threadId, item);
    });
  }

  deleteItem(principal: Principal, threadId: string, itemId: string): Promise<void> {
    return this.query(async (db) => {
      await db.item.deleteMany({ where: { threadId, id: itemId, userId: principal.userId } });
    });
  }

  async settleItem(
    principal: Principal,
    threadId: string,
    item: ClientToolCallItem | StructuredInputItem,
  ): Promise<boolean> {
    const { count } = await this.query((db) =>
      db.item.updateMany({
        where: {
          threadId,
          id: item.id,
          userId: principal.userId,
          type: item.type,
          data: { path: ['status'], equals: 'pending' },
          ...standing(),
        },
        data: { data: toJson(item) },
      }),
    );
    return count > 0;
  }

  supersedeItemsAfter(principal: Principal, threadId: string, itemId: string, until: Date): Promise<void> {
    return this.transaction(async (tx) => {
      const owned = { threadId, userId: principal.userId };
      const item = await tx.item.findFirst({ where: { ...owned, id: itemId }, select: { seq: true } });
      if (!item) throw new NotFound('item');
      // What an older retry left behind has come back by itself, and stays.
      await tx.item.updateMany({
        where: { ...owned, seq: { lte: item.seq }, supersededUntil: { not: null } },
        data: { supersededUntil: null },
      });
      await tx.item.updateMany({
        where: { ...owned, seq: { gt: item.seq } },
        data: { supersededUntil: until },
      });
    });
  }

  deleteSuperseded(principal: Principal, threadId: string): Promise<void> {
    return this.query(async (db) => {
      await db.item.deleteMany({
        where: { threadId, userId: principal.userId, supersededUntil: { not: null } },
      });
    });
  }

  restoreSuperseded(principal: Principal, threadId: string): Promise<void> {
    return this.transaction(async (tx) => {
      const owned = { threadId, userId: principal.userId };
      const superseded = { ...owned, supersededUntil: { not: null } };
      const first = await tx.item.findFirst({
        where: superseded,
        orderBy: { seq: 'asc' },
        select: { seq: true },
      });
      if (!first) return;
      await tx.item.deleteMany({ where: { ...owned, seq: { gt: first.seq }, supersededUntil: null } });
      await tx.item.updateMany({ where: superseded, data: { supersededUntil: null } });
    });
  }

  saveFeedback(principal: Principal, threadId: string, itemIds: string[], kind: FeedbackKind): Promise<void> {
    return this.transaction(async (tx) => {
      const { userId } = principal;
      const known = await tx.item.count({ where: { threadId, userId, id: { in: itemIds }, ...standing() } });
      if (known !== itemIds.length) throw new NotFound('item');
      for (const itemId of itemIds) {
        await tx.feedback.upsert({
          where: { threadId_itemId_userId: { threadId, itemId, userId } },
          create: { threadId, itemId, userId, kind },
          update: { kind },
        });
      }
    });
  }

  saveAttachment(principal: Principal, attachment: Attachment): Promise<void> {
    return this.transaction(async (tx) => {
      await ensureUser(tx, principal);
      const { id } = attachment;
      const owner = await tx.attachment.findUnique({ where: { id }, select: { userId: true } });
      if (owner && owner.userId !== principal.userId) throw new NotFound('attachment');
      const data = { data: toJson(attachment), threadId: attachment.thread_id ?? null };
      await tx.attachment.upsert({
        where: { id },
        create: { id, userId: principal.userId, ...data },
        update: data,
      });
    });
  }

  loadAttachment(principal: Principal, attachmentId: string): Promise<Owned<Attachment>> {
    return this.query(async (db) => {
      const row = await db.attachment.findUnique({ where: { id: attachmentId, userId: principal.userId } });
      if (!row) throw new NotFound('attachment');
      const stored = attachmentSchema.parse(row.data);
      const value = row.threadId === null ? stored : { ...stored, thread_id: row.threadId };
      return { owner: row.userId, value };
    });
  }

  deleteAttachment(principal: Principal, attachmentId: string): Promise<void> {
    return this.query(async (db) => {
      await db.attachment.deleteMany({ where: { id: attachmentId, userId: principal.userId } });
    });
  }

  private async query<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.database.client());
    } catch (error) {
      throw translateError(error);
    }
  }

  /** Runs `write`, in a transaction that also binds the items' attachments if there are any. */
  private withBinding(
    principal: Principal,
    threadId: string,
    items: ThreadItem[],
    write: (db: Queries) => Promise<void>,
  ): Promise<void> {
    const binding = items.filter((item) => item.type === 'user_message' && item.attachments.length > 0);
    if (binding.length === 0) return this.query(write);
    return this.transaction(async (tx) => {
      await write(tx);
      for (const item of binding) await bindAttachments(tx, principal, threadId, item);
    });
  }

  private transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.query((db) => db.$transaction(work));
  }
}

async function ensureUser(tx: Transaction, principal: Principal): Promise<void> {
  await tx.user.createMany({ data: [{ id: principal.userId }], skipDuplicates: true });
}

async function bindAttachments(
  tx: Transaction,
  principal: Principal,
  threadId: string,
  item: ThreadItem,
): Promise<void> {
  if (item.type !== 'user_message' || item.attachments.length === 0) return;
  const ids = item.attachments.map((attachment) => attachment.id);
  const { count } = await tx.attachment.updateMany({
    where: { id: { in: ids }, userId: principal.userId, OR: [{ threadId: null }, { threadId }] },
    data: { threadId },
  });
  if (count !== ids.length) throw new NotFound('attachment');
}

/** All items but those that are being answered anew. */
function standing() {
  return { OR: [{ supersededUntil: null }, { supersededUntil: { lt: new Date() } }] };
}

function toPage<T extends { id: string }>(found: T[], limit: number): Page<T> {
  const data = found.slice(0, limit);
  const last = data.at(-1);
  return found.length > limit && last ? { data, has_more: true, after: last.id } : { data, has_more: false };
}

function unknownCursor(): InvalidRequest {
  return new InvalidRequest('`after` names nothing in this list.');
}
