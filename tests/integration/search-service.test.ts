import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { answerOf, ChatClient } from '../support/chat-client';
import { fallbacksOf, metricOf, searchCourse } from '../support/course-api';
import { freePort } from '../support/free-port';
import { runIngest } from '../support/ingestion/ingest-process';
import { METRICS_TOKEN } from '../support/metrics';
import { QdrantServer } from '../support/qdrant/qdrant-server';
import { ScriptedOpenAI, searchThenSay } from '../support/scripted-openai';

/** A Qdrant that failed is tried again after ten seconds: that often is it looked whether it was. */
const RETRY = { interval: 250 };

let openai: ScriptedOpenAI;

beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
});
afterAll(() => openai?.stop());

async function healthOf(app: AppServer) {
  return (await fetch(`${app.url}/api/health`)).json();
}

function metricsOf(app: AppServer, authorization?: string): Promise<Response> {
  return fetch(`${app.url}/api/metrics`, { headers: authorization ? { authorization } : {} });
}

const found = (app: AppServer, backend: string) =>
  metricOf(app, `robolearn_search_duration_seconds_count{backend="${backend}",outcome="found"}`);

describe('original check 9: with Qdrant configured', () => {
  let qdrant: QdrantServer;
  let app: AppServer;
  let student: ChatClient;

  beforeAll(async () => {
    qdrant = await QdrantServer.start();
    await qdrant.goDown();
    app = await startApp({
      env: { METRICS_TOKEN, QDRANT_URL: qdrant.url, OPENAI_BASE_URL: openai.baseUrl },
    });
    student = await ChatClient.signIn(app.url, 'Searcher');
  });

  afterAll(async () => {
    await Promise.all([app?.stop(), qdrant?.goDown()]);
    expect(qdrant.violations).toEqual([]);
  });

  const stateOf = async () => (await healthOf(app)).parts.search;
  const ingested = () =>
    runIngest(['run'], {
      QDRANT_URL: qdrant.url,
      OPENAI_BASE_URL: openai.baseUrl,
      DATA_DIR: app.dataDir,
    });

  test('down at the start: health says so before anybody has searched', async () => {
    expect(await healthOf(app)).toMatchObject({
      status: 'degraded',
      parts: {
        database: { state: 'up' },
        search: { state: 'up', kind: 'local', documents: 43, qdrant: 'down' },
      },
    });
  });

  test('down: searches and chat are answered from the local index, and counted', async () => {
    const before = await fallbacksOf(app, 'down');
    openai.play(searchThenSay('What is a topic?', 'A topic is a named channel. [1]'));

    expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });
    const answer = answerOf(await student.create('What is a topic?'));

    expect(answer.content[0]?.annotations).toHaveLength(1);
    expect(await fallbacksOf(app, 'down')).toBe(before + 3);
    expect(await found(app, 'local')).toBeGreaterThanOrEqual(3);
  });

  test('up but empty: health says so, and searches are answered from the local index', async () => {
    await qdrant.comeUp();
    await expect.poll(stateOf, RETRY).toMatchObject({ kind: 'local', qdrant: 'empty' });

    expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });
    expect(await fallbacksOf(app, 'empty')).toBeGreaterThanOrEqual(1);
  });

  test('filled while the server runs: it is used without a restart', async () => {
    expect(await ingested()).toMatchObject({ code: 0 });
    await expect.poll(stateOf, RETRY).toMatchObject({ kind: 'qdrant', qdrant: 'up' });

    expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });
    expect(await found(app, 'qdrant')).toBeGreaterThanOrEqual(1);
    expect((await healthOf(app)).status).toBe('healthy');
  });

  test('slow: the first search waits for it, the next one does not', async () => {
    qdrant.fault = () => ({ kind: 'wait', until: new Promise(() => {}) });

    const before = qdrant.searches();
    const first = await searchCourse(student);
    expect(qdrant.searches()).toBe(before + 1);
    const next = await searchCourse(student);
    expect(qdrant.searches()).toBe(before + 1);

    expect([first.passages, next.passages]).toEqual([5, 5]);
    expect(await stateOf()).toMatchObject({ kind: 'local', qdrant: 'slow' });
    expect(await fallbacksOf(app, 'slow')).toBe(2);
    qdrant.fault = () => undefined;
    await expect.poll(stateOf, RETRY).toMatchObject({ kind: 'qdrant', qdrant: 'up' });
  });

  test('gone while the server runs: searches go on, and it is used again when it is back', async () => {
    await qdrant.goDown();
    expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });
    expect(await stateOf()).toMatchObject({ qdrant: 'down' });

    await qdrant.comeUp();
    await expect.poll(stateOf, RETRY).toMatchObject({ kind: 'qdrant', qdrant: 'up' });
    const before = await found(app, 'qdrant');
    await searchCourse(student);
    expect(await found(app, 'qdrant')).toBe(before + 1);
  });

  test('a citation of nothing that was retrieved is counted', async () => {
    const before = await metricOf(app, 'robolearn_citations_dropped_total');
    openai.play(searchThenSay('What is a topic?', 'A topic is a channel. [1] And more. [19]'));

    await student.create('What is a topic?');

    expect(await metricOf(app, 'robolearn_citations_dropped_total')).toBe(before + 1);
  });

  describe('the metrics', () => {
    test('are for who shows the token', async () => {
      const [none, wrong, half, right] = await Promise.all([
        metricsOf(app),
        metricsOf(app, 'Bearer wrong'),
        metricsOf(app, `Bearer ${METRICS_TOKEN.slice(0, -1)}`),
        metricsOf(app, `Bearer ${METRICS_TOKEN}`),
      ]);

      expect([none.status, wrong.status, half.status, right.status]).toEqual([401, 401, 401, 200]);
      expect(right.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(right.headers.get('cache-control')).toBe('no-store');
    });

    test('of the search have labels from closed lists alone, and nothing is there that anybody wrote', async () => {
      await fetch(`${app.url}/api/search`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...student.headers },
        body: JSON.stringify({ query: 'quokka telemetry' }),
      });

      const text = await (await metricsOf(app, `Bearer ${METRICS_TOKEN}`)).text();

      const labels = [...text.matchAll(/^robolearn_search_\w+\{(.+)\} /gm)].flatMap(([, list = '']) =>
        [...list.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
      );
      const allowed: Record<string, string[]> = {
        backend: ['local', 'qdrant'],
        outcome: ['found', 'nothing', 'failed'],
        reason: ['down', 'slow', 'empty', 'no vector'],
      };
      expect(labels.length).toBeGreaterThan(0);
      const others = labels.filter(
        ([name = '', value = '']) => name !== 'le' && !allowed[name]?.includes(value),
      );
      expect(others).toEqual([]);
      expect(text).not.toMatch(/quokka|Searcher|demo:/);
    });
  });
});

