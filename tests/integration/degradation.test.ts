import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { type AppServer, startApp } from '../support/app-server';
import { answerOf, ChatClient, input, streamedText, threadIdOf } from '../support/chat-client';
import { fallbacksOf, metricOf, searchCourse } from '../support/course-api';
import { gate } from '../support/gate';
import { runIngest } from '../support/ingestion/ingest-process';
import { METRICS_TOKEN } from '../support/metrics';
import { pausedReply } from '../support/paused-reply';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { type S3Server, startS3 } from '../support/s3-server';
import { isTitle, ScriptedOpenAI, searchThenSay } from '../support/scripted-openai';
import { SplitOpenAI } from '../support/split-openai';
import { TroubledWay } from '../support/troubled-way';

/**
 * What a student sees, what health says and what still works while a part of the product is absent, down from the start,
 * dying, slow, hanging, or back again. Nothing is ever restarted.
 */
const LESSON = '/docs/module-1-ros2/chapter-1-foundations/what-is-ros-2';
/** Parts that failed are left alone for up to ten seconds: that often is it looked whether they are back. */
const RETRY = { interval: 250 };

const NO_MEMORY = 'The tutor cannot reach its memory right now. Please try again in a moment.';
const NO_MODEL = 'The tutor cannot be reached right now. Please try again in a moment.';
const TOO_LONG = 'The tutor took too long to answer. Please try again in a moment.';
const BROKEN_OFF = 'The answer broke off before its end. You can try again.';
const NO_FILES = 'Files cannot be reached right now. Please try again in a moment.';

const healthOf = async (app: AppServer) => (await fetch(`${app.url}/api/health`)).json();
const partsOf = async (app: AppServer) => (await healthOf(app)).parts;
const statusOf = async (app: AppServer) => (await healthOf(app)).status;
/** What keeps health from saying that everything is well. */
async function unwell(app: AppServer): Promise<object[]> {
  const { status, parts } = await healthOf(app);
  return status === 'healthy' ? [] : [parts];
}
const DOWN = { state: 'down', since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) };
const UP = { state: 'up' };
const readyOf = async (app: AppServer) => (await fetch(`${app.url}/api/ready`)).status;
const pageOf = async (app: AppServer) => (await fetch(`${app.url}${LESSON}`)).status;

async function upload(student: ChatClient) {
  const form = new FormData();
  form.set('file', new File(['print("hello")\n'], 'hello.py', { type: 'text/x-python' }));
  const answer = await fetch(`${student.url}/api/chatkit/upload`, {
    method: 'POST',
    headers: student.headers,
    body: form,
  });
  return { status: answer.status, body: await answer.json() };
}

describe('with every part absent', () => {
  let app: AppServer;
  let student: ChatClient;

  beforeAll(async () => {
    app = await startApp();
    student = await ChatClient.signIn(app.url, 'Nobody Else');
  });

  afterAll(() => app?.stop());

  test('database: conversations are kept in the embedded one', async () => {
    const threadId = threadIdOf(await student.create('hello'));

    expect((await student.items(threadId)).data.length).toBeGreaterThanOrEqual(2);
    expect(await healthOf(app)).toMatchObject({
      status: 'healthy',
      parts: { database: { state: 'up', kind: 'embedded' } },
    });
    expect(await readyOf(app)).toBe(200);
  });

  test('Qdrant: searches are answered from the local index', async () => {
    expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });
    expect((await healthOf(app)).parts.search).toMatchObject({ state: 'up', kind: 'local' });
  });

  test('model: the guide answers with what the course says', async () => {
    const answer = answerOf(await student.create('What is a topic?'));

    expect(answer.content[0]?.annotations.length).toBeGreaterThan(0);
    expect((await partsOf(app)).model).toEqual({ ...UP, kind: 'guide' });
  });

  test('embeddings: a question in the words of the course finds its lesson', async () => {
    const answer = answerOf(await student.create('How do topics connect publishers and subscribers?'));

    expect(JSON.stringify(answer)).toContain('nodes-and-topics');
    expect((await partsOf(app)).embeddings).toEqual({ kind: 'none' });
  });

  test('files: they are kept in the database', async () => {
    const { status, body } = await upload(student);

    expect(status).toBe(200);
    const events = await student.stream('threads.create', {
      input: { ...input('look'), attachments: [body.id] },
    });
    const [message] = (await student.items(threadIdOf(events))).data;
    expect(message).toMatchObject({ type: 'user_message', attachments: [{ id: body.id, name: 'hello.py' }] });
    expect((await partsOf(app)).files).toMatchObject({ ...UP, kind: 'database' });
    expect(await unwell(app)).toEqual([]);
  });
});

