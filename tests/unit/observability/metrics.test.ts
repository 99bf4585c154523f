import { describe, expect, test, vi } from 'vitest';
import { createMetrics } from '@/lib/observability/metrics/create-metrics';
import type { Metrics } from '@/lib/observability/metrics/metrics';
import { parseMetrics } from '../../support/metrics';

const series = async (metrics: Metrics) =>
  [...parseMetrics((await metrics.text()).body).keys()].filter((key) => key.startsWith('robolearn_'));

describe('labels', () => {
  test('a thousand unknown names of everything are one value each', async () => {
    const metrics = createMetrics(['known']);
    const tell = (name: string) => {
      metrics.answered(name, { seconds: 0.01, status: 200 });
      metrics.modelUsed({ model: name, inputTokens: 1, outputTokens: 1, cachedTokens: 0, costMicros: 1 });
      metrics.limitHit(name);
      metrics.fileRefused(name);
      metrics.searchFellBack(name);
    };
    tell('first');
    const before = await series(metrics);

    for (let count = 0; count < 1000; count += 1) tell(`odd-${count}`);

    expect(await series(metrics)).toEqual(before);
    expect((await metrics.text()).body).not.toContain('odd-');
    expect(before).toContain('robolearn_model_tokens_total{model="other",kind="input"}');
  });

  test('everything at once stays below the 1,500 series that the manual promises', async () => {
    const metrics = createMetrics(['one', 'two']);
    const operations = ['threads.create', 'search', 'attachments.upload', 'sign-in', 'nonsense'];
    for (const operation of operations) {
      for (const status of [200, 404, 503]) metrics.answered(operation, { seconds: 1, status });
    }
    const ofRequests = (await series(metrics)).filter((key) => key.includes('request_duration')).length;
    const others = (await series(metrics)).length - ofRequests;
    // Of 26 operations and `other`.
    expect((ofRequests / operations.length) * 27 + others).toBeLessThan(1500);
  });
});

describe('counters that alerts look at', () => {
  test('begin at zero, so that the first failure is seen', async () => {
    const values = parseMetrics((await createMetrics(['known']).text()).body);
    for (const name of [
      'robolearn_model_errors_total{kind="quota"}',
      'robolearn_limits_hit_total{limit="tokens"}',
      'robolearn_limits_failures_total',
      'robolearn_files_refused_total{reason="content"}',
      'robolearn_search_fallbacks_total{reason="down"}',
      'robolearn_run_duration_seconds_count{outcome="failed"}',
      'robolearn_model_call_duration_seconds_count{purpose="answer",outcome="failed"}',
      'robolearn_trace_spans_lost_total',
    ]) {
      expect(values.get(name), name).toBe(0);
    }
  });
});

describe('what is measured at the moment of reading', () => {
  test('a database that does not answer is told within two seconds, and is no failure of the reading', async () => {
    const metrics = createMetrics();
    const now = { runs: () => ({ running: 2, streams: 3 }), pool: () => undefined };
    metrics.watch({ ...now, ping: () => new Promise(() => undefined) });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const reading = metrics.text();
    await vi.advanceTimersByTimeAsync(2_000);
    vi.useRealTimers();
    const hanging = parseMetrics((await reading).body);
    expect(hanging.get('robolearn_database_up')).toBe(0);
    expect(hanging.get('robolearn_streams_open')).toBe(3);

    metrics.watch({ ...now, ping: () => Promise.reject(new Error('down')) });
    expect(parseMetrics((await metrics.text()).body).get('robolearn_database_up')).toBe(0);
    metrics.watch({ ...now, ping: async () => undefined });
    expect(parseMetrics((await metrics.text()).body).get('robolearn_database_up')).toBe(1);
  });

  test('a part is up or not once it is known, and there is no figure before', async () => {
    const metrics = createMetrics();
    const rest = { qdrant: undefined, model: 'unknown', embeddings: 'slow' };
    let database = { state: 'up' };
    metrics.watch({
      runs: () => ({ running: 0, streams: 0 }),
      pool: () => undefined,
      ping: async () => undefined,
      parts: async () => ({ ...rest, database, files: { state: 'down', since: 'noon' } }),
    });
    const up = async () => {
      const values = parseMetrics((await metrics.text()).body);
      const names = ['database', 'qdrant', 'model', 'embeddings', 'files'];
      return names.map((part) => values.get(`robolearn_part_up{part="${part}"}`));
    };
    expect(await up()).toEqual([1, undefined, undefined, 0, 0]);
    database = { state: 'unknown' };
    expect(await up()).toEqual([undefined, undefined, undefined, 0, 0]);
  });
});