describe('original check 9: without Qdrant', () => {
  let app: AppServer;

  beforeAll(async () => {
    const nobody = `postgres://user@127.0.0.1:${await freePort()}/none`;
    app = await startApp({
      env: {
        DATABASE_URL: nobody,
        NEXTAUTH_SECRET: 'a secret of thirty-two characters',
        AUTH_DEMO: 'on',
        OPENAI_BASE_URL: openai.baseUrl,
      },
    });
  });

  afterAll(() => app?.stop());

  test('the search works while the database is away', async () => {
    const student = await ChatClient.signIn(app.url, 'Searcher');

    expect(await searchCourse(student)).toMatchObject({ status: 200, passages: 5 });
    expect(await healthOf(app)).toMatchObject({
      status: 'degraded',
      parts: { database: { state: 'down' }, search: { state: 'up', kind: 'local' } },
    });
  });

  test('health does not speak of Qdrant', async () => {
    expect((await healthOf(app)).parts.search).not.toHaveProperty('qdrant');
  });

  test('there are no metrics without a token set, whatever is shown', async () => {
    const [none, some] = await Promise.all([metricsOf(app), metricsOf(app, 'Bearer undefined')]);

    expect([none.status, some.status]).toEqual([404, 404]);
  });
});

describe('original check 9: with Qdrant unset', () => {
  test('chat works, and cites the course', async () => {
    const app = await startApp({ env: { OPENAI_BASE_URL: openai.baseUrl } });
    try {
      openai.play(searchThenSay('What is a topic?', 'A topic is a named channel. [1]'));
      const student = await ChatClient.signIn(app.url, 'Student');

      const answer = answerOf(await student.create('What is a topic?'));

      expect(answer.content[0]?.text).toContain('A topic is a named channel.');
      expect(answer.content[0]?.annotations).toHaveLength(1);
      expect((await healthOf(app)).status).toBe('healthy');
    } finally {
      await app.stop();
    }
  });
});
