import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient } from '../support/chat-client';
import { freePort } from '../support/free-port';
import { METRICS_TOKEN } from '../support/metrics';
import { type OtlpCollector, startCollector } from '../support/otlp-collector';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { type PrometheusServer, startPrometheus } from '../support/prometheus';
import { type RedisServer, startRedis } from '../support/redis';
import { ScriptedOpenAI, searchThenSay } from '../support/scripted-openai';

/**
 * Each alert on the real thing: the built product is broken in one way after another, a real Prometheus reads its metrics, and
 * our rules fire. Only their patience (`for`) is taken away. One story, in which what is broken later has not fired before.
 */
let postgres: PostgresServer;
let databaseUrl: string;
let redis: RedisServer;
let openai: ScriptedOpenAI;
let collector: OtlpCollector;
let app: AppServer;
let prometheus: PrometheusServer;
let alice: ChatClient;

beforeAll(async () => {
  [postgres, redis, openai, collector] = await Promise.all([
    startPostgres(),
    startRedis(),
    ScriptedOpenAI.start(),
    startCollector(),
  ]);
  databaseUrl = await postgres.createDatabase();
  app = await startApp({
    env: {
      DATABASE_URL: databaseUrl,
      CHATKIT_STORE_POOL_SIZE: '2',
      NEXTAUTH_SECRET: 'a secret of the tests of alerts that is long enough',
      AUTH_DEMO: 'on',
      OPENAI_BASE_URL: openai.baseUrl,
      OPENAI_MODEL: 'gpt-large',
      MODEL_PRICES: '{"gpt-large":{"input":2,"output":8}}',
      BUDGET_TOKENS_PER_DAY: '3000000',
      REDIS_URL: redis.url,
      QDRANT_URL: `http://127.0.0.1:${await freePort()}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      METRICS_TOKEN,
    },
  });
  alice = await ChatClient.signIn(app.url, 'Alerts');
  prometheus = await startPrometheus(app.url, METRICS_TOKEN);
});

afterAll(async () => {
  await prometheus?.stop();
  await app?.stop('SIGKILL');
  await Promise.all([openai?.stop(), collector?.stop(), redis?.stop(), postgres?.stop()]);
});

/** Does what breaks again and again, as students would, until the alerts have fired that had not fired before. */
async function expectToFire(alerts: string[], again: () => Promise<unknown> = async () => undefined) {
  const before = await prometheus.fired();
  expect(before.filter((alert) => alerts.includes(alert))).toEqual([]);
  await expect
    .poll(
      async () => {
        await again();
        const fired = await prometheus.fired();
        return alerts.filter((alert) => fired.includes(alert));
      },
      { interval: 500 },
    )
    .toEqual(alerts);
}

describe('alerts', () => {
  test('none fires while all is well', async () => {
    openai.play(() => ({ kind: 'text', text: 'ok' }));
    await expect
      .poll(
        async () => {
          await alice.create('hello');
          return prometheus.readings();
        },
        { interval: 500 },
      )
      .toBeGreaterThan(4);
    // A machine that runs many tests at once is slow in earnest.
    expect((await prometheus.fired()).filter((alert) => alert !== 'TutorEventLoopSlow')).toEqual([]);
  });

  test('a model that costs too much', async () => {
    const usage = { input: 1_000_000, output: 500_000, cached: 0 };
    openai.play(() => ({ kind: 'text', text: 'much', usage }));
    const spender = await ChatClient.signIn(app.url, 'Spender');
    await spender.create('hello');
    await expectToFire(['TutorCostHigh']);
  });

  test('students whose tokens are spent', async () => {
    const usage = { input: 2_000_000, output: 1_000_000, cached: 0 };
    openai.play(() => ({ kind: 'text', text: 'more', usage }));
    const spender = await ChatClient.signIn(app.url, 'Spent');
    await spender.create('hello');
    await expectToFire(['TutorBudgetsSpent'], () =>
      Promise.all(Array.from({ length: 5 }, () => spender.create('hello'))),
    );
  });

  test('a vector database that is away', async () => {
    openai.play(searchThenSay('What is ROS 2', 'ROS 2 [1].'));
    await expectToFire(['TutorSearchFallsBack'], () => alice.create('What is ROS 2?'));
  });

  test('a model that fails', async () => {
    openai.play(() => ({ kind: 'error', status: 400 }));
    await expectToFire(['TutorAnswersFail', 'TutorModelErrors'], () => alice.create('hello'));
  });

  test('a process that does nothing for a second and a half', async () => {
    openai.play(() => ({ kind: 'text', text: 'ok' }));
    const stopped = Date.now();
    await app.freeze(1_500);
    await expect.poll(() => prometheus.fired(stopped), { interval: 500 }).toContain('TutorEventLoopSlow');
  });

  test('a database in which everything waits', async () => {
    const locker = new pg.Client({ connectionString: databaseUrl });
    await locker.connect();
    const locked = Date.now();
    const waiting: Promise<unknown>[] = [];
    try {
      await locker.query('BEGIN; LOCK TABLE chatkit.threads IN ACCESS EXCLUSIVE MODE');
      // Who has waited for four seconds is refused: others have to come.
      const send = () => waiting.push(alice.create('hello').catch(() => undefined));
      for (let sent = 0; sent < 8; sent += 1) send();
      // On a busy machine two connections were too few before, for a moment.
      await expect
        .poll(
          () => {
            send();
            return prometheus.fired(locked);
          },
          { interval: 500 },
        )
        .toContain('TutorPoolExhausted');
    } finally {
      // What comes next needs the database.
      await locker.query('ROLLBACK');
      await locker.end();
    }
    await Promise.all(waiting);
    await expect.poll(() => prometheus.fired(locked), { interval: 500 }).toContain('TutorFirstEventSlow');
  });

  test('a collector that is away', async () => {
    await collector.stop();
    await expectToFire(['TutorTracesLost'], () => alice.create('hello'));
  });

  test('a database that is away', async () => {
    const paused = Date.now();
    await postgres.pause();
    // Since then: the database in which everything waits may have had both for a moment.
    await expect
      .poll(
        async () => {
          await alice.post({ type: 'threads.list', params: {} });
          return prometheus.fired(paused);
        },
        { interval: 500 },
      )
      .toEqual(expect.arrayContaining(['TutorErrorRatioHigh', 'TutorNotReady']));
    await postgres.resume();
  });

  test('a store of the limits that is away', async () => {
    await redis.kill();
    await expectToFire(['TutorLimitsUncounted'], () => alice.post({ type: 'threads.list', params: {} }));
  });

  test('a process that is gone', async () => {
    await app.stop('SIGKILL');
    await expectToFire(['TutorDown']);
  });
});
