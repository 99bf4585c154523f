import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { ChatClient, input, threadIdOf } from '../support/chat-client';
import { freePort } from '../support/free-port';
import { METRICS_TOKEN, metricsText, readMetrics } from '../support/metrics';
import { type CollectedSpan, type OtlpCollector, startCollector } from '../support/otlp-collector';
import { ScriptedOpenAI, searchThenSay } from '../support/scripted-openai';
import { sharedPostgres } from '../support/shared-postgres';

/** What operators see of the built product: metrics, traces and logs, and that none of them repeats what people wrote. */
const SECRET = 'a secret of the observability tests that is long enough';

const postgres = sharedPostgres();
let openai: ScriptedOpenAI;
let collector: OtlpCollector;
let app: AppServer;

beforeAll(async () => {
  [openai, collector] = await Promise.all([ScriptedOpenAI.start(), startCollector()]);
  app = await startApp({
    env: {
      DATABASE_URL: await postgres.createDatabase(),
      NEXTAUTH_SECRET: SECRET,
      AUTH_DEMO: 'on',
      OPENAI_API_KEY: 'sk-scripted-canary',
      OPENAI_BASE_URL: openai.baseUrl,
      OPENAI_MODEL: 'gpt-large',
      OPENAI_TITLE_MODEL: 'gpt-small',
      MODEL_PRICES: '{"gpt-large":{"input":2,"output":8}}',
      METRICS_TOKEN,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=key-of-the-tests',
    },
  });
});

afterAll(async () => {
  await app?.stop();
  await Promise.all([openai?.stop(), collector?.stop()]);
});

/** The lines of an operation, told apart by the id of their request. */
const linesOf = (requestId: string) => app.logs.filter((line) => line.requestId === requestId);

