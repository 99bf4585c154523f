import type { Principal } from '../chatkit/principal';
import { attachment as attachmentSchema } from '../chatkit/protocol';
import type { AccountData, AttachmentRecord, ThreadRecord } from '../privacy/export/account-data';
import type { Database } from './database';
import type { PrismaClient } from './generated/client';
import { standing } from './store/superseded-items';
import { translateError } from './translate-error';

const PAGE = 100;

/** What the database keeps of a user, in pages that go by keys: what is deleted meanwhile does not stop the reading. */
export class PrismaAccountData implements AccountData {
  constructor(private readonly database: Database) {}

  async profile({ userId }: Principal): Promise<Record<string, unknown> | null> {
    return this.run((db) => db.user.findUnique({ where: { id: userId }, omit: { id: true } }));
  }

  async *threads({ userId }: Principal): AsyncGenerator<ThreadRecord> {
    const pages = this.pages((db, last?: { seq: bigint }) =>
      db.thread.findMany({
        where: { userId, ...(last ? { seq: { gt: last.seq } } : {}) },
        orderBy: { seq: 'asc' },
        take: PAGE,
        omit: { userId: true },
      }),
    );
    for await (const { seq: _, lastItemSeq: _last, ...thread } of pages) yield thread;
  }

  async *items({ userId }: Principal, threadId: string): AsyncGenerator<unknown> {
    const pages = this.pages((db, last?: { seq: number }) =>
      db.item.findMany({
        where: { userId, threadId, ...standing(), ...(last ? { seq: { gt: last.seq } } : {}) },
        orderBy: { seq: 'asc' },
        take: PAGE,
        select: { seq: true, data: true },
      }),
    );
    for await (const { data } of pages) yield data;
  }

  async *feedback({ userId }: Principal): AsyncGenerator<Record<string, unknown>> {
    const pages = this.pages((db, last?: { threadId: string; itemId: string }) =>
      db.feedback.findMany({
        where: {
          userId,
          ...(last
            ? {
                OR: [
                  { threadId: { gt: last.threadId } },
                  { threadId: last.threadId, itemId: { gt: last.itemId } },
                ],
              }
            : {}),
        },
        orderBy: [{ threadId: 'asc' }, { itemId: 'asc' }],
        take: PAGE,
        omit: { userId: true },
      }),
    );
    yield* pages;
  }

  /** Without the addresses that were signed for a few minutes. */
  async *attachments({ userId }: Principal): AsyncGenerator<AttachmentRecord> {
    const pages = this.pages((db, last?: { id: string }) =>
      db.attachment.findMany({
        where: { userId, ...(last ? { id: { gt: last.id } } : {}) },
        orderBy: { id: 'asc' },
        take: PAGE,
      }),
    );
    for await (const { id, threadId, data, size, storedAt, createdAt } of pages) {
      const known = attachmentSchema.safeParse(data);
      const { name, mime_type, type } = known.success
        ? known.data
        : { name: id, mime_type: undefined, type: undefined };
      yield { id, name, type, mime_type, size, threadId, stored: storedAt !== null, storedAt, createdAt };
    }
  }

  async *usage({ userId }: Principal): AsyncGenerator<Record<string, unknown>> {
    const pages = this.pages((db, last?: { id: bigint }) =>
      db.usage.findMany({
        where: { userId, ...(last ? { id: { gt: last.id } } : {}) },
        orderBy: { id: 'asc' },
        take: PAGE,
        omit: { userId: true },
      }),
    );
    for await (const { id: _, ...usage } of pages) yield usage;
  }

  private async *pages<Key, Row extends Key>(
    read: (db: PrismaClient, last?: Key) => Promise<Row[]>,
  ): AsyncGenerator<Row> {
    let last: Row | undefined;
    for (;;) {
      const page = await this.run((db) => read(db, last));
      yield* page;
      last = page.at(-1);
      if (page.length < PAGE) return;
    }
  }

  private async run<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.database.client());
    } catch (error) {
      throw translateError(error);
    }
  }
}
