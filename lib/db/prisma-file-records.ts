import type { Principal } from '../chatkit/principal';
import { type Attachment, attachment as attachmentSchema } from '../chatkit/protocol';
import { Conflict, NotFound } from '../chatkit/server/errors';
import type { AnnouncedFile, ClaimedFile, FileRecords } from '../files/file-records';
import { OverQuota } from '../files/over-quota';
import type { Database } from './database';
import type { PrismaClient } from './generated/client';
import { ensureUser } from './store/ensure-user';
import { toJson } from './to-json';
import { translateError } from './translate-error';

/** As long as an upload may take; after that, whoever was bringing the bytes has died. */
const CLAIM_MS = 5 * 60 * 1000;

/** Room, state and records of files in PostgreSQL, embedded or not. */
export class PrismaFileRecords implements FileRecords {
  constructor(private readonly database: Database) {}

  /** The user's row is the lock: whoever announces next counts what was announced before. */
  announce(principal: Principal, { attachment, size, store, quotaBytes }: AnnouncedFile): Promise<void> {
    const { userId } = principal;
    return this.run((db) =>
      db.$transaction(async (tx) => {
        await ensureUser(tx, principal);
        await tx.$queryRaw`SELECT 1 FROM chatkit.users WHERE id = ${userId} FOR UPDATE`;
        const { _sum } = await tx.attachment.aggregate({ where: { userId }, _sum: { size: true } });
        if ((_sum.size ?? 0) + size > quotaBytes) {
          throw new OverQuota(quotaBytes);
        }
        await tx.attachment.create({
          data: { id: attachment.id, userId, data: toJson(attachment), size, store },
        });
      }),
    );
  }

  claim({ userId }: Principal, attachmentId: string): Promise<ClaimedFile> {
    return this.run(async (db) => {
      const now = new Date();
      const [row] = await db.attachment.updateManyAndReturn({
        where: {
          id: attachmentId,
          userId,
          storedAt: null,
          OR: [{ claimedUntil: null }, { claimedUntil: { lt: now } }],
        },
        data: { claimedUntil: new Date(now.getTime() + CLAIM_MS) },
      });
      if (row) return { attachment: attachmentSchema.parse(row.data), size: row.size };
      if ((await db.attachment.count({ where: { id: attachmentId, userId } })) === 0)
        throw new NotFound('attachment');
      throw new Conflict('This file has been uploaded already.');
    });
  }

  release({ userId }: Principal, attachmentId: string): Promise<void> {
    return this.run(async (db) => {
      await db.attachment.updateMany({
        where: { id: attachmentId, userId, storedAt: null },
        data: { claimedUntil: null },
      });
    });
  }

  markStored({ userId }: Principal, attachment: Attachment): Promise<boolean> {
    return this.run(async (db) => {
      const { count } = await db.attachment.updateMany({
        where: { id: attachment.id, userId, storedAt: null },
        data: { data: toJson(attachment), storedAt: new Date(), claimedUntil: null },
      });
      return count === 1;
    });
  }

  stored({ userId }: Principal, ids: readonly string[]): Promise<Set<string>> {
    return this.run(async (db) => {
      const rows = await db.attachment.findMany({
        where: { id: { in: [...ids] }, userId, storedAt: { not: null } },
        select: { id: true },
      });
      return new Set(rows.map(({ id }) => id));
    });
  }

  remove({ userId }: Principal, attachmentId: string): Promise<void> {
    return this.run(async (db) => {
      await db.attachment.deleteMany({ where: { id: attachmentId, userId } });
    });
  }

  private async run<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.database.client());
    } catch (error) {
      throw translateError(error);
    }
  }
}