describe('metrics', () => {
  test('a conversation is counted: requests, the run, its first words, tokens, cost, dropped citations, the pool', async () => {
    const alice = await ChatClient.signIn(app.url, 'Metrics');
    const before = await readMetrics(app.url);
    openai.play((request) => {
      const reply = searchThenSay('What is ROS 2', 'ROS 2 is a set of libraries [1] and more [77].')(request);
      return { ...reply, usage: { input: 1000, output: 100, cached: 400 } };
    });

    await alice.create('What is ROS 2?');

    const after = await readMetrics(app.url);
    const grown = (series: string) => (after.get(series) ?? Number.NaN) - (before.get(series) ?? 0);
    const ok = 'operation="threads.create",outcome="ok"';
    expect(grown(`robolearn_request_duration_seconds_count{${ok}}`)).toBe(1);
    expect(grown('robolearn_run_duration_seconds_count{outcome="completed"}')).toBe(1);
    expect(grown('robolearn_run_first_event_seconds_count')).toBe(1);
    expect(grown('robolearn_run_first_token_seconds_count')).toBe(1);
    expect(grown('robolearn_model_call_duration_seconds_count{purpose="answer",outcome="ok"}')).toBe(2);
    expect(grown('robolearn_model_call_duration_seconds_count{purpose="title",outcome="ok"}')).toBe(1);
    expect(grown('robolearn_model_tokens_total{model="gpt-large",kind="output"}')).toBeGreaterThanOrEqual(
      100,
    );
    expect(grown('robolearn_model_tokens_total{model="gpt-small",kind="input"}')).toBe(10);
    expect(grown('robolearn_model_cost_total{model="gpt-large"}')).toBeGreaterThan(0.002);
    expect(grown('robolearn_search_duration_seconds_count{backend="local",outcome="found"}')).toBe(2);
    expect(grown('robolearn_citations_dropped_total')).toBe(1);
    expect(after.get('robolearn_database_up')).toBe(1);
    expect(after.get('robolearn_database_pool_max')).toBe(10);
    expect(after.get('robolearn_database_pool_connections{state="idle"}')).toBeGreaterThan(0);
    expect(after.get('robolearn_runs_running')).toBe(0);
    expect(after.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  });

  test('a turn that goes on, and whoever reads it, are counted while it does; stopped, it is counted as stopped', async () => {
    const alice = await ChatClient.signIn(app.url, 'Running');
    openai.play(() => ({ kind: 'hang' }));
    const stopped = 'robolearn_run_duration_seconds_count{outcome="stopped"}';
    const before = await readMetrics(app.url);
    const leaving = new AbortController();
    const events = alice.events('threads.create', { input: input('wait') }, undefined, leaving.signal);
    const { value: created } = await events.next();

    const during = await readMetrics(app.url);
    expect(during.get('robolearn_runs_running')).toBe(1);
    expect(during.get('robolearn_streams_open')).toBe(1);

    await alice.call('threads.stop', { thread_id: threadIdOf(created ? [created] : []) });
    for await (const _ of events);
    const after = await readMetrics(app.url);
    expect(after.get('robolearn_runs_running')).toBe(0);
    expect((after.get(stopped) ?? 0) - (before.get(stopped) ?? 0)).toBe(1);
  });

  test('a thousand odd requests add no values of labels', async () => {
    const alice = await ChatClient.signIn(app.url, 'Odd');
    const odd = async (count: number) => {
      const name = `odd-${count}-${'x'.repeat(count % 7)}`;
      const kinds = [
        () => alice.post({ type: name, params: { name } }),
        () => alice.post({ type: 'threads.get_by_id', params: { thread_id: name } }),
        () => fetch(`${app.url}/api/chatkit/runs/${name}/events`, { headers: alice.headers }),
        () => fetch(`${app.url}/api/chatkit/attachments/${name}/preview?signature=${name}`),
        () => alice.with({ 'x-request-id': name, traceparent: name }).post(`{"type":"${name}`),
        () => fetch(`${app.url}/api/chatkit/upload`, { method: 'POST', headers: { 'x-user-id': name } }),
      ];
      const response = await kinds[count % kinds.length]?.();
      await response?.arrayBuffer();
    };
    // The first of each kind may bring a series that belongs to a list; what follows may bring none.
    for (let count = 0; count < 12; count += 1) await odd(count);
    const series = async () =>
      [...(await readMetrics(app.url)).keys()].filter((key) => !key.includes('version')).sort();
    const before = await series();

    for (let count = 12; count < 1012; count += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, more) => odd(count + more)));
    }

    const after = await series();
    // Node itself may meet another kind of garbage collection or of handle.
    const ours = (keys: string[]) => keys.filter((key) => key.startsWith('robolearn_'));
    expect(ours(after)).toEqual(ours(before));
    expect(await metricsText(app.url)).not.toContain('odd-');
  });

  test.each(['ops/grafana-dashboard.json', 'ops/alerts.yml', 'docs/operate.md'])(
    'every metric that %s names is there to be read',
    async (file) => {
      const text = await metricsText(app.url);
      const known = new Set(
        [...text.matchAll(/^# TYPE (\S+) (\S+)/gm)].flatMap(([, name = '', type]) =>
          type === 'histogram' ? [name, `${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
        ),
      );
      const named =
        readFileSync(file, 'utf8').match(/\b(robolearn|nodejs|process)_[a-z0-9_]*[a-z0-9]\b/g) ?? [];
      expect(named.length).toBeGreaterThan(10);
      expect(named.filter((name) => !known.has(name) && name !== 'robolearn_platform')).toEqual([]);
    },
  );
});

describe('traces', () => {
  test('one trace goes through request, store, search, model and tool, in the trace of whoever asked', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const alice = (await ChatClient.signIn(app.url, 'Traced')).with({
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    });
    openai.play(searchThenSay('What is ROS 2', 'ROS 2 is a set of libraries [1].'));
    const threadId = threadIdOf(await alice.create('What is ROS 2?'));

    const spans = await collector.trace(
      (some) => some[0]?.traceId === traceId && some.some(({ name }) => name === 'run'),
    );

    const named = (name: string): CollectedSpan => {
      const span = spans.find((one) => one.name === name);
      if (!span) throw new Error(`no span ${name} among ${spans.map((one) => one.name)}`);
      return span;
    };
    const [request, run, tool] = ['request', 'run', 'tool'].map(named);
    expect(request?.parentSpanId).toBe('b7ad6b7169203331');
    expect(request?.attributes).toMatchObject({
      operation: 'threads.create',
      outcome: 'ok',
      status: 200,
      threadId,
    });
    expect(named('store.createThread').parentSpanId).toBe(request?.spanId);
    expect(run?.parentSpanId).toBe(request?.spanId);
    expect(run?.attributes).toMatchObject({
      outcome: 'completed',
      threadId,
      runId: request?.attributes.runId,
    });
    expect(named('store.addItem').parentSpanId).toBe(run?.spanId);
    const models = spans.filter(({ name }) => name === 'model');
    expect(models.map(({ attributes }) => attributes.purpose).sort()).toEqual(['answer', 'answer', 'title']);
    expect(models.map(({ parentSpanId }) => parentSpanId)).toEqual(models.map(() => run?.spanId));
    expect(tool?.parentSpanId).toBe(run?.spanId);
    expect(tool?.attributes.tool).toBe('search_robolearn_content');
    // before the model is asked, and by its tool
    const searches = spans.filter(({ name }) => name === 'search.local.search');
    expect(searches.map(({ parentSpanId }) => parentSpanId)).toEqual([run?.spanId, tool?.spanId]);
    for (const { attributes } of searches) expect(Number(attributes.count)).toBeGreaterThan(0);
    // and the line in the log leads to it
    expect(app.logs.find((line) => line.threadId === threadId && line.msg === 'request')?.traceId).toBe(
      traceId,
    );
  });

  test('the collector gets its key, and nothing of probes or of what belongs to no request', async () => {
    for (const path of ['health', 'ready', 'metrics']) await fetch(`${app.url}/api/${path}`);
    const alice = await ChatClient.signIn(app.url, 'After the Probes');
    openai.play(() => ({ kind: 'text', text: 'ok' }));
    const threadId = threadIdOf(await alice.create('hello'));
    await collector.trace((some) =>
      some.some(({ name, attributes }) => name === 'run' && attributes.threadId === threadId),
    );
    expect(collector.received()).toContain('"x-collector-key":"key-of-the-tests"');
    const operations = collector.spans.map(({ attributes }) => attributes.operation);
    expect(operations.filter((one) => one === 'health' || one === 'ready' || one === 'metrics')).toEqual([]);
    expect(collector.spans.filter(({ name, parentSpanId }) => !parentSpanId && name !== 'request')).toEqual(
      [],
    );
  });

  test('two who ask at once have a trace each', async () => {
    const [alice, bob] = await Promise.all(
      ['At once A', 'At once B'].map((name) => ChatClient.signIn(app.url, name)),
    );
    openai.play(searchThenSay('What is ROS 2', 'Answer [1].'));
    const threads = (await Promise.all([alice?.create('one'), bob?.create('two')])).map((events) =>
      threadIdOf(events ?? []),
    );
    for (const threadId of threads) {
      const spans = await collector.trace((some) =>
        some.some(({ name, attributes }) => name === 'run' && attributes.threadId === threadId),
      );
      expect(spans.filter(({ name }) => name === 'request' || name === 'run')).toHaveLength(2);
      expect(spans.filter(({ name }) => name === 'model')).toHaveLength(3);
    }
  });

  test('without a collector at its address everything works, and the log says so once', async () => {
    const lonely = await startApp({
      env: { METRICS_TOKEN, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}` },
    });
    try {
      const alice = await ChatClient.signIn(lonely.url, 'Lonely');
      const lost = async () => (await readMetrics(lonely.url)).get('robolearn_trace_spans_lost_total');
      const events = await alice.create('What is ROS 2?');
      expect(events.some(({ type }) => type === 'error')).toBe(false);
      await expect.poll(lost, { interval: 500 }).toBeGreaterThan(0);
      const lines = lonely.logs.filter((line) => line.msg === 'traces do not reach their collector');
      expect(lines).toHaveLength(1);
      expect(lonely.output()).not.toContain('Unhandled');
    } finally {
      await lonely.stop();
    }
  });
});

