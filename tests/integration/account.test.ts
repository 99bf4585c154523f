import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '@/lib/db/database';
import { PrismaEndedSessions } from '@/lib/db/prisma-ended-sessions';
import { PrismaErasures } from '@/lib/db/prisma-erasures';
import { PrismaFileStore } from '@/lib/db/prisma-file-store';
import { DiskFileStore } from '@/lib/files/disk-file-store';
import type { FileStore } from '@/lib/files/file-store';
import { S3FileStore } from '@/lib/files/s3-file-store';
import { eraseAccount } from '@/lib/privacy/erase-account';
import { finishErasures } from '@/lib/privacy/finish-erasures';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input, threadIdOf } from '../support/chat-client';
import { keptOf } from '../support/kept-of';
import { KeyServer, type SigningKey, signingKey, signToken } from '../support/key-server';
import { readZip } from '../support/read-zip';
import { type S3Server, startS3 } from '../support/s3-server';
import { ScriptedOpenAI } from '../support/scripted-openai';
import { seedAccount } from '../support/seed-account';
import { sharedPostgres } from '../support/shared-postgres';

/** What a student can do with everything that is kept of them, on the built product and PostgreSQL. */
const postgres = sharedPostgres();
let openai: ScriptedOpenAI;
let s3: S3Server;
let signOn: KeyServer;
let key: SigningKey;

beforeAll(async () => {
  key = await signingKey('k');
  [openai, s3, signOn] = await Promise.all([ScriptedOpenAI.start(), startS3(), KeyServer.start(key)]);
});

afterAll(async () => {
  await openai?.stop();
  await s3?.stop();
  await signOn?.stop();
});

const CRON_SECRET = 'the clock of the tests';

interface Place {
  app: AppServer;
  client: pg.Client;
  databaseUrl: string;
  store: FileStore;
  dataDir: string;
  stop(): Promise<void>;
}

