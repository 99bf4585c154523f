import type { Principal } from '../chatkit/principal';
import { NotFound } from '../chatkit/server/errors';
import type { FileStore, StoredFile } from '../files/file-store';
import type { Database } from './database';
import { translateError } from './translate-error';

/** Bytes in the database: nothing else to run, and gone with their thread by the foreign key. */
export class PrismaFileStore implements FileStore {
  constructor(private readonly database: Database) {}

  async put(principal: Principal, attachmentId: string, { mimeType, bytes }: StoredFile): Promise<void> {
    const { userId } = principal;
    try {
      const db = await this.database.client();
      const owned = await db.attachment.count({ where: { id: attachmentId, userId } });
      if (owned === 0) throw new NotFound('attachment');
      const data = { userId, mimeType, size: bytes.byteLength, bytes };
      await db.file.upsert({ where: { attachmentId }, create: { attachmentId, ...data }, update: data });
    } catch (error) {
      throw translateError(error);
    }
  }

  async get(principal: Principal, attachmentId: string): Promise<StoredFile | undefined> {
    try {
      const db = await this.database.client();
      const row = await db.file.findUnique({ where: { attachmentId, userId: principal.userId } });
      return row ? { mimeType: row.mimeType, bytes: row.bytes } : undefined;
    } catch (error) {
      throw translateError(error);
    }
  }

  async delete(principal: Principal, attachmentId: string): Promise<void> {
    try {
      const db = await this.database.client();
      await db.file.deleteMany({ where: { attachmentId, userId: principal.userId } });
    } catch (error) {
      throw translateError(error);
    }
  }
}
