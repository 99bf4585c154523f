import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { streamAgentResponse } from '@/lib/chatkit/agents/stream-agent-response';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import {
  added,
  done,
  finished,
  message,
  outputText,
  partAdded,
  plainDelta,
  plainDone,
  type Step,
  steps,
  testContext,
  textDelta,
} from '../../../support/agent-run';
import { streamedText } from '../../../support/chat-client';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Streams an answer; between two deltas, what is shown so far is read after some time. */
async function shownAfter(list: (delta: (text: string) => Step, later: (ms: number) => Step) => Step[]) {
  const context = testContext();
  const source = { type: 'url' as const, title: 'Lesson 1', url: 'https://x.test' };
  context.citations.number('p1', source);
  const events: ThreadStreamEvent[] = [];
  const shown: string[] = [];
  const run = list(
    (text) => textDelta('m', text),
    (ms) => async () => {
      await vi.advanceTimersByTimeAsync(ms);
      shown.push(streamedText(events));
    },
  );
  for await (const event of streamAgentResponse(context, steps(...run))) events.push(event);
  return { shown, events, source };
}

const opened: Step[] = [added(message('m')), partAdded('m')];
const closed = (text: string): Step => done(message('m', [outputText(text)]));

describe('text that may still become a marker', () => {
  test('comes out after 150 ms without more, and the finished answer is exact again', async () => {
    const { shown, events, source } = await shownAfter((delta, later) => [
      ...opened,
      delta('Nodes talk [1'),
      later(149),
      later(1),
      delta(']'),
      delta('.'),
      closed('Nodes talk [1].'),
    ]);

    expect(shown).toEqual(['Nodes talk', 'Nodes talk [1']);
    expect(finished(events, 'assistant_message').content).toEqual([
      {
        type: 'output_text',
        text: 'Nodes talk.',
        annotations: [{ type: 'annotation', source, index: 'Nodes talk'.length }],
      },
    ]);
  });

  test('waits again with every delta', async () => {
    const { shown } = await shownAfter((delta, later) => [
      ...opened,
      delta('Nodes talk ['),
      later(149),
      delta('1'),
      later(149),
      delta('].'),
      later(0),
      closed('Nodes talk [1].'),
    ]);

    expect(shown).toEqual(['Nodes talk', 'Nodes talk', 'Nodes talk.']);
  });

  test('comes out, too, where a model streams text alone', async () => {
    const { shown, events } = await shownAfter((_, later) => [
      plainDelta('Nodes talk [1'),
      later(149),
      later(1),
      plainDelta('].'),
      plainDone({ text: 'Nodes talk [1].' }),
    ]);

    expect(shown).toEqual(['Nodes talk', 'Nodes talk [1']);
    expect(finished(events, 'assistant_message').content).toMatchObject([
      { text: 'Nodes talk.', annotations: [{ index: 10 }] },
    ]);
  });
});

test('plain words pass in the tick in which they come', async () => {
  const words = ['Nodes', ' talk', ' over', ' topics,', ' a<b', ' and `x[1]`', ' and 7//2.'];
  const { shown } = await shownAfter((delta, later) => [
    ...opened,
    ...words.flatMap((word) => [delta(word), later(0)]),
    closed(words.join('')),
  ]);

  expect(shown).toEqual(words.map((_, index) => words.slice(0, index + 1).join('')));
});