async function open(kind: FileStore['kind'], env: Record<string, string> = {}): Promise<Place> {
  const databaseUrl = await postgres.createDatabase();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-account-'));
  const app = await start(databaseUrl, dataDir, kind, env);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const database = createDatabase({ url: databaseUrl, dataDir: '', poolSize: 2 });
  const stores = {
    database: () => new PrismaFileStore(database),
    disk: () => new DiskFileStore(path.join(dataDir, 'files')),
    s3: () => new S3FileStore(s3.options),
  };
  return {
    app,
    client,
    databaseUrl,
    dataDir,
    store: stores[kind](),
    stop: async () => {
      await app.stop();
      await client.end();
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function start(
  databaseUrl: string,
  dataDir: string,
  kind: FileStore['kind'],
  env: Record<string, string> = {},
): Promise<AppServer> {
  return startApp({
    dataDir,
    env: {
      DATABASE_URL: databaseUrl,
      NEXTAUTH_SECRET: 'a secret of the tests of accounts that is long enough',
      AUTH_DEMO: 'on',
      OPENAI_BASE_URL: openai.baseUrl,
      ALLOWED_ORIGINS: 'https://docs.example.test',
      CRON_SECRET,
      ...signOn.env,
      ...(kind === 's3' ? s3.env : { FILES_STORE: kind }),
      ...env,
    },
  });
}

const remove = (student: ChatClient, headers: Record<string, string> = {}) =>
  fetch(`${student.url}/api/account`, { method: 'DELETE', headers: { ...student.headers, ...headers } });

async function exported(student: ChatClient): Promise<Map<string, Buffer>> {
  const response = await fetch(`${student.url}/api/account/export`, { headers: student.headers });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="robolearn-[\d-]+\.zip"$/,
  );
  return readZip(Buffer.from(await response.arrayBuffer()));
}

/** Puts the clock of a deletion back, so that it counts as made that long ago. */
const ago = (client: pg.Client, interval: string) =>
  client.query(`UPDATE chatkit.erasures SET since = since - $1::interval`, [interval]);

describe.each(['database', 'disk', 's3'] as const)('an account with its files in %s', (kind) => {
  let place: Place;

  beforeAll(async () => {
    place = await open(kind);
  });

  afterAll(async () => {
    await place?.stop();
  });

  /** Everything of a file that takes room. */
  async function bytesKept(): Promise<number> {
    if (kind === 's3') return s3.keys().length;
    if (kind === 'database') {
      return (
        (await place.client.query<{ n: number }>('SELECT count(*)::int AS n FROM chatkit.files')).rows[0]
          ?.n ?? 0
      );
    }
    return readdirSync(place.dataDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /atc_/.test(name),
    ).length;
  }

  test('1,000 threads come in one archive, with the files, and nothing of anybody else', async () => {
    const { app, client, store } = place;
    const [alice, bob] = [await ChatClient.signIn(app.url, 'Alice'), await ChatClient.signIn(app.url, 'Bob')];
    await seedAccount(client, store, {
      userId: 'demo:alice',
      mark: 'alice-4f7c91e6',
      threads: 1000,
      itemsEach: 20,
      files: 30,
    });
    await seedAccount(client, store, {
      userId: 'demo:bob',
      mark: 'bob-83d20b5a',
      threads: 3,
      itemsEach: 4,
      files: 2,
    });

    const archive = await exported(alice);
    const names = [...archive.keys()];
    expect(names.filter((name) => name.startsWith('conversations/'))).toHaveLength(1000);
    expect(names.filter((name) => name.startsWith('files/'))).toHaveLength(30);
    expect(names.filter((name) => name.includes('..') && name.includes('/..'))).toEqual([]);
    for (const content of archive.values()) expect(content.includes('bob-83d20b5a')).toBe(false);
    const data = JSON.parse(archive.get('data.json')?.toString() ?? '');
    expect(data.profile.email).toBe('alice-4f7c91e6@example.test');
    expect(data.threads).toHaveLength(1000);
    expect(data.threads[999].items).toHaveLength(20);
    expect(data.threads[0].items[19].content).toBe('for the model alone');
    expect([data.feedback.length, data.attachments.length, data.usage.length]).toEqual([1000, 30, 1000]);
    const page = archive.get(names.find((name) => name.startsWith('conversations/')) ?? '')?.toString();
    expect(page).toContain('# About robots 1\n');
    expect(page).toContain('**You** · 2026-11-22 10:00 UTC\n\nWhat is a node?');
    expect(page).toContain(
      'A node [1] is a process.\n\n1. [What is ROS 2?](<https://learn.example.org/ros2#nodes>)',
    );
    expect(page).not.toContain('for the model alone');
    const file = names.find((name) => name.includes('notes 2.md')) ?? '';
    expect(archive.get(file)?.toString()).toContain('# alice-4f7c91e6 2\n');

    expect((await exported(bob)).size).toBe(2 + 3 + 2);
  });

  test('1,000 threads are gone when the answer comes: no row in any table, no byte in the store, and Bob has everything', async () => {
    const { app, client } = place;
    const alice = await ChatClient.signIn(app.url, 'Alice');
    const bobHad = await keptOf(client, 'demo:bob', 'bob-83d20b5a');
    expect(await keptOf(client, 'demo:alice', 'alice-4f7c91e6')).toMatchObject({
      'chatkit.threads': 1000,
      'chatkit.items': 20_000,
      'chatkit.attachments': 30,
    });
    expect(await bytesKept()).toBe(32);

    const answer = await remove(alice);
    expect([answer.status, await answer.json()]).toEqual([200, { deleted: true, files: 'deleted' }]);
    expect(answer.headers.getSetCookie().join()).toMatch(/next-auth\.session-token=; Path=\/; Max-Age=0/);

    expect(await keptOf(client, 'demo:alice', 'alice-4f7c91e6', 'alice')).toEqual({});
    expect(await keptOf(client, 'demo:bob', 'bob-83d20b5a')).toEqual(bobHad);
    expect(await bytesKept()).toBe(2);
    expect((await exported(await ChatClient.signIn(app.url, 'Bob'))).size).toBe(7);
  });
});

describe('deletion at a bad moment', () => {
  let place: Place;
  let second: AppServer;

  beforeAll(async () => {
    place = await open('database');
    second = await start(place.databaseUrl, place.dataDir, 'database');
  });

  afterAll(async () => {
    await second?.stop();
    await place?.stop();
  });

  test('a session that was stolen before ends with the account, also where its cookie was written anew', async () => {
    openai.play(() => ({ kind: 'text', text: 'Hello.' }));
    const judy = await ChatClient.signIn(place.app.url, 'Judy');
    await judy.create('Mine');
    const renewed = async (client: ChatClient) => {
      const response = await fetch(`${client.url}/api/auth/session`, { headers: client.headers });
      const cookie = response.headers
        .getSetCookie()
        .map((value) => value.split(';')[0])
        .join('; ');
      return { signedIn: await response.json(), thief: client.with({ cookie }) };
    };
    const before = await renewed(judy);
    expect(before.signedIn).toMatchObject({ user: { id: 'demo:judy' } });
    expect((await before.thief.post({ type: 'threads.list', params: {} })).status).toBe(200);

    expect((await remove(judy)).status).toBe(200);

    for (const stolen of [judy, before.thief]) {
      for (const app of [place.app, second]) {
        const there = new ChatClient(app.url, { ...stolen.headers, origin: app.url });
        const refused = await there.post({ type: 'threads.list', params: {} });
        expect([refused.status, await refused.json()]).toEqual([
          401,
          { error: { code: 'unauthorized', message: 'Please sign in to talk to the tutor.' } },
        ]);
        expect((await renewed(there)).signedIn).toEqual({});
        const profile = await fetch(`${app.url}/profile`, { headers: there.headers, redirect: 'manual' });
        expect(profile.headers.get('location')).toContain('/signin');
      }
    }
    const again = await ChatClient.signIn(place.app.url, 'Judy');
    expect(await again.call('threads.list', { limit: 5, order: 'desc' })).toMatchObject({ data: [] });
    // Who it was, nobody can read, and it is kept for as long as a session can live.
    expect(await keptOf(place.client, 'judy')).toEqual({});
    const { rows } = await place.client.query('SELECT before FROM chatkit.ended_sessions');
    expect(rows.length).toBeGreaterThan(0);
  });

  test('a run that goes on in another process writes nothing afterwards, and the student begins anew a minute later', async () => {
    const { app, client } = place;
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    let chunk = 0;
    openai.play(() => ({
      kind: 'text',
      text: 'The first word, and the rest.',
      pace: async () => {
        chunk += 1;
        if (chunk > 2) await opened;
      },
    }));
    const [here, there] = [
      await ChatClient.signIn(app.url, 'Carol'),
      await ChatClient.signIn(second.url, 'Carol'),
    ];
    const events = here.events('threads.create', { input: input('A long question') });
    let heard = '';
    while (!heard.includes('first')) heard += JSON.stringify((await events.next()).value);
    expect(await keptOf(client, 'demo:carol')).toMatchObject({ 'chatkit.threads': 1 });

    expect((await remove(there)).status).toBe(200);
    open();
    for await (const _ of events);
    // Its title and what its model took come after the last event.
    await app.stop();
    expect(await keptOf(client, 'demo:carol', 'A long question', 'first word')).toEqual({});

    openai.play(() => ({ kind: 'text', text: 'Hello.' }));
    // Neither device is signed in any more. Whoever signs in again begins anew, but not at once.
    for (const { headers } of [here, there]) {
      const device = new ChatClient(second.url, { ...headers, origin: second.url });
      const { status } = await device.post({ type: 'threads.list', params: {} });
      expect(status).toBe(401);
    }
    const back = await ChatClient.signIn(second.url, 'Carol');
    const refused = await back.create('Already back');
    expect(refused).toEqual([
      expect.objectContaining({
        type: 'error',
        code: 'custom',
        message: expect.stringContaining('was deleted'),
      }),
    ]);
    expect(
      (
        await back.post({
          type: 'attachments.create',
          params: { name: 'a.txt', size: 3, mime_type: 'text/plain' },
        })
      ).status,
    ).toBe(409);
    expect(await keptOf(client, 'demo:carol', 'Already back')).toEqual({});

    await ago(client, '61 seconds');
    const threadId = threadIdOf(await back.create('Back again'));
    const { data } = await back.call<{ data: { id: string }[] }>('threads.list', {
      limit: 10,
      order: 'desc',
    });
    expect(data.map(({ id }) => id)).toEqual([threadId]);
  });

  test('a run of the same process is stopped first', async () => {
    openai.play(() => ({ kind: 'text', text: 'word '.repeat(50), pace: () => new Promise(() => undefined) }));
    const dave = await ChatClient.signIn(second.url, 'Dave');
    const events = dave.events('threads.create', { input: input('Say much') });
    await events.next();
    expect((await remove(dave)).status).toBe(200);
    for await (const _ of events);
    expect(await keptOf(place.client, 'demo:dave', 'Say much')).toEqual({});
  });

  test('ten times at once, and once more, it comes to the same end', async () => {
    const { client, store } = place;
    await seedAccount(client, store, {
      userId: 'demo:erin',
      mark: 'carol-e4147d20',
      threads: 300,
      itemsEach: 5,
      files: 4,
    });
    const erin = await ChatClient.signIn(second.url, 'Erin');
    const answers = await Promise.all(Array.from({ length: 10 }, () => remove(erin)));
    // Whoever comes after the first has ended finds no session.
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 401)).toEqual(
      [],
    );
    expect(answers.map(({ status }) => status)).toContain(200);
    expect((await remove(erin)).status).toBe(401);
    expect((await remove(await ChatClient.signIn(second.url, 'Erin'))).status).toBe(200);
    expect(await keptOf(client, 'demo:erin', 'carol-e4147d20')).toEqual({});
  });

  test('a first message that is being stored in the same moment does not bring the account back', async () => {
    const { client, databaseUrl } = place;
    const database = createDatabase({ url: databaseUrl, dataDir: '', poolSize: 2 });
    const erasures = new PrismaErasures(database);
    await client.query('BEGIN');
    await client.query("INSERT INTO chatkit.users (id) VALUES ('demo:frank')");
    const files = { deleteAllOf: async () => undefined };
    const erased = eraseAccount(
      { userId: 'demo:frank' },
      {
        erasures,
        files,
        sessions: new PrismaEndedSessions(database, 'a secret'),
        stopTurns: async () => undefined,
        onError: () => undefined,
      },
    );
    // It waits for the message at the lock.
    const waits = async () => {
      const { rows } = await client.query(
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
      );
      return rows.length;
    };
    await expect.poll(waits).toBe(1);
    await client.query('COMMIT');
    expect(await erased).toBe('erased');
    expect(await keptOf(client, 'demo:frank')).toEqual({});
    await expect(client.query("INSERT INTO chatkit.users (id) VALUES ('demo:frank')")).rejects.toThrow(
      'deleted',
    );
    await database.close();
  });

  test('while the files cannot be reached the student is told so, nothing can begin, and the sweep finishes it', async () => {
    const { client, databaseUrl, store } = place;
    await seedAccount(client, store, {
      userId: 'demo:grace',
      mark: 'dave-94ac10f3',
      threads: 5,
      itemsEach: 2,
      files: 2,
    });
    const database = createDatabase({ url: databaseUrl, dataDir: '', poolSize: 2 });
    const told: string[] = [];
    let down = true;
    const deleted: string[] = [];
    const options = {
      erasures: new PrismaErasures(database),
      sessions: new PrismaEndedSessions(database, 'a secret'),
      files: {
        deleteAllOf: async ({ userId }: { userId: string }) => {
          if (down) throw new Error('the bucket is away');
          deleted.push(userId);
        },
      },
      stopTurns: async () => undefined,
      onError: (_: unknown, userId: string) => told.push(userId),
    };
    expect(await eraseAccount({ userId: 'demo:grace' }, options)).toBe('files_later');
    expect(told).toEqual(['demo:grace']);
    expect(await keptOf(client, 'demo:grace', 'dave-94ac10f3')).toEqual({ 'chatkit.erasures': 1 });
    await ago(client, '6 minutes');
    const insert = () => client.query("INSERT INTO chatkit.users (id) VALUES ('demo:grace')");
    await expect(insert()).rejects.toThrow('deleted');
    expect(await finishErasures(options)).toBe(0);
    down = false;
    await ago(client, '6 minutes');
    expect(await finishErasures(options)).toBe(1);
    expect(deleted).toEqual(['demo:grace']);
    expect(await keptOf(client, 'demo:grace', 'dave-94ac10f3')).toEqual({});
    await ago(client, '2 hours');
    await finishErasures(options);
    expect((await client.query('SELECT 1 FROM chatkit.erasures')).rows).toEqual([]);
    await database.close();
  });

  test('nobody else can ask for it: no session, another origin, a site that embeds the tutor', async () => {
    const { client } = place;
    const heidi = await ChatClient.signIn(second.url, 'Heidi');
    openai.play(() => ({ kind: 'text', text: 'Hello.' }));
    await heidi.create('Keep this');
    for (const origin of ['https://evil.test', 'https://docs.example.test', 'null']) {
      expect((await remove(heidi, { origin })).status).toBe(403);
      const read = await fetch(`${second.url}/api/account/export`, { headers: { ...heidi.headers, origin } });
      expect(read.status).toBe(403);
    }
    const { cookie = '' } = heidi.headers;
    expect((await fetch(`${second.url}/api/account`, { method: 'DELETE', headers: { cookie } })).status).toBe(
      403,
    );
    const linked = { cookie, 'sec-fetch-site': 'cross-site' };
    expect((await fetch(`${second.url}/api/account/export`, { headers: linked })).status).toBe(403);
    expect((await fetch(`${second.url}/api/account`, { method: 'DELETE' })).status).toBe(401);
    expect((await fetch(`${second.url}/api/account/export`)).status).toBe(401);
    expect(await keptOf(client, 'demo:heidi')).toMatchObject({ 'chatkit.threads': 1 });
  });

  test('a student with a token of the upstream sign-on downloads and deletes likewise, and starts empty', async () => {
    const ivan = ChatClient.withToken(second.url, await signToken(key, { sub: 'ivan-1' }));
    openai.play(() => ({ kind: 'text', text: 'Hello Ivan.' }));
    await ivan.create('Hello from Ivan');
    const archive = await exported(ivan);
    expect(archive.get('data.json')?.toString()).toContain('Hello from Ivan');
    expect((await remove(ivan)).status).toBe(200);
    expect(await keptOf(place.client, 'ivan-1', 'Hello from Ivan')).toEqual({});
    expect((await ivan.post({ type: 'threads.list', params: {} })).status).toBe(401);
    // A token counts whole seconds.
    let anew = ivan;
    await expect
      .poll(async () => {
        anew = ChatClient.withToken(second.url, await signToken(key, { sub: 'ivan-1' }));
        return (await anew.post({ type: 'threads.list', params: {} })).status;
      })
      .toBe(200);
    expect(await anew.call('threads.list', { limit: 5, order: 'desc' })).toMatchObject({ data: [] });
    const after = JSON.parse((await exported(anew)).get('data.json')?.toString() ?? '');
    expect([after.profile, after.threads]).toEqual([null, []]);
  });
});

