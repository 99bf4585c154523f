import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { acquired, ending, logged, newRun, readAll } from '@/lib/chatkit/runs/conformance/run-store-case';
import { RETENTION_MS, SILENT_AFTER_MS } from '@/lib/chatkit/runs/run-store';
import { RedisRunStore } from '@/lib/runs/redis/redis-run-store';
import { type RedisServer, startRedis } from '../support/redis';
import { TroubledWay } from '../support/troubled-way';

/** What is true of runs in Redis beyond what every store of them promises. */
let servers: RedisServer[];
let stores: RedisRunStore[];
let clients: Redis[];
let ways: TroubledWay[];

beforeEach(() => {
  [servers, stores, clients, ways] = [[], [], [], []];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  for (const client of clients) client.disconnect();
  for (const way of ways) await way.close();
  for (const server of servers) await server.stop();
});

async function server(): Promise<RedisServer> {
  const started = await startRedis();
  servers.push(started);
  return started;
}

function open({ url }: Pick<RedisServer, 'url'>): RedisRunStore {
  const store = new RedisRunStore({ url, owner: randomUUID() });
  stores.push(store);
  return store;
}

/** As an operator sees it. */
function client({ url }: RedisServer): Redis {
  const connected = new Redis(url);
  connected.on('error', () => undefined);
  clients.push(connected);
  return connected;
}

const isUnavailable = expect.objectContaining({ code: 'unavailable' });

describe('a server that restarts empty', () => {
  test('gets the runs that go on once more, with everything that they have logged', async () => {
    const redis = await server();
    const [here, there] = [open(redis), open(redis)];
    const request = { key: 'k', digest: 'd' };
    const run = await acquired(here, { request, messageId: 'msg_1' });
    const over = await acquired(here);
    await here.write([logged(run.id, 1, 'a', 'b'), logged(over.id, 1, 'x')]);
    await redis.kill();
    await expect(here.write([logged(run.id, 3, 'c')])).rejects.toEqual(isUnavailable);
    await redis.start();
    const news = await here.write([logged(run.id, 3, 'c', 'd'), ending(over.id, 2, 'y')]);
    expect([...news.keys()]).toEqual([run.id, over.id]);
    expect((await readAll(there, run.id)).map(([, event]) => event)).toEqual(['a', 'b', 'c', 'd']);
    expect((await readAll(there, over.id)).map(([, event]) => event)).toEqual(['x', 'y']);
    expect(await there.find(run.userId, run.id)).toMatchObject({
      threadId: run.threadId,
      messageId: 'msg_1',
      state: 'running',
      lastSeq: 4,
    });
    expect(await there.find(over.userId, over.id)).toMatchObject({ state: 'ended', lastSeq: 2 });
    expect(await there.acquire(newRun({ userId: run.userId, request }))).toMatchObject({ kind: 'repeated' });
    expect(await there.acquire(newRun({ threadId: run.threadId }))).toMatchObject({ kind: 'busy' });
  });

  test('has no room for a run whose thread was given to another one meanwhile', async () => {
    const redis = await server();
    const [here, there] = [open(redis), open(redis)];
    const { id, userId, threadId } = await acquired(here);
    await here.write([logged(id, 1, 'a')]);
    await redis.kill();
    await redis.start();
    const next = await acquired(there, { userId, threadId });
    expect(await here.write([logged(id, 2, 'b')])).toEqual(new Map());
    expect((await there.active(userId, threadId))?.id).toBe(next.id);
    expect(await here.find(userId, id)).toBeUndefined();
  });
});

test('a server that has forgotten a run but not its events gets all of it once more', async () => {
  const redis = await server();
  const store = open(redis);
  const { id } = await acquired(store);
  await store.write([logged(id, 1, 'a', 'b')]);
  // As it does by itself, if its memory is full and its policy lets it.
  await client(redis).del(`chatkit:{runs}:run:${id}`);
  expect([...(await store.write([logged(id, 3, 'c')])).keys()]).toEqual([id]);
  expect((await readAll(store, id)).map(([, event]) => event)).toEqual(['a', 'b', 'c']);
});

test('while no server is there everything is refused as unavailable, and nothing waits for ever', async () => {
  const redis = await server();
  const store = open(redis);
  const run = await acquired(store);
  await redis.kill();
  const { id, userId, threadId } = run;
  const request = { key: 'k', digest: 'd' };
  const calls: Promise<unknown>[] = [
    store.acquire(newRun()),
    store.discard(run),
    store.write([logged(id, 1, 'a')]),
    store.lookUp(userId, request),
    store.find(userId, id),
    store.active(userId, threadId),
    store.activeOf(userId),
    store.events(id, 0),
    store.requestStop(userId, threadId, 'requested'),
    store.detach(userId, id),
    store.takeOver(id),
    store.silent(1),
    store.forget(userId),
    store.claimAnswer(userId, request),
    store.saveAnswer(userId, 'k', '{}'),
    store.discardAnswer(userId, 'k'),
  ];
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes).toEqual(calls.map(() => ({ status: 'rejected', reason: isUnavailable })));
});

