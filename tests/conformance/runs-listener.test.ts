import { Client } from 'pg';
import { expect, test } from 'vitest';
import { RUNS_CHANNEL, RunsListener } from '@/lib/db/runs-listener';
import { sharedPostgres } from '../support/shared-postgres';
import { TroubledWay } from '../support/troubled-way';

test('news come again after their connection has died without a word', async () => {
  const database = await sharedPostgres().createDatabase();
  const url = new URL(database);
  const way = await TroubledWay.to(Number(url.port));
  await way.open();
  url.port = String(way.port);
  const other = new Client({ connectionString: database });
  await other.connect();
  const notify = async (message: string) => {
    await other.query('SELECT pg_notify($1, $2)', [RUNS_CHANNEL, message]);
  };
  const lost: string[] = [];
  const listener = new RunsListener({
    url: url.href,
    notify,
    onConnectionLost: ({ name }) => lost.push(name),
  });
  try {
    const seen: string[] = [];
    const watch = listener.watchers.watch((runIds) => seen.push(...runIds));
    await expect.poll(() => watch.isLive).toBe(true);
    way.hang();
    await expect.poll(() => watch.isLive, { timeout: 20_000 }).toBe(false);
    expect(lost).toContain('SilentServer');
    way.release();
    await expect.poll(() => watch.isLive, { timeout: 20_000 }).toBe(true);
    await notify('change run_1');
    await expect.poll(() => seen).toEqual(['run_1']);
    watch.close();
  } finally {
    await listener.close();
    await other.end();
    await way.close();
  }
}, 60_000);
