import type { Principal } from '../chatkit/principal';
import { type Attachment, attachment as attachmentSchema } from '../chatkit/protocol';
import { NotFound } from '../chatkit/server/errors';
import type { AnnouncedFile, Claim, FileRecord, FileRecords } from '../files/file-records';
import { OverQuota } from '../files/over-quota';
import { UploadUnderWay } from '../files/upload-under-way';
import type { Database } from './database';
import type { PrismaClient } from './generated/client';
import { ensureUser } from './store/ensure-user';
import { toJson } from './to-json';
import { translateError } from './translate-error';

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

  claim({ userId }: Principal, { attachmentId, until }: Claim): Promise<FileRecord> {
    return this.run(async (db) => {
      const [row] = await db.attachment.updateManyAndReturn({
        where: {
          id: attachmentId,
          userId,
          storedAt: null,
          OR: [{ claimedUntil: null }, { claimedUntil: { lt: new Date() } }],
        },
        data: { claimedUntil: until },
      });
      const found = row ?? (await db.attachment.findFirst({ where: { id: attachmentId, userId } }));
      if (!found) throw new NotFound('attachment');
      const stored = found.storedAt !== null;
      if (!row && !stored) throw new UploadUnderWay();
      return { attachment: attachmentSchema.parse(found.data), size: found.size, stored };
    });
  }

  release({ userId }: Principal, { attachmentId, until }: Claim): Promise<void> {
    return this.run(async (db) => {
      await db.attachment.updateMany({
        where: { id: attachmentId, userId, storedAt: null, claimedUntil: until },
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
