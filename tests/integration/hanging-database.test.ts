import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '@/lib/db/database';
import { translateError } from '@/lib/db/translate-error';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { TroubledWay } from '../support/troubled-way';

/** A server that takes connections and statements and never answers: what waits on it is given up, and nothing stays taken. */
let postgres: PostgresServer;
let url: string;
let way: TroubledWay;
let database: Database;

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.createDatabase();
  const troubled = new URL(url);
  way = await TroubledWay.to(Number(troubled.port));
  await way.open();
  troubled.port = String(way.port);
  database = createDatabase({ url: troubled.href, dataDir: '', poolSize: 3 });
  await database.ping();
});

afterAll(async () => {
  way?.release();
  await database?.close();
  await way?.close();
  await postgres?.stop();
});

/** What came of it, and after how many milliseconds. */
async function timed(work: Promise<unknown>) {
  const started = performance.now();
  const outcome = await work.then(
    () => 'done',
    (error: unknown) => translateError(error),
  );
  return { outcome, ms: performance.now() - started };
}

test('statements and transactions are given up within ten seconds, and the pool works at once when the server does', async () => {
  const db = await database.client();
  way.hang();

  const waiting = await Promise.all([
    ...Array.from({ length: 5 }, () => timed(db.$queryRaw`SELECT 1`)),
    ...Array.from({ length: 3 }, () => timed(db.$transaction(async (tx) => tx.$queryRaw`SELECT 1`))),
  ]);

  for (const { outcome, ms } of waiting) {
    expect(outcome).toMatchObject({ code: 'unavailable' });
    expect(ms).toBeLessThan(11_000);
  }
  expect(database.pool()).toMatchObject({ total: 0, waiting: 0 });
  way.release();
  expect(await timed(database.ping())).toMatchObject({ outcome: 'done' });
});

test('a transaction that hangs in its middle waits for its own end no longer', async () => {
  const db = await database.client();
  const { outcome, ms } = await timed(
    db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      way.hang();
      await tx.$queryRaw`SELECT 2`;
    }),
  );
  expect(outcome).toMatchObject({ code: 'unavailable' });
  expect(ms).toBeLessThan(7_000);
  expect(database.pool()).toMatchObject({ waiting: 0 });
  way.release();
});

test('a statement that takes too long is ended by the server, and one of maintenance is not', async () => {
  const db = await database.client();
  const locker = new pg.Client({ connectionString: url });
  await locker.connect();
  await locker.query('BEGIN; LOCK TABLE chatkit.threads IN ACCESS EXCLUSIVE MODE');
  const refused = await Promise.all([
    timed(db.$queryRaw`SELECT 1 FROM pg_sleep(8)`),
    timed(db.thread.findMany()),
    timed(db.$transaction((tx) => tx.thread.deleteMany())),
  ]);
  await locker.end();
  for (const { outcome, ms } of refused) {
    expect(outcome).toMatchObject({ code: 'unavailable' });
    expect(ms).toBeLessThan(5_000);
  }

  const maintenance = await database.maintenance();
  expect(await timed(maintenance.$queryRaw`SELECT 1 FROM pg_sleep(8)`)).toMatchObject({ outcome: 'done' });
});

test('maintenance does not begin where the server hangs', async () => {
  way.hang();
  const { outcome, ms } = await timed(database.maintenance());
  expect(outcome).toMatchObject({ code: 'unavailable' });
  expect(ms).toBeLessThan(11_000);
  way.release();
});