describe('RETENTION_DAYS', () => {
  let place: Place;

  beforeAll(async () => {
    place = await open('disk', { RETENTION_DAYS: '30' });
  });

  afterAll(async () => {
    await place?.stop();
  });

  const sweep = (authorization?: string) =>
    fetch(`${place.app.url}/api/sweep`, { headers: authorization ? { authorization } : {} });

  test('conversations that were not touched for longer go with their files, the others stay; profiles follow', async () => {
    const { client, store, dataDir } = place;
    await seedAccount(client, store, {
      userId: 'demo:old',
      mark: 'erin-01d06b7e',
      threads: 450,
      itemsEach: 3,
      files: 6,
    });
    await seedAccount(client, store, {
      userId: 'demo:new',
      mark: 'frank-4e30c2a9',
      threads: 3,
      itemsEach: 3,
      files: 2,
    });
    await client.query(
      "UPDATE chatkit.threads SET updated_at = now() - interval '31 days' WHERE user_id = 'demo:old'",
    );
    await client.query(
      "UPDATE chatkit.threads SET updated_at = now() - interval '29 days' WHERE user_id = 'demo:new'",
    );
    await client.query("UPDATE chatkit.usage SET at = now() - interval '31 days' WHERE user_id = 'demo:old'");
    await client.query(
      "UPDATE chatkit.attachments SET created_at = now() - interval '31 days' WHERE user_id = 'demo:old'",
    );
    await client.query("UPDATE chatkit.users SET updated_at = now() - interval '31 days'");
    const newHad = await keptOf(client, 'demo:new', 'frank-4e30c2a9');

    expect((await sweep()).status).toBe(401);
    expect((await sweep('Bearer guessed')).status).toBe(401);
    const answers = await Promise.all([sweep(`Bearer ${CRON_SECRET}`), sweep(`Bearer ${CRON_SECRET}`)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    // Whatever one of the two had under its lock, the other left alone.
    expect((await sweep(`Bearer ${CRON_SECRET}`)).status).toBe(200);

    expect(await keptOf(client, 'demo:old', 'erin-01d06b7e')).toEqual({});
    expect(await keptOf(client, 'demo:new', 'frank-4e30c2a9')).toEqual(newHad);
    const left = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /atc_/.test(name),
    );
    expect(left).toHaveLength(2);
  });
});