/** Past a switch, or a firewall, that can forget a connection without a word to either end. */
async function behind({ url }: RedisServer): Promise<{ way: TroubledWay; store: RedisRunStore }> {
  const way = await TroubledWay.to(Number(new URL(url).port));
  ways.push(way);
  await way.open();
  return { way, store: open({ url: `redis://127.0.0.1:${way.port}` }) };
}

test('a connection over which nothing comes any more is replaced', async () => {
  const redis = await server();
  const { way, store } = await behind(redis);
  const run = await acquired(store);
  way.hang();
  await expect(store.find(run.userId, run.id)).rejects.toEqual(isUnavailable);
  way.release();
  expect(await store.find(run.userId, run.id)).toHaveProperty('id', run.id);
}, 20_000);

test('after a failover what the new server did not get is written again', async () => {
  const [primary, replica] = [await server(), await server()];
  const [ofPrimary, ofReplica] = [client(primary), client(replica)];
  const port = Number(new URL(primary.url).port);
  const [here, there] = [open(primary), open(primary)];
  const run = await acquired(here);
  await here.write([logged(run.id, 1, 'a')]);
  await ofReplica.replicaof('127.0.0.1', port);
  await expect.poll(() => ofReplica.info('replication')).toContain('master_link_status:up');
  await expect.poll(() => ofPrimary.wait(1, 1_000)).toBe(1);
  await ofReplica.call('REPLICAOF', 'NO', 'ONE');
  await here.write([logged(run.id, 2, 'b', 'c')]);
  await primary.kill();
  // The address leads to the other one from now on.
  await ofReplica.config('SET', 'port', port);

  await expect.poll(() => here.write([logged(run.id, 4, 'd')]).then(({ size }) => size, String)).toBe(1);
  expect((await readAll(there, run.id)).map(([, event]) => event)).toEqual(['a', 'b', 'c', 'd']);
});

describe('a run whose process has not been heard of', () => {
  async function silentRun() {
    const redis = await server();
    const raw = client(redis);
    const store = open(redis);
    const run = await acquired(open(redis));
    const longAgo = Date.now() - 2 * SILENT_AFTER_MS;
    // What time does.
    await raw.zadd('chatkit:{runs}:active', longAgo, run.id);
    const suspectedLongAgo = () => raw.hset(`chatkit:{runs}:run:${run.id}`, 'suspected', longAgo);
    const isLost = async () => (await store.find(run.userId, run.id))?.isLost;
    return { store, run, suspectedLongAgo, isLost };
  }

  test('is lost some time after somebody noticed, and taken over by one of those who try at once', async () => {
    const { store, run, suspectedLongAgo, isLost } = await silentRun();
    await store.suspect(run.id);
    expect(await isLost()).toBe(false);
    expect((await store.silent(10)).map(({ id }) => id)).toEqual([run.id]);
    await suspectedLongAgo();
    expect(await isLost()).toBe(true);
    const attempts = await Promise.all([store.takeOver(run.id), store.takeOver(run.id)]);
    expect(attempts.sort()).toEqual([false, true]);
    expect(await isLost()).toBe(false);
  });
});

test('a server that is full takes nothing more, lets read and forget, and no error has in it what was said', async () => {
  const redis = await server();
  const raw = client(redis);
  const store = open(redis);
  const run = await acquired(store);
  await store.write([logged(run.id, 1, 'a')]);
  await raw.config('SET', 'maxmemory', '1');
  for (const call of [store.acquire(newRun()), store.write([logged(run.id, 2, 'a secret')])]) {
    const error: unknown = await call.catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({ code: 'unavailable', cause: { code: 'OOM' } });
    expect(inspect(error, { depth: 10 })).not.toContain('secret');
  }
  expect(await readAll(store, run.id)).toEqual([[1, 'a']]);
  expect((await store.write([logged(run.id, 2)])).size).toBe(1);
  await store.forget(run.userId);
  expect(await store.find(run.userId, run.id)).toBeUndefined();
});

test('of a user who may do no more than docs/deploy.md asks for, everything works', async () => {
  const redis = await server();
  const rights = ['~chatkit:{runs}:*', '~robolearn:*', '&chatkit:{runs}:*', '-@all', '+@read', '+@write'];
  const commands = ['+@scripting', '+publish', '+subscribe', '+time', '+info'];
  await client(redis).call('ACL', 'SETUSER', 'tutor', 'on', '>secret', ...rights, ...commands);
  const store = open({ ...redis, url: redis.url.replace('//', '//tutor:secret@') });
  const watch = store.watch(() => undefined);
  await expect.poll(() => watch.isLive).toBe(true);
  const run = await acquired(store, { request: { key: 'k', digest: 'd' } });
  await store.write([logged(run.id, 1, 'a')]);
  expect((await store.requestStop(run.userId, run.threadId, 'requested'))?.id).toBe(run.id);
  expect(await store.silent(1)).toEqual([]);
  await store.write([ending(run.id, 2, 'b')]);
  expect(await readAll(store, run.id)).toHaveLength(2);
  await store.forget(run.userId);
  watch.close();
});