describe('log', () => {
  test('a turn is one line, written at its end, with who, which, how and how long', async () => {
    const alice = (await ChatClient.signIn(app.url, 'One Line')).with({ 'x-request-id': 'one-line.turn' });
    openai.play(() => ({ kind: 'text', text: 'ok', usage: { input: 90, output: 7, cached: 0 } }));
    const threadId = threadIdOf(await alice.create('hello'));

    await expect.poll(() => linesOf('one-line.turn').length).toBe(1);
    const [line] = linesOf('one-line.turn');
    expect(line).toMatchObject({
      operation: 'threads.create',
      userId: 'demo:one%20line',
      threadId,
      status: 200,
      outcome: 'completed',
      inputTokens: 100,
      outputTokens: 12,
    });
    expect(line?.runId).toMatch(/^run_/);
    expect(line?.ms).toBeGreaterThanOrEqual(Number(line?.firstTextMs));
    expect(line?.firstTextMs).toBeGreaterThanOrEqual(Number(line?.firstEventMs));
  });

  test.each([
    ['threads.list', { limit: 5 }, 'ok', 200],
    ['threads.get_by_id', { thread_id: 'thr_nobodys' }, 'refused', 404],
    ['threads.nonsense', {}, 'refused', 400],
  ])('%s is one line', async (type, params, outcome, status) => {
    const requestId = `one-line.${type}`;
    const alice = (await ChatClient.signIn(app.url, 'One Line')).with({ 'x-request-id': requestId });
    await alice.post({ type, params });
    await expect.poll(() => linesOf(requestId).length).toBe(1);
    expect(linesOf(requestId)[0]).toMatchObject({ outcome, status });
  });
});

