import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from '@/lib/db/database';
import { translateError } from '@/lib/db/translate-error';
import { sharedPostgres } from '../support/shared-postgres';
import { TroubledWay } from '../support/troubled-way';

/** A server that takes connections and statements and never answers: what waits on it is given up, and nothing stays taken. */
const postgres = sharedPostgres();
let url: string;
let way: TroubledWay;
let database: Database;

beforeAll(async () => {
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
});

/** What came of it; nothing ever does of what is not given up. */
function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => 'done', translateError);
}

test('statements and transactions are given up while the server hangs, and the pool works at once when it does not', async () => {
  const db = await database.client();
  way.hang();

  const outcomes = await Promise.all([
    ...Array.from({ length: 5 }, () => outcomeOf(db.$queryRaw`SELECT 1`)),
    ...Array.from({ length: 3 }, () => outcomeOf(db.$transaction(async (tx) => tx.$queryRaw`SELECT 1`))),
  ]);

  for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 'unavailable' });
  expect(database.pool()).toMatchObject({ total: 0, waiting: 0 });
  way.release();
  expect(await outcomeOf(database.ping())).toBe('done');
});

test('a transaction that hangs in its middle is given up, its end with it', async () => {
  const db = await database.client();
  const outcome = await outcomeOf(
    db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      way.hang();
      await tx.$queryRaw`SELECT 2`;
    }),
  );
  expect(outcome).toMatchObject({ code: 'unavailable' });
  expect(database.pool()).toMatchObject({ waiting: 0 });
  way.release();
});

test('a statement that takes too long is ended by the server, and one of maintenance is not', async () => {
  const db = await database.client();
  const locker = new pg.Client({ connectionString: url });
  await locker.connect();
  await locker.query('BEGIN; LOCK TABLE chatkit.threads IN ACCESS EXCLUSIVE MODE');
  const refused = await Promise.all([
    outcomeOf(db.$queryRaw`SELECT 1 FROM pg_sleep(600)`),
    outcomeOf(db.thread.findMany()),
    outcomeOf(db.$transaction((tx) => tx.thread.deleteMany())),
  ]);
  for (const outcome of refused) expect(outcome).toMatchObject({ code: 'unavailable' });
  // The server itself ended them: a statement whose client goes away sleeps on.
  const { rows } = await locker.query(
    `SELECT query FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()`,
  );
  expect(rows).toEqual([]);
  expect(database.pool()).toMatchObject({ waiting: 0 });

  const maintenance = await database.maintenance();
  const waiting = outcomeOf(maintenance.thread.findMany());
  // As long as another statement is waited for, which is begun later.
  expect(await outcomeOf(db.thread.findMany())).toMatchObject({ code: 'unavailable' });
  await locker.end();
  expect(await waiting).toBe('done');
});

test('maintenance does not begin where the server hangs', async () => {
  way.hang();
  expect(await outcomeOf(database.maintenance())).toMatchObject({ code: 'unavailable' });
  way.release();
});

test('where nothing listens any more, every sort of statement says that the database is away, and works when it is back', async () => {
  const db = await database.client();
  const statements = () =>
    Promise.all([
      outcomeOf(db.$queryRaw`SELECT 1`),
      outcomeOf(db.$executeRaw`UPDATE chatkit.threads SET title = title`),
      outcomeOf(db.thread.findMany()),
      outcomeOf(db.thread.updateMany({ data: { title: 'x' }, where: { id: 'none' } })),
      outcomeOf(db.$transaction(async (tx) => tx.$queryRaw`SELECT 1`)),
      outcomeOf(db.$transaction([db.thread.count(), db.item.count()])),
    ]);
  await way.close();
  // With connections that the pool still has, and when it makes new ones.
  for (const _ of [1, 2]) {
    for (const outcome of await statements()) expect(outcome).toMatchObject({ code: 'unavailable' });
  }
  await way.open();
  for (const outcome of await statements()) expect(outcome).toBe('done');
});
