import type { Principal } from '../chatkit/principal';
import { NotFound } from '../chatkit/server/errors';
import { isFileName } from '../files/file-key';
import type { FileStore, KeptFile, StoredFile } from '../files/file-store';
import type { Database } from './database';
import type { PrismaClient } from './generated/client';
import { translateError } from './translate-error';

const PAGE = 500;

/** Bytes in the database: nothing else to run, and gone with their thread by the foreign key. */
export class PrismaFileStore implements FileStore {
  readonly kind = 'database';

  constructor(private readonly database: Database) {}

  async put(principal: Principal, attachmentId: string, { mimeType, bytes }: StoredFile): Promise<void> {
    const { userId } = principal;
    if (!isFileName(attachmentId)) throw new NotFound('attachment');
    try {
      const db = await this.database.client();
      const owned = await db.attachment.count({ where: { id: attachmentId, userId } });
      if (owned === 0) throw new NotFound('attachment');
      const data = { userId, mimeType, size: bytes.byteLength, bytes };
      await db.$transaction([
        withLongerTimeout(db),
        db.file.upsert({
          where: { attachmentId },
          create: { attachmentId, ...data },
          update: data,
          // Otherwise the bytes would come back.
          select: { attachmentId: true },
        }),
      ]);
    } catch (error) {
      throw translateError(error);
    }
  }

  async get(principal: Principal, attachmentId: string): Promise<StoredFile | undefined> {
    if (!isFileName(attachmentId)) return undefined;
    try {
      const db = await this.database.client();
      const [, row] = await db.$transaction([
        withLongerTimeout(db),
        db.file.findUnique({ where: { attachmentId, userId: principal.userId } }),
      ]);
      return row ? { mimeType: row.mimeType, bytes: row.bytes } : undefined;
    } catch (error) {
      throw translateError(error);
    }
  }

  async delete(principal: Principal, attachmentId: string): Promise<void> {
    if (!isFileName(attachmentId)) return;
    try {
      const db = await this.database.client();
      await db.file.deleteMany({ where: { attachmentId, userId: principal.userId } });
    } catch (error) {
      throw translateError(error);
    }
  }

  async deleteAllOf({ userId }: Principal): Promise<void> {
    try {
      const db = await this.database.client();
      await db.file.deleteMany({ where: { userId } });
    } catch (error) {
      throw translateError(error);
    }
  }

  /** In pages by id; the bytes themselves are not read. */
  async *list(): AsyncGenerator<KeptFile> {
    let after = '';
    for (;;) {
      const db = await this.database.client().catch((error) => Promise.reject(translateError(error)));
      const rows = await db.file.findMany({
        where: { attachmentId: { gt: after } },
        orderBy: { attachmentId: 'asc' },
        take: PAGE,
        select: { attachmentId: true, userId: true, createdAt: true },
      });
      for (const { attachmentId, userId, createdAt } of rows) {
        const remove = () => this.delete({ userId }, attachmentId);
        yield { attachmentId, since: createdAt, part: 'file', delete: remove };
      }
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last.attachmentId;
    }
  }
}

/** Megabytes take their time over a slow connection; a server that says nothing meanwhile is given up all the same. */
function withLongerTimeout(db: PrismaClient) {
  return db.$executeRaw`SET LOCAL statement_timeout = '30s'`;
}