test('neither logs nor traces nor metrics hold what anybody wrote, what a file is called, an address or a token', async () => {
  const tokens: string[] = [];
  const alice = await ChatClient.signIn(app.url, 'Quiet');
  tokens.push(/session-token=([^;]+)/.exec(alice.headers.cookie ?? '')?.[1] ?? 'no token');
  const metadata = {
    pageContext: {
      title: 'canary-page',
      url: '/canary-url',
      headings: 'canary-heading',
      description: 'canary-about',
    },
    userInfo: { name: 'canary-name', email: 'canary@example.org', role: 'canary-role' },
  };
  // Given a file, a question that searches, an answer, a card, and failures of the model and of a tool
  const attachment = await alice.call<{ id: string; upload_descriptor?: { url: string } }>(
    'attachments.create',
    {
      name: 'canary-file.txt',
      size: 13,
      mime_type: 'text/plain',
    },
  );
  const uploadUrl = attachment.upload_descriptor?.url ?? '';
  const secrets = [...new URL(uploadUrl, app.url).searchParams.values()].filter((value) => value.length > 12);
  expect(secrets.length).toBeGreaterThan(0);
  tokens.push(...secrets);
  await fetch(new URL(uploadUrl, app.url), {
    method: 'PUT',
    body: 'canary-bytes.',
    headers: { 'content-type': 'text/plain' },
  });
  openai.play(searchThenSay('canary-query ROS 2', 'canary-answer [1]'));
  const threadId = threadIdOf(
    await alice.stream(
      'threads.create',
      { input: input('canary-question', { attachments: [attachment.id] }) },
      metadata,
    ),
  );
  openai.play(() => ({ kind: 'tool', name: 'search_robolearn_content', arguments: { query: 'canary-bad' } }));
  await alice.say(threadId, 'canary-bad-tool', metadata);
  openai.play(() => ({
    kind: 'error',
    status: 400,
    error: {
      message: 'It was asked "canary-failure" by canary@example.org: canary-failure as of now',
      code: 'odd',
    },
  }));
  await alice.say(threadId, 'canary-failure as of now', metadata);
  await alice.call('threads.update', { thread_id: threadId, title: 'canary-title' });
  await alice.post('{"canary-body');
  await fetch(`${app.url}/api/search`, {
    method: 'POST',
    headers: { ...alice.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'canary-search' }),
  });
  await fetch(`${app.url}/api/chatkit`, {
    method: 'POST',
    headers: { authorization: 'Bearer canary.bearer.token' },
  });

  await collector.trace((spans) =>
    spans.some(({ name, attributes }) => name === 'request' && attributes.operation === 'search'),
  );
  const seen = { logs: app.output(), traces: collector.received(), metrics: await metricsText(app.url) };
  const found = Object.entries(seen).flatMap(([where, text]) => [
    ...(text.match(/.{0,60}canary.{0,30}/g) ?? []).map((place) => `${where}: ${place}`),
    ...[...tokens, METRICS_TOKEN]
      .filter((token) => text.includes(token))
      .map((token) => `${where}: ${token}`),
  ]);
  expect(found).toEqual([]);
  expect(Object.values(seen).filter((text) => text.length < 1000)).toEqual([]);
});
