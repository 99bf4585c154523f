import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createDatabase } from '@/lib/db/database';
import { PrismaFileStore } from '@/lib/db/prisma-file-store';
import { DiskFileStore } from '@/lib/files/disk-file-store';
import { startApp } from '../support/app-server';
import { ChatClient } from '../support/chat-client';
import { processMemory } from '../support/process-memory';
import { seedAccount } from '../support/seed-account';
import { sharedPostgres } from '../support/shared-postgres';

/**
 * 1,000 conversations and 300 MB of files. What memory they take is printed: when it is given back is the runtime's affair. That one file is
 * read after the other is tested where it can be counted (`account-archive.test.ts`).
 */
const FILES = 15;
const FILE_BYTES = 20 * 1024 ** 2;
const ARCHIVE_MB = 300;

const postgres = sharedPostgres();

test.each(['disk', 'database'] as const)(
  'from %s it passes through whole',
  { timeout: 240_000 },
  async (kind) => {
    const databaseUrl = await postgres.createDatabase();
    const dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-archive-'));
    const app = await startApp({
      dataDir,
      env: {
        DATABASE_URL: databaseUrl,
        NEXTAUTH_SECRET: 'a secret of the tests of archives that is long enough',
        AUTH_DEMO: 'on',
        FILES_STORE: kind,
      },
    });
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const database = createDatabase({ url: databaseUrl, dataDir: '', poolSize: 1 });
    try {
      const student = await ChatClient.signIn(app.url, 'Archivist');
      const store =
        kind === 'disk' ? new DiskFileStore(path.join(dataDir, 'files')) : new PrismaFileStore(database);
      await seedAccount(client, store, {
        userId: 'demo:archivist',
        mark: 'a4c1',
        threads: 1000,
        itemsEach: 20,
        files: FILES,
      });
      const { rows } = await client.query<{ id: string }>('SELECT id FROM chatkit.attachments');
      const bytes = new Uint8Array(randomBytes(FILE_BYTES));
      for (const { id } of rows)
        await store.put({ userId: 'demo:archivist' }, id, { mimeType: 'text/markdown', bytes });

      // A small one first: what a first archive needs is no part of it.
      const bob = await ChatClient.signIn(app.url, 'Bob');
      await (await fetch(`${app.url}/api/account/export`, { headers: bob.headers })).arrayBuffer();
      const before = processMemory(app.pid);
      const response = await fetch(`${app.url}/api/account/export`, { headers: student.headers });
      let size = 0;
      let most = 0;
      for await (const chunk of response.body ?? []) {
        size += chunk.byteLength;
        most = Math.max(most, processMemory(app.pid).now);
      }
      process.stdout.write(
        `an archive of ${Math.round(size / 1e6)} MB from ${kind}: ${before.now} MB before, ${most} MB at most\n`,
      );
      expect(size).toBeGreaterThan(ARCHIVE_MB * 1e6);
    } finally {
      await client.end();
      await database.close();
      await app.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
);
