import type { FileSweepRecords, OwnedFile } from '../files/file-records';
import type { FileStore } from '../files/file-store';
import type { Database } from './database';
import { translateError } from './translate-error';

/** The sweep's view of the records of files. It works for nobody: it sees ids, and never what a record says. */
export class PrismaFileSweep implements FileSweepRecords {
  constructor(private readonly database: Database) {}

  async removeUnused(before: Date, limit: number): Promise<OwnedFile[]> {
    const db = await this.client();
    const rows = await db.$queryRaw<{ id: string; user_id: string }[]>`
      DELETE FROM chatkit.attachments WHERE thread_id IS NULL AND id IN (
        SELECT id FROM chatkit.attachments WHERE thread_id IS NULL AND created_at < ${before}
        ORDER BY created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ) RETURNING id, user_id`;
    return rows.map(({ id, user_id }) => ({ attachmentId: id, principal: { userId: user_id } }));
  }

  async known(ids: readonly string[]): Promise<Map<string, { stored: boolean }>> {
    const db = await this.client();
    const rows = await db.attachment.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, storedAt: true },
    });
    return new Map(rows.map(({ id, storedAt }) => [id, { stored: storedAt !== null }]));
  }

  async keptIn(store: FileStore['kind'], before: Date, after: string, limit: number): Promise<OwnedFile[]> {
    const db = await this.client();
    const rows = await db.attachment.findMany({
      where: { store, storedAt: { lt: before }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true, userId: true },
    });
    return rows.map(({ id, userId }) => ({ attachmentId: id, principal: { userId } }));
  }

  async removeRecord({ principal, attachmentId }: OwnedFile): Promise<void> {
    const db = await this.client();
    await db.attachment.deleteMany({ where: { id: attachmentId, userId: principal.userId } });
  }

  private async client() {
    try {
      return await this.database.maintenance();
    } catch (error) {
      throw translateError(error);
    }
  }
}
