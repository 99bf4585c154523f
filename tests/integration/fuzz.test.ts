import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuzz } from '../fuzz/fuzz';
import kept from '../fuzz/seeds.json';
import { type AppServer, startApp } from '../support/app-server';
import { sharedPostgres } from '../support/shared-postgres';

/** A short run of `npm run fuzz`, after the seeds that found something once. */
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed + 1);

const postgres = sharedPostgres();
let app: AppServer;
let url: string;

beforeAll(async () => {
  url = await postgres.createDatabase();
  app = await startApp({
    env: {
      DATABASE_URL: url,
      AUTH_DEMO: 'on',
      NEXTAUTH_SECRET: 'a secret of the fuzzer that is long enough',
    },
  });
});

afterAll(async () => {
  await app?.stop();
});

test('no request of any sort breaks the server, and none that is refused writes anything', async () => {
  const report = await fuzz({ app, databaseUrl: url, seeds: [...kept, ...SEEDS], clients: 4 });
  expect(report.failures).toEqual([]);
  expect(report.requests).toBe((kept.length + SEEDS.length) * 50);
  // The generator reaches the operations, and the refusals.
  expect(report.accepted.valid).toBeGreaterThan(100);
  expect(Object.keys(report.statuses)).toEqual(expect.arrayContaining(['200', '400', '404', '413', '415']));
});