describe('with every part at another address', () => {
  let postgres: PostgresServer;
  let database: TroubledWay;
  let qdrant: QdrantServer;
  let openai: ScriptedOpenAI;
  let split: SplitOpenAI;
  let s3: S3Server;
  let files: TroubledWay;
  let databaseEnv: Record<string, string>;
  let app: AppServer;
  let student: ChatClient;

  beforeAll(async () => {
    [postgres, qdrant, openai, s3] = await Promise.all([
      startPostgres(),
      QdrantServer.start(),
      ScriptedOpenAI.start(),
      startS3(),
    ]);
    const databaseUrl = new URL(await postgres.createDatabase());
    database = await TroubledWay.to(Number(databaseUrl.port));
    databaseUrl.port = String(database.port);
    files = await TroubledWay.to(Number(new URL(s3.options.endpoint).port));
    split = await SplitOpenAI.before(openai.baseUrl);
    await qdrant.goDown();
    databaseEnv = {
      DATABASE_URL: databaseUrl.href,
      NEXTAUTH_SECRET: 'a secret of thirty-two characters',
      AUTH_DEMO: 'on',
    };
    app = await startApp({
      env: {
        ...databaseEnv,
        QDRANT_URL: qdrant.url,
        OPENAI_BASE_URL: split.baseUrl,
        METRICS_TOKEN,
        MODEL_IDLE_TIMEOUT_SECONDS: '4',
        ...s3.env,
        S3_ENDPOINT: `http://127.0.0.1:${files.port}`,
      },
    });
    student = await ChatClient.signIn(app.url, 'Every Part');
  });

  afterAll(async () => {
    await app?.stop();
    await Promise.all([database?.close(), files?.close(), split?.stop(), openai?.stop(), qdrant?.goDown()]);
    await Promise.all([postgres?.stop(), s3?.stop()]);
  });

  const refusal = async (answer: Response) => ({ status: answer.status, ...(await answer.json()).error });
  const failureIn = (events: Awaited<ReturnType<ChatClient['create']>>) =>
    events.find((event) => event.type === 'error');
  const list = () => student.post({ type: 'threads.list', params: {} });
  const ask = () => {
    openai.play(searchThenSay('What is a topic?', 'A topic is a named channel. [1]'));
    return student.create('What is a topic?');
  };
  /** Asks something new, since the vector of what was asked before is remembered. @returns searches without a vector */
  let asked = 0;
  const newWordsAlone = async (question: string) => {
    asked += 1;
    const before = await fallbacksOf(app, 'no vector');
    openai.play(searchThenSay(`${question} (${asked})`, 'So. [1]'));
    answerOf(await student.create(question));
    return (await fallbacksOf(app, 'no vector')) - before;
  };
  const qdrantState = async () => (await healthOf(app)).parts.search.qdrant;

  describe('all of them down from the start', () => {
    test('the system starts, says what is down, and shows its lessons', async () => {
      // A process that has just started may be so busy that a refusal seems slow to it; it asks again.
      await expect
        .poll(() => healthOf(app), RETRY)
        .toMatchObject({
          status: 'degraded',
          parts: {
            database: { state: 'down', kind: 'postgres' },
            search: { state: 'up', kind: 'local', qdrant: 'down' },
            model: { state: 'unknown', kind: 'openai' },
            embeddings: { state: 'unknown', kind: 'openai' },
            files: { state: 'unknown', kind: 's3' },
          },
        });
      expect(await readyOf(app)).toBe(503);
      expect(await pageOf(app)).toBe(200);
    });

    test('database: the student reads that the tutor cannot reach its memory', async () => {
      expect(await refusal(await list())).toEqual({ status: 503, code: 'unavailable', message: NO_MEMORY });
      expect((await partsOf(app)).database).toEqual({ ...DOWN, kind: 'postgres' });
    });

    test('Qdrant: searches are answered from the local index', async () => {
      expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });
      await expect
        .poll(async () => (await partsOf(app)).search, RETRY)
        .toMatchObject({
          kind: 'local',
          qdrant: 'down',
        });
    });

    test('database: once it is there, the conversations are', async () => {
      await database.open();

      await expect.poll(() => readyOf(app), RETRY).toBe(200);
      expect((await list()).status).toBe(200);
      expect((await healthOf(app)).parts.database).toEqual({ state: 'up', kind: 'postgres' });
    });

    test('model: the student reads that it cannot be reached, and may try again', async () => {
      const events = await ask();

      expect(failureIn(events)).toMatchObject({ code: 'custom', message: NO_MODEL, allow_retry: true });
      expect((await student.items(threadIdOf(events))).data[0]).toMatchObject({ type: 'user_message' });
      expect((await partsOf(app)).model).toEqual({ ...DOWN, kind: 'openai' });
    });

    test('model: once it is there, trying again gets the answer', async () => {
      const [thread] = (await student.call<{ data: { id: string }[] }>('threads.list')).data;
      const [message] = (await student.items(thread?.id ?? '')).data;
      split.model = { kind: 'up' };
      openai.play(() => ({ kind: 'text', text: 'Here again.' }));

      const events = await student.stream('threads.retry_after_item', {
        thread_id: thread?.id,
        item_id: message?.id,
      });

      expect(answerOf(events).content[0]?.text).toBe('Here again.');
      expect((await partsOf(app)).model).toEqual({ ...UP, kind: 'openai' });
    });

    test('files: an upload is refused in plain words, and conversation goes on', async () => {
      expect(await upload(student)).toMatchObject({
        status: 503,
        body: { error: { code: 'unavailable', message: NO_FILES } },
      });
      expect((await partsOf(app)).files).toMatchObject({ ...DOWN, kind: 's3' });
      expect(answerOf(await ask()).content[0]?.text).toContain('A topic is a named channel.');
    });

    test('files: once they are there, an upload is taken', async () => {
      await files.open();

      await expect.poll(async () => (await upload(student)).status, RETRY).toBe(200);
      expect((await partsOf(app)).files).toMatchObject({ ...UP, kind: 's3' });
    });

    test('embeddings: with Qdrant there alone, its words are searched', async () => {
      await qdrant.comeUp();
      const end = await runIngest(['run'], {
        QDRANT_URL: qdrant.url,
        OPENAI_BASE_URL: openai.baseUrl,
        DATA_DIR: app.dataDir,
      });
      expect(end).toMatchObject({ code: 0 });
      await expect.poll(qdrantState, RETRY).toBe('up');
      const before = await fallbacksOf(app, 'no vector');

      expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });

      expect(await fallbacksOf(app, 'no vector')).toBeGreaterThan(before);
      expect((await partsOf(app)).embeddings).toEqual({ ...DOWN, kind: 'openai' });
    });

    test('embeddings: once they are there, questions have vectors again, and everything is well', async () => {
      split.embeddings = { kind: 'up' };

      await expect
        .poll(async () => {
          const before = await fallbacksOf(app, 'no vector');
          await searchCourse(student);
          return (await fallbacksOf(app, 'no vector')) - before;
        }, RETRY)
        .toBe(0);
      expect(await healthOf(app)).toMatchObject({
        status: 'healthy',
        parts: { database: UP, search: { qdrant: 'up' }, model: UP, embeddings: UP, files: UP },
      });
    });
  });

  describe('dying while in use', () => {
    test('database: chat is refused in plain words, lessons and search go on, and it recovers', async () => {
      const threadId = threadIdOf(await ask());

      await database.close();
      expect(await refusal(await list())).toEqual({ status: 503, code: 'unavailable', message: NO_MEMORY });
      expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });
      expect(await pageOf(app)).toBe(200);
      expect(await readyOf(app)).toBe(503);
      expect((await partsOf(app)).database).toEqual({ ...DOWN, kind: 'postgres' });

      await database.open();
      await expect.poll(() => readyOf(app), RETRY).toBe(200);
      openai.play(() => ({ kind: 'text', text: 'Where were we?' }));
      expect(answerOf(await student.say(threadId, 'and now?')).content[0]?.text).toBe('Where were we?');
      expect(await unwell(app)).toEqual([]);
    });

    test.each(['close', 'hang'] as const)(
      'database: an answer that ends in the meantime (%s) is shown, and stored when it is back',
      async (fault) => {
        const { opened, open } = gate();
        openai.play(() => pausedReply(['A topic ', 'is a ', 'named ', 'channel.'], opened));
        const events: ThreadStreamEvent[] = [];
        const until = async (text: string, reading: AsyncGenerator<ThreadStreamEvent>) => {
          while (!streamedText(events).includes(text)) {
            const { done, value } = await reading.next();
            if (done) throw new Error(`the stream ended before ${text}`);
            events.push(value);
          }
        };
        const reading = student.events('threads.create', { input: input('What is a topic?') });
        await until('A topic', reading);
        await (fault === 'close' ? database.close() : database.hang());
        open();
        await until('channel.', reading);
        await (fault === 'close' ? database.open() : database.release());
        for await (const event of reading) events.push(event);
        expect(failureIn(events)).toBeUndefined();
        expect(answerOf(events).content[0]?.text).toBe('A topic is a named channel.');
        await expect.poll(() => readyOf(app), RETRY).toBe(200);
        const { data } = await student.items(threadIdOf(events));
        expect(data.at(-1)).toMatchObject({ content: [{ text: streamedText(events) }] });
      },
    );

    test('Qdrant: searches go on with the local index, and with Qdrant once it is back', async () => {
      await qdrant.goDown();
      expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });
      expect((await healthOf(app)).parts.search).toMatchObject({ kind: 'local', qdrant: 'down' });

      await qdrant.comeUp();
      await expect.poll(qdrantState, RETRY).toBe('up');
    });

    test('model: an answer that breaks off keeps what was said, and may be tried again', async () => {
      let seen = () => {};
      // What nobody has read yet goes with its connection: it breaks when the student has seen the beginning, and the title has been asked for.
      const isSeen = new Promise<void>((resolve) => (seen = resolve));
      const paces = [
        async () => undefined,
        async () => {
          await isSeen;
          await expect.poll(() => openai.requests.some(isTitle)).toBe(true);
        },
      ];
      openai.play(() => ({
        kind: 'text',
        text: 'A topic is a named',
        chunks: ['A topic is a ', 'named'],
        pace: async () => paces.shift()?.(),
        cut: true,
      }));

      const events: ThreadStreamEvent[] = [];
      for await (const event of student.events('threads.create', { input: input('What is a topic?') })) {
        events.push(event);
        if (streamedText(events)) seen();
      }

      expect(streamedText(events)).toContain('A topic is a');
      expect(failureIn(events)).toMatchObject({ code: 'custom', allow_retry: true });
      const { data } = await student.items(threadIdOf(events));
      expect(JSON.stringify(data)).toContain('A topic is a');
      expect((await partsOf(app)).model).toMatchObject(DOWN);

      await ask();
      expect((await partsOf(app)).model).toMatchObject(UP);
    });

    test('embeddings: Qdrant is searched by words, and by meaning once they are back', async () => {
      split.embeddings = { kind: 'down' };
      expect(await newWordsAlone('How fast does a lidar turn?')).toBeGreaterThan(0);
      expect((await partsOf(app)).embeddings).toMatchObject(DOWN);

      split.embeddings = { kind: 'up' };
      await expect.poll(() => newWordsAlone('How far does a lidar see?'), RETRY).toBe(0);
      expect((await partsOf(app)).embeddings).toMatchObject(UP);
    });

    test('files: uploads are refused in plain words, and taken once they are back', async () => {
      await files.close();
      expect(await upload(student)).toMatchObject({ status: 503, body: { error: { message: NO_FILES } } });
      expect(answerOf(await ask()).content[0]?.text).toContain('A topic is a named channel.');
      expect((await partsOf(app)).files).toMatchObject(DOWN);

      await files.open();
      await expect.poll(async () => (await upload(student)).status, RETRY).toBe(200);
      expect(await unwell(app)).toEqual([]);
    });
  });

  describe('slow', () => {
    test('database: the answer is there, later, and nothing is lost', async () => {
      await database.open(150);
      try {
        const events = await ask();

        expect(answerOf(events).content[0]?.text).toContain('A topic is a named channel.');
        expect((await student.items(threadIdOf(events))).data.length).toBeGreaterThanOrEqual(2);
        expect(await readyOf(app)).toBe(200);
        expect((await partsOf(app)).database).toMatchObject(UP);
      } finally {
        await database.open(0);
      }
    });

    test('Qdrant: a search waits for it, and the next not at all', async () => {
      qdrant.fault = () => ({ kind: 'wait', until: new Promise(() => {}) });
      const before = qdrant.searches();
      const first = await searchCourse(student);
      expect(qdrant.searches()).toBe(before + 1);
      const next = await searchCourse(student);
      expect(qdrant.searches()).toBe(before + 1);
      expect((await partsOf(app)).search).toMatchObject({ kind: 'local', qdrant: 'slow' });
      qdrant.fault = () => undefined;

      expect([first.passages, next.passages]).toEqual([5, 5]);
      await expect.poll(qdrantState, RETRY).toBe('up');
    });

    test('model: the student waits, and gets the answer', async () => {
      const late = gate();
      split.model = { kind: 'slow', until: late.opened };
      const asked = ask();
      // The answer, and perhaps a title.
      await expect.poll(() => split.waiting).toBeGreaterThan(0);
      split.model = { kind: 'up' };
      late.open();
      const events = await asked;

      expect(answerOf(events).content[0]?.text).toContain('A topic is a named channel.');
      expect(failureIn(events)).toBeUndefined();
      expect((await partsOf(app)).model).toMatchObject(UP);
    });

    test('embeddings: the search waits for them no longer than for Qdrant, and searches by words', async () => {
      const late = gate();
      split.embeddings = { kind: 'slow', until: late.opened };
      expect(await newWordsAlone('Which sensor measures acceleration?')).toBeGreaterThan(0);
      await expect.poll(async () => (await partsOf(app)).embeddings, RETRY).toMatchObject(DOWN);

      late.open();
      split.embeddings = { kind: 'up' };
      await expect.poll(() => newWordsAlone('Which sensor measures turning?'), RETRY).toBe(0);
    });

    test('files: an upload takes longer, and is taken', async () => {
      await files.open(500);
      expect((await upload(student)).status).toBe(200);
      await files.open(0);
      expect(await unwell(app)).toEqual([]);
    });
  });

  /** Connections are taken, and nothing ever comes: the failure that no error tells of. */
  describe('hanging', () => {
    test('database: it is refused like one that is down, and used again when it answers', async () => {
      const threadId = threadIdOf(await ask());
      database.hang();

      const answers = await Promise.all(Array.from({ length: 20 }, list));
      for (const answer of answers)
        expect(await refusal(answer)).toEqual({ status: 503, code: 'unavailable', message: NO_MEMORY });
      const message = student.post({
        type: 'threads.add_user_message',
        params: { thread_id: threadId, input: input('are you there?') },
      });
      expect(await refusal(await message)).toMatchObject({ status: 503, message: NO_MEMORY });
      expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });
      expect(await pageOf(app)).toBe(200);
      expect(await readyOf(app)).toBe(503);
      expect((await partsOf(app)).database).toMatchObject(DOWN);
      expect(await metricOf(app, 'robolearn_part_up{part="database"}')).toBe(0);

      database.release();
      await expect.poll(() => readyOf(app), RETRY).toBe(200);
      openai.play(() => ({ kind: 'text', text: 'Where were we?' }));
      expect(answerOf(await student.say(threadId, 'and now?')).content[0]?.text).toBe('Where were we?');
      expect(await metricOf(app, 'robolearn_database_pool_waiting')).toBe(0);
      expect(await unwell(app)).toEqual([]);
    });

    test('Qdrant: the local index answers once it is given up, and then without it', async () => {
      qdrant.fault = () => ({ kind: 'wait', until: new Promise(() => {}) });
      expect((await searchCourse(student)).passages).toBe(5);
      const asked = qdrant.searches();
      expect((await searchCourse(student)).passages).toBe(5);
      expect(qdrant.searches()).toBe(asked);
      expect((await partsOf(app)).search).toMatchObject({ state: 'up', kind: 'local', qdrant: 'slow' });

      qdrant.fault = () => undefined;
      await expect.poll(qdrantState, RETRY).toBe('up');
    });

    test('model: the student reads that it took too long, and may try again', async () => {
      split.model = { kind: 'hangs' };
      const events = await ask();
      expect(failureIn(events)).toMatchObject({ code: 'custom', message: TOO_LONG, allow_retry: true });
      expect((await partsOf(app)).model).toMatchObject(DOWN);

      split.model = { kind: 'up' };
      expect(answerOf(await ask()).content[0]?.text).toContain('A topic is a named channel.');
      expect((await partsOf(app)).model).toMatchObject(UP);
    });

    test('model: an answer that goes quiet in the middle keeps what was said, and may be tried again', async () => {
      const paces = [Promise.resolve(), new Promise<void>(() => {})];
      const chunks = ['A topic is a ', 'named'];
      openai.play(() => ({ kind: 'text', text: chunks.join(''), chunks, pace: async () => paces.shift() }));

      const events = await student.create('What is a topic?');

      expect(failureIn(events)).toMatchObject({ message: BROKEN_OFF, allow_retry: true });
      const { data } = await student.items(threadIdOf(events));
      expect(JSON.stringify(data)).toContain('A topic is a');
      expect((await partsOf(app)).model).toMatchObject(DOWN);
      await ask();
    });

    test('embeddings: the search goes on by words, and by meaning once they answer', async () => {
      split.embeddings = { kind: 'hangs' };
      expect(await newWordsAlone('What does an encoder count?')).toBeGreaterThan(0);
      await expect.poll(async () => (await partsOf(app)).embeddings, RETRY).toMatchObject(DOWN);

      split.embeddings = { kind: 'up' };
      await expect.poll(() => newWordsAlone('What does an encoder measure?'), RETRY).toBe(0);
      expect((await partsOf(app)).embeddings).toMatchObject(UP);
    });

    test('files: an upload is refused, and taken once they answer', async () => {
      const unavailable = 'robolearn_files_refused_total{reason="unavailable"}';
      const refused = await metricOf(app, unavailable);
      files.hang();
      expect(await upload(student)).toMatchObject({
        status: 503,
        body: { error: { code: 'unavailable', message: NO_FILES } },
      });
      expect(answerOf(await ask()).content[0]?.text).toContain('A topic is a named channel.');
      expect((await partsOf(app)).files).toMatchObject(DOWN);
      expect(await metricOf(app, unavailable)).toBe(refused + 1);

      files.release();
      await expect.poll(async () => (await upload(student)).status, RETRY).toBe(200);
      expect(await unwell(app)).toEqual([]);
    });
  });

  describe('hanging from the start', () => {
    test('database: another process starts all the same, and is well once it answers', async () => {
      database.hang();
      const late = await startApp({ env: { ...databaseEnv, FILES_STORE: 'disk' } });
      try {
        expect(await healthOf(late)).toMatchObject({ status: 'degraded', parts: { database: DOWN } });
        expect(await readyOf(late)).toBe(503);

        database.release();
        await expect.poll(() => statusOf(late), RETRY).toBe('healthy');
        expect((await partsOf(late)).files).toMatchObject({ ...UP, kind: 'disk' });
      } finally {
        database.release();
        await late.stop();
      }
    });
  });
});
