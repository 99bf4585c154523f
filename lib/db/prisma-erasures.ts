import type { Principal } from '../chatkit/principal';
import type { Erasures } from '../privacy/erasures';
import type { Database } from './database';
import type { PrismaClient } from './generated/client';
import type { Queries } from './store/queries';
import { translateError } from './translate-error';

/** Threads that go in one statement: short enough that nobody waits for it. */
const BATCH = 100;

/** Deletion of accounts in PostgreSQL, embedded or not; see the migration of `erasures` for what keeps them away. */
export class PrismaErasures implements Erasures {
  constructor(private readonly database: Database) {}

  begin({ userId }: Principal): Promise<void> {
    return this.alone(userId, async (tx) => {
      await tx.$executeRaw`
        INSERT INTO chatkit.erasures (subject, user_id, since)
        VALUES (chatkit.erasure_subject(${userId}), ${userId}, clock_timestamp())
        ON CONFLICT (subject) DO UPDATE SET user_id = excluded.user_id, since = excluded.since`;
    });
  }

  /** The user's row goes last, and takes along what came meanwhile. */
  async deleteRows({ userId }: Principal): Promise<void> {
    const deleteThreads = (db: PrismaClient) => db.$executeRaw`
      DELETE FROM chatkit.threads WHERE id IN (
        SELECT id FROM chatkit.threads WHERE user_id = ${userId} ORDER BY id LIMIT ${BATCH} FOR UPDATE)`;
    while ((await this.run(deleteThreads)) > 0);
    await this.alone(userId, async (tx) => {
      await tx.$executeRaw`DELETE FROM chatkit.users WHERE id = ${userId}`;
      // What was asked for while the rest was being deleted.
      await tx.idempotencyKey.deleteMany({ where: { userId } });
      await tx.run.deleteMany({ where: { userId } });
    });
  }

  async finish({ userId }: Principal): Promise<void> {
    await this.run(
      (db) => db.$executeRaw`
        UPDATE chatkit.erasures SET user_id = NULL, since = clock_timestamp()
        WHERE subject = chatkit.erasure_subject(${userId})`,
    );
  }

  unfinished(before: Date, limit: number): Promise<Principal[]> {
    return this.run(async (db) => {
      const rows = await db.erasure.findMany({
        where: { userId: { not: null }, since: { lt: before } },
        orderBy: { since: 'asc' },
        take: limit,
      });
      return rows.flatMap(({ userId }) => (userId === null ? [] : [{ userId }]));
    });
  }

  async forgetFinished(before: Date): Promise<void> {
    await this.run((db) => db.erasure.deleteMany({ where: { userId: null, since: { lt: before } } }));
  }

  /** Under the lock that a new row of that user waits for. */
  private alone(userId: string, work: (tx: Queries) => Promise<void>): Promise<void> {
    return this.run((db) =>
      db.$transaction(async (tx) => {
        await tx.$executeRaw`
          SELECT pg_advisory_xact_lock(hashtextextended(chatkit.erasure_subject(${userId}), 0))`;
        await work(tx);
      }),
    );
  }

  private async run<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.database.maintenance());
    } catch (error) {
      throw translateError(error);
    }
  }
}
