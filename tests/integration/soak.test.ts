import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '@/lib/db/database';
import { PrismaStore } from '@/lib/db/prisma-store';
import { soak } from '../soak/soak';
import { sharedPostgres } from '../support/shared-postgres';

/** A short run of `npm run soak`. */
const postgres = sharedPostgres();
let database: Database;

beforeAll(async () => {
  database = createDatabase({ url: await postgres.createDatabase(), dataDir: '', poolSize: 10 });
});

afterAll(async () => {
  await database?.close();
});

test('twenty clients on five threads leave histories that can have happened', async () => {
  const report = await soak({ store: new PrismaStore(database), seed: 1, milliseconds: 4_000 });
  expect(report.wrong).toEqual([]);
  expect(report.turns).toBeGreaterThan(20);
  expect(Object.keys(report.answered)).toEqual(
    expect.arrayContaining(['threads.retry_after_item 200', 'threads.add_user_message 409']),
  );
});
