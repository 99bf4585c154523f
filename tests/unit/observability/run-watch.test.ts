import { describe, expect, test } from 'vitest';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import type { RunReport } from '@/lib/chatkit/runs/run-observation';
import { RunWatch } from '@/lib/chatkit/runs/run-watch';
import { input } from '../../support/chat-client';
import { SampleServer } from '../../support/sample-server';

const begins: ThreadStreamEvent = { type: 'stream_options', stream_options: { allow_cancel: true } };
const error: ThreadStreamEvent = { type: 'error', code: 'custom', message: 'no', allow_retry: true };
const says: ThreadStreamEvent = {
  type: 'thread.item.updated',
  item_id: 'msg_1',
  update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: 'Hi' },
};

describe('how a run went', () => {
  test.each([
    ['completed', [begins, says], undefined],
    ['stopped', [begins, says], 'requested'],
    ['failed', [begins, error], undefined],
    ['failed', [begins, says, error, error], 'disconnected'],
    ['refused', [error], undefined],
    ['stopped', [], 'shutdown'],
  ] as const)('%s: %j, stopped: %s', (outcome, events, stopReason) => {
    const watch = new RunWatch(performance.now());
    for (const event of events) watch.saw(event);
    expect(watch.ended(stopReason)).toMatchObject({ outcome, stopReason });
  });

  test('the first event and the first words are told once, when they come', () => {
    const told: string[] = [];
    const watch = new RunWatch(performance.now() - 50, {
      firstEvent: (ms) => told.push(`event ${ms >= 50}`),
      firstText: (ms) => told.push(`text ${ms >= 50}`),
      ended: ({ outcome }) => told.push(outcome),
    });
    for (const event of [begins, says, says]) watch.saw(event);
    const { firstEventMs, firstTextMs, ms } = watch.ended(undefined);
    expect(told).toEqual(['event true', 'text true', 'completed']);
    expect(firstTextMs).toBeGreaterThanOrEqual(firstEventMs ?? Number.NaN);
    expect(ms).toBeGreaterThanOrEqual(firstTextMs ?? Number.NaN);
  });

  test('work that breaks without an event has failed', () => {
    const watch = new RunWatch(performance.now());
    watch.saw(begins);
    watch.broke();
    expect(watch.ended(undefined).outcome).toBe('failed');
  });
});

test('the times of a run begin with the request, and not when it was admitted', async () => {
  const reports: RunReport[] = [];
  const server = new SampleServer({ onRun: () => ({ ended: (report) => void reports.push(report) }) });
  const since = performance.now() - 60_000;
  await server.stream('threads.create', { input: input('hello') }, { since });
  expect(reports).toHaveLength(1);
  for (const { firstEventMs, ms } of reports) {
    expect(firstEventMs).toBeGreaterThanOrEqual(60_000);
    expect(ms).toBeGreaterThanOrEqual(60_000);
  }
});
