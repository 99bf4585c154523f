import { describe, expect, test } from 'vitest';
import type { ThreadItem } from '@/lib/chatkit/protocol';
import { type Begun, checkHistory, type History } from '../../soak/check-history';
import { answer, hidden, userMessage } from '../../support/sample-items';

/** The checker itself: it must see every sort of damage, or a soak that finds nothing says nothing. */
const thread = 'thr_1';

const text = (turn: number) => `${thread} turn ${turn}: word word`;

const begun = (place: number, fields: Partial<Begun>): Begun => ({
  kind: 'message',
  message: `m${place}`,
  answer: text(place),
  ended: 'answered',
  said: true,
  ...fields,
});

const turn = (message: string, said?: string): ThreadItem[] => [
  userMessage(thread, message),
  ...(said === undefined ? [] : [answer(thread, `a_${message}`, said)]),
];

function historyOf(turns: Begun[], stored: ThreadItem[], more: Partial<History> = {}): History {
  const accepted = turns
    .filter(({ kind }) => kind === 'message')
    .map(({ message }, place) => ({ message, started: place * 10, ended: place * 10 + 5 }));
  const listed = stored.filter(({ type }) => type !== 'sdk_hidden_context').map(({ id }) => id);
  return { thread, begun: turns, accepted, stored, listed, ...more };
}

const two = [begun(0, {}), begun(1, {})];
const good = [...turn('m0', text(0)), ...turn('m1', text(1))];

describe('the history checker accepts', () => {
  test.each<[string, Begun[], ThreadItem[]]>([
    ['two turns', two, good],
    ['a turn that failed', [begun(0, { ended: 'failed' })], turn('m0')],
    ['a beginning of a stopped one', [begun(0, { ended: 'stopped' })], turn('m0', `${thread} turn 0: word`)],
    ['nothing of a stopped one', [begun(0, { ended: 'stopped', said: false })], turn('m0')],
    [
      'a retry that cut the rest off',
      [...two, begun(2, { kind: 'retry', message: 'm0' })],
      turn('m0', text(2)),
    ],
    ['a retry that failed', [...two, begun(2, { kind: 'retry', message: 'm0', ended: 'failed' })], good],
    [
      'a stopped retry that said nothing',
      [...two, begun(2, { kind: 'retry', message: 'm0', ended: 'stopped', said: false })],
      good,
    ],
    [
      'an output after a retry of an earlier message that failed',
      [
        begun(0, {}),
        begun(1, { answer: null }),
        begun(2, { kind: 'retry', message: 'm0', ended: 'failed' }),
        begun(3, { kind: 'output', message: '' }),
      ],
      [...turn('m0', text(0)), ...turn('m1', text(3))],
    ],
    [
      'a stopped retry that said something',
      [...two, begun(2, { kind: 'retry', message: 'm0', ended: 'stopped' })],
      turn('m0', `${thread} turn 2:`),
    ],
  ])('%s', (_name, turns, stored) => {
    expect(checkHistory(historyOf(turns, stored))).toEqual([]);
  });
});

describe('the history checker sees', () => {
  const stray = { ...answer('thr_2', 'a_m1', 'thr_2 turn 0: word'), thread_id: 'thr_2' };
  test.each<[string, Begun[], ThreadItem[], Partial<History>?]>([
    ['a lost message', two, turn('m0', text(0))],
    ['a lost answer', two, [...turn('m0'), ...turn('m1', text(1))]],
    ['a doubled item', two, [...good, ...turn('m1', text(1))]],
    ['a doubled answer', two, [...good, answer(thread, 'a_twice', text(1))]],
    ['turns in another order', two, [...turn('m1', text(1)), ...turn('m0', text(0))]],
    ['an answer of another thread', two, [...turn('m0', text(0)), userMessage(thread, 'm1'), stray]],
    ['the answer of another turn', two, [...turn('m0', text(1)), ...turn('m1', text(0))]],
    [
      'half of an answer that was read whole',
      two,
      [...turn('m0', text(0).slice(0, -2)), ...turn('m1', text(1))],
    ],
    ['an old answer after a new one', [...two, begun(2, { kind: 'retry', message: 'm1' })], good],
    ['an answer that a failed turn left', [begun(0, { ended: 'failed' })], turn('m0', text(0))],
    ['nothing of a stopped one that had said something', [begun(0, { ended: 'stopped' })], turn('m0')],
    ['a message that nobody sent', [begun(0, {})], good],
    ['pages that show other items', two, good, { listed: ['m0'] }],
    ['a message that never began', two, good, { accepted: [{ message: 'm9', started: 0, ended: 1 }] }],
    [
      'an order that time forbids',
      two,
      good,
      {
        accepted: [
          { message: 'm1', started: 0, ended: 1 },
          { message: 'm0', started: 2, ended: 3 },
        ],
      },
    ],
    [
      'a hidden item in a page',
      two,
      [...good, { ...hidden(thread), type: 'sdk_hidden_context', content: 'x' }],
      { listed: [...good.map(({ id }) => id), 'hid_1'] },
    ],
  ])('%s', (_name, turns, stored, more) => {
    expect(checkHistory(historyOf(turns, stored, more))).not.toEqual([]);
  });
});
