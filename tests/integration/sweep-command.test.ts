import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase } from '@/lib/db/database';
import { DiskFileStore } from '@/lib/files/disk-file-store';
import { startScript } from '../support/script-process';
import { seedAccount } from '../support/seed-account';
import { sharedPostgres } from '../support/shared-postgres';

/** `npm run sweep`, as an operator's clock starts it. */
const postgres = sharedPostgres();
let databaseUrl: string;
let dataDir: string;
let client: pg.Client;

beforeEach(async () => {
  databaseUrl = await postgres.createDatabase();
  dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-sweep-'));
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const database = createDatabase({ url: databaseUrl, dataDir: '', poolSize: 1 });
  await database.client();
  await database.close();
});

afterEach(async () => {
  await client?.end();
  rmSync(dataDir, { recursive: true, force: true });
});

const sweep = (env: Record<string, string> = {}) =>
  startScript('sweep', [], {
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: 'a secret of the tests of the sweep that is long enough',
    FILES_STORE: 'disk',
    DATA_DIR: dataDir,
    ...env,
  }).ended;

const onDisk = () =>
  readdirSync(path.join(dataDir, 'files'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.basename(name))
    .filter((name) => name.startsWith('atc_'))
    .sort();

/**
 * 40 files: half of them in conversations, the others taken by no message. One of those in use has lost its bytes, and
 * there are bytes that no record knows. All of it of two days ago.
 *
 * @returns the ids of what is in use and whole
 */
async function seed(): Promise<string[]> {
  const store = new DiskFileStore(path.join(dataDir, 'files'));
  await seedAccount(client, store, {
    userId: 'demo:ann',
    mark: 'a4a4',
    threads: 50,
    itemsEach: 2,
    files: 40,
  });
  await client.query(
    "UPDATE chatkit.attachments SET created_at = now() - interval '2 days', stored_at = now() - interval '2 days'",
  );
  await client.query(
    'UPDATE chatkit.attachments SET thread_id = NULL WHERE id IN (SELECT id FROM chatkit.attachments LIMIT 20)',
  );
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM chatkit.attachments WHERE thread_id IS NOT NULL ORDER BY id',
  );
  const [lost, ...whole] = rows.map(({ id }) => id);
  await store.delete({ userId: 'demo:ann' }, lost ?? '');
  await store.put({ userId: 'demo:ann' }, 'atc_00000000000000000000beef', {
    mimeType: 'text/plain',
    bytes: new Uint8Array(3),
  });
  const twoDaysAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
  const folder = path.join(dataDir, 'files');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    utimesSync(path.join(folder, name), twoDaysAgo, twoDaysAgo);
  return whole;
}

test('what nobody will read again goes, what is in use stays, and it says how much', async () => {
  const whole = await seed();
  const { code, stdout, stderr } = await sweep();
  expect([code, stdout, stderr]).toEqual([
    0,
    'Swept 20 unused files, bytes of 1 files without a record, and 1 records without bytes.\n' +
      'Deleted 0 conversations and 0 profiles that were kept for long enough, and finished 0 deletions of accounts.\n',
    '',
  ]);
  expect(onDisk()).toEqual(whole);
  const { rows } = await client.query<{ id: string }>('SELECT id FROM chatkit.attachments ORDER BY id');
  expect(rows.map(({ id }) => id)).toEqual(whole);

  const again = await sweep();
  expect(again.stdout).toContain('Swept 0 unused files, bytes of 0 files without a record, and 0 records');
  expect(onDisk()).toEqual(whole);
});

test('two at once come to the same end, and each file is counted as unused once', async () => {
  const whole = await seed();
  const ends = await Promise.all([sweep(), sweep()]);
  expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  const counts = ends.map(({ stdout }) => Number(/Swept (\d+) unused/.exec(stdout)?.[1]));
  expect(counts.reduce((sum, count) => sum + count)).toBe(20);
  expect(onDisk()).toEqual(whole);
  expect((await client.query('SELECT 1 FROM chatkit.attachments')).rowCount).toBe(whole.length);
});

test('a directory that is not mounted costs no record', async () => {
  await seed();
  const before = await client.query('SELECT id FROM chatkit.attachments WHERE thread_id IS NOT NULL');
  const { code, stdout } = await sweep({ DATA_DIR: path.join(dataDir, 'elsewhere') });
  expect(code).toBe(0);
  expect(stdout).toContain('0 records without bytes');
  const after = await client.query('SELECT id FROM chatkit.attachments WHERE thread_id IS NOT NULL');
  expect(after.rowCount).toBe(before.rowCount);
});

test('without a database, or with a value that means nothing, it fails and says so', async () => {
  const away = await sweep({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' });
  expect([away.code, away.stdout]).toEqual([1, '']);
  expect(away.stderr).toContain('ECONNREFUSED');
  const wrong = await sweep({ FILES_STORE: 'attic' });
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toMatch(/^FILES_STORE: [^\n]+\n$/);
});