test('every key has the prefix, and an end within a day or so; of a forgotten user none is left', async () => {
  const redis = await server();
  const store = open(redis);
  const raw = client(redis);
  const userId = 'mallory@example.org';
  const request = { key: 'a key of the client', digest: 'd' };
  const run = await acquired(store, { userId, threadId: 'thr_of_mallory', request });
  await store.write([logged(run.id, 1, 'secret')]);
  await store.claimAnswer(userId, { key: 'another key', digest: 'd' });
  await store.saveAnswer(userId, 'another key', '"secret"');
  const ended = await acquired(store, { userId });
  await store.write([ending(ended.id, 1, 'secret')]);
  const other = await acquired(store);

  const keys = await raw.keys('*');
  expect(keys.filter((key) => !key.startsWith('chatkit:{runs}:'))).toEqual([]);
  for (const key of keys) {
    const ttl = await raw.pttl(key);
    expect([key, ttl > 0 && ttl <= 2 * RETENTION_MS]).toEqual([key, true]);
  }
  expect(keys.join('\n')).not.toContain('key of the client');

  await store.forget(userId);
  const left = (await raw.keys('*')).map((key) => key.replace('chatkit:{runs}:', '')).sort();
  expect(left).toEqual(
    [
      'active',
      `gone:${ended.id}`,
      `gone:${run.id}`,
      `run:${other.id}`,
      `thread:${other.threadId}`,
      `user:${other.userId}`,
    ].sort(),
  );
  expect(await raw.zrange('chatkit:{runs}:active', 0, -1)).toEqual([other.id]);
});

describe('news', () => {
  test('have a connection while somebody waits for them, and say so when it is away', async () => {
    const redis = await server();
    const [here, there] = [open(redis), open(redis)];
    const raw = client(redis);
    const subscribers = async () =>
      String(await raw.call('CLIENT', 'LIST', 'TYPE', 'pubsub')).split('\n').length - 1;
    const run = await acquired(there);
    expect(await subscribers()).toBe(0);
    const seen: string[] = [];
    const first = here.watch((runIds, kind) => seen.push(`${kind} ${runIds.join(' ')}`));
    const second = here.watch(() => undefined);
    await expect.poll(() => first.isLive).toBe(true);
    expect(await subscribers()).toBe(1);
    await redis.kill();
    await expect.poll(() => second.isLive).toBe(false);
    await redis.start();
    await expect.poll(() => second.isLive).toBe(true);
    await there.write([logged(run.id, 1, 'a')]);
    await expect.poll(() => seen).toContain(`change ${run.id}`);
    first.close();
    second.close();
    await here.close();
    expect(second.isLive).toBe(false);
    await expect.poll(subscribers).toBe(0);
  });

  test('have their connection for half a minute more, for whoever waits next', async () => {
    const redis = await server();
    const store = open(redis);
    const first = store.watch(() => undefined);
    await expect.poll(() => first.isLive).toBe(true);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    first.close();
    vi.advanceTimersByTime(29_999);
    const second = store.watch(() => undefined);
    vi.advanceTimersByTime(60_000);
    expect(second.isLive).toBe(true);
    second.close();
    vi.advanceTimersByTime(30_000);
    vi.useRealTimers();
    expect(second.isLive).toBe(false);
  });

  test('come again after their connection has died without a word', async () => {
    const redis = await server();
    const { way, store } = await behind(redis);
    const there = open(redis);
    const run = await acquired(there);
    const seen: string[] = [];
    const watch = store.watch((runIds) => seen.push(...runIds));
    await expect.poll(() => watch.isLive).toBe(true);
    way.hang();
    await expect.poll(() => watch.isLive, { timeout: 20_000 }).toBe(false);
    way.release();
    await expect.poll(() => watch.isLive, { timeout: 10_000 }).toBe(true);
    await there.write([logged(run.id, 1, 'a')]);
    await expect.poll(() => seen).toContain(run.id);
    watch.close();
  }, 40_000);

  test('of many runs come in one message', async () => {
    const redis = await server();
    const [here, there] = [open(redis), open(redis)];
    const runs = [await acquired(there), await acquired(there), await acquired(there)];
    const seen: (readonly string[])[] = [];
    const watch = here.watch((runIds) => seen.push(runIds));
    await expect.poll(() => watch.isLive).toBe(true);
    await there.write(runs.map(({ id }) => logged(id, 1, 'a')));
    await expect.poll(() => seen).toEqual([runs.map(({ id }) => id)]);
    watch.close();
  });
});
