import type { RetentionRecords } from '../privacy/retention';
import type { Database } from './database';
import { Prisma, type PrismaClient } from './generated/client';
import type { Transaction } from './store/queries';
import { translateError } from './translate-error';

/** What has been kept for long enough. It works for nobody: it sees ids and times, and never what was said. */
export class PrismaRetention implements RetentionRecords {
  constructor(private readonly database: Database) {}

  /** Under the threads' locks nothing more can be bound to them, so that no file goes without being named. */
  removeThreads(before: Date, limit: number): ReturnType<RetentionRecords['removeThreads']> {
    return this.transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: string; userId: string }[]>`
        SELECT id, user_id AS "userId" FROM chatkit.threads WHERE updated_at < ${before}
        LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      const ids = rows.map(({ id }) => id);
      const bound = await tx.attachment.findMany({
        where: { threadId: { in: ids } },
        select: { id: true, userId: true },
      });
      await tx.thread.deleteMany({ where: { id: { in: ids } } });
      const threads = rows.map(({ id, userId }) => ({ threadId: id, principal: { userId } }));
      const files = bound.map(({ id, userId }) => ({ attachmentId: id, principal: { userId } }));
      return { threads, files };
    });
  }

  removeUsage(before: Date, limit: number): Promise<number> {
    return this.run(
      (db) => db.$executeRaw`
        DELETE FROM chatkit.usage WHERE id IN (SELECT id FROM chatkit.usage WHERE at < ${before} LIMIT ${limit})`,
    );
  }

  /** Looked at once more under their locks, which whoever stores something for one of them has to wait for. */
  removeUsers(before: Date, limit: number): Promise<number> {
    return this.transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM chatkit.users AS u WHERE updated_at < ${before} AND ${hasNothing}
        LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      const ids = rows.map(({ id }) => id);
      return tx.$executeRaw`DELETE FROM chatkit.users AS u WHERE id = ANY (${ids}) AND ${hasNothing}`;
    });
  }

  private transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.run((db) => db.$transaction(work));
  }

  private async run<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.database.maintenance());
    } catch (error) {
      throw translateError(error);
    }
  }
}

const hasNothing = Prisma.sql`
  NOT EXISTS (SELECT 1 FROM chatkit.threads WHERE user_id = u.id)
  AND NOT EXISTS (SELECT 1 FROM chatkit.attachments WHERE user_id = u.id)
  AND NOT EXISTS (SELECT 1 FROM chatkit.usage WHERE user_id = u.id)`;
