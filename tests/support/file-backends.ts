import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Principal } from '@/lib/chatkit/principal';
import { PrismaFileRecords } from '@/lib/db/prisma-file-records';
import { PrismaFileStore } from '@/lib/db/prisma-file-store';
import { DiskFileStore } from '@/lib/files/disk-file-store';
import type { FileStore } from '@/lib/files/file-store';
import { S3FileStore } from '@/lib/files/s3-file-store';
import { openEmbeddedDatabase } from './prepared/embedded-database';
import { startS3 } from './s3-server';

export interface FileBackend {
  name: FileStore['kind'];
  open(): Promise<OpenFileBackend>;
}

export interface OpenFileBackend {
  /** Two of them on the same place, as two processes have. */
  stores: [FileStore, FileStore];
  /** What has to be there before bytes can be. */
  announce(principal: Principal, attachmentId: string): Promise<void>;
  close(): Promise<void>;
}

const nothing = async () => undefined;

/** Every place that there is for bytes: each keeps the same promises. */
export const fileBackends: FileBackend[] = [
  {
    name: 'database',
    open: async () => {
      const { database, close } = await openEmbeddedDatabase();
      const records = new PrismaFileRecords(database);
      return {
        stores: [new PrismaFileStore(database), new PrismaFileStore(database)],
        announce: (principal, id) => {
          const attachment = { id, type: 'file', name: 'a.txt', mime_type: 'text/plain' } as const;
          return records.announce(principal, { attachment, size: 1, store: 'database', quotaBytes: 1e6 });
        },
        close,
      };
    },
  },
  {
    name: 'disk',
    open: async () => {
      const directory = mkdtempSync(path.join(tmpdir(), 'robolearn-files-'));
      const open = () => new DiskFileStore(path.join(directory, 'files'));
      return {
        stores: [open(), open()],
        announce: nothing,
        close: async () => rmSync(directory, { recursive: true }),
      };
    },
  },
  {
    name: 's3',
    open: async () => {
      const server = await startS3();
      const open = () => new S3FileStore(server.options);
      return { stores: [open(), open()], announce: nothing, close: () => server.stop() };
    },
  },
];
