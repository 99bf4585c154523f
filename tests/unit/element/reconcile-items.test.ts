import { describe, expect, it } from 'vitest';
import { decodeEvent } from '@/element/protocol/decode';
import { applyEvent } from '@/element/thread/apply-event';
import { entriesFromItems, prependItems, reconcileItems } from '@/element/thread/entries-from-items';
import type { Entry, RetryPlan } from '@/element/thread/entry';
import { beginRun, cutAfterLastMessage } from '@/element/thread/settle-run';
import { emptyThread } from '@/element/thread/thread-state';
import type { ThreadItem } from '@/lib/chatkit/protocol';
import { answerItem, done, userItem } from '../../support/element-events';

const itemOf = (item: unknown): ThreadItem => {
  const event = decodeEvent(JSON.stringify(done(item)));
  if (event?.type !== 'thread.item.done') throw new Error('not an item');
  return event.item;
};

const items = (from: number, to: number): ThreadItem[] =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    itemOf(answerItem(`i${from + index}`, `Answer ${from + index}`)),
  );

const SEND: RetryPlan = {
  kind: 'resend',
  request: {
    type: 'threads.add_user_message',
    params: { thread_id: 't', input: { content: [], attachments: [], inference_options: {} } },
  },
  key: 'k1',
};

const unsent = (text: string, retry: RetryPlan): Entry => {
  const message = itemOf(userItem('', text));
  if (message.type !== 'user_message') throw new Error('not a message');
  return { kind: 'outgoing', key: `sent ${text}`, message, phase: 'failed', reason: 'Away.', retry };
};

const idsOf = (entries: Entry[]) =>
  entries.map((entry) => (entry.kind === 'item' ? entry.item.id : entry.key));

describe('reconcileItems', () => {
  it('leaves what has not changed the very same, so that it is not drawn again', () => {
    const before = entriesFromItems(items(1, 3));
    const { entries } = reconcileItems(before, [...items(1, 2), itemOf(answerItem('i3', 'Changed'))], true);
    expect(entries[0]).toBe(before[0]);
    expect(entries[1]).toBe(before[1]);
    expect(entries[2]).toMatchObject({ key: 'i3', item: { content: [{ text: 'Changed' }] } });
  });

  it('keeps older pages when only the newest was read again, and says so', () => {
    const before = entriesFromItems(items(1, 40));
    const { entries, hasEarlier } = reconcileItems(before, items(13, 42), false);
    expect(idsOf(entries)).toEqual(idsOf(entriesFromItems(items(1, 42))));
    expect(hasEarlier).toBe(true);
  });

  it('keeps messages that did not get through also when everything else is new', () => {
    const before = [...entriesFromItems(items(1, 3)), unsent('Lost', { kind: 'none' })];
    const { entries, hasEarlier } = reconcileItems(before, items(50, 60), false);
    expect(idsOf(entries)).toEqual([...idsOf(entriesFromItems(items(50, 60))), 'sent Lost']);
    expect(hasEarlier).toBe(false);
  });

  const error = (retry: RetryPlan): Entry => ({ kind: 'error', key: 'error', message: 'Away.', retry });
  const notice: Entry = {
    kind: 'notice',
    key: 'notice',
    notice: { type: 'notice', level: 'info', message: 'Slow.' },
  };

  it('keeps a failure at the end unless the conversation went on, and a notice at any place', () => {
    const before = [...entriesFromItems(items(1, 2)), notice, error({ kind: 'after-last-message' })];
    expect(idsOf(reconcileItems(before, items(1, 2), true).entries)).toEqual(['i1', 'i2', 'notice', 'error']);
    expect(idsOf(reconcileItems(before, items(1, 3), true).entries)).toEqual(['i1', 'i2', 'notice', 'i3']);
  });

  it('takes away a failure after which the thread could only be read again: it has been', () => {
    const before = [...entriesFromItems(items(1, 2)), error({ kind: 'reread' })];
    expect(idsOf(reconcileItems(before, items(1, 2), true).entries)).toEqual(['i1', 'i2']);
  });

  it('knows a message again of which only the answer was lost, in its place and under its key', () => {
    const before = [...entriesFromItems(items(1, 1)), unsent('Hello', SEND)];
    const read = [...items(1, 1), itemOf(userItem('u2', 'Hello')), itemOf(answerItem('a2', 'Hi'))];
    const { entries } = reconcileItems(before, read, true);
    expect(idsOf(entries)).toEqual(['i1', 'u2', 'a2']);
    expect(entries[1]).toMatchObject({ kind: 'item', key: 'sent Hello' });
  });

  it('takes no message for another that was refused, or that was there before', () => {
    const refused = [...entriesFromItems(items(1, 1)), unsent('Hello', { ...SEND, key: null })];
    const read = [...items(1, 1), itemOf(userItem('u2', 'Hello'))];
    expect(idsOf(reconcileItems(refused, read, true).entries)).toEqual(['i1', 'u2', 'sent Hello']);
    const known = [...entriesFromItems(read), unsent('Hello', SEND)];
    expect(idsOf(reconcileItems(known, read, true).entries)).toEqual(['i1', 'u2', 'sent Hello']);
  });
});

describe('prependItems', () => {
  it('adds nothing that a run has brought already, and keeps two answers under one placeholder', () => {
    const shown = entriesFromItems(items(3, 5));
    expect(idsOf(prependItems(shown, items(1, 4)))).toEqual(['i1', 'i2', 'i3', 'i4', 'i5']);
    const at = (created_at: string) => itemOf({ ...answerItem('fake', created_at), created_at });
    const two = prependItems(entriesFromItems([at('later')]), [at('earlier'), ...items(1, 1)]);
    expect(idsOf(two)).toEqual(['fake', 'i1', 'fake']);
  });
});

describe('a message that did not get through', () => {
  const state = {
    ...emptyThread('t'),
    entries: [...entriesFromItems([itemOf(userItem('u1', 'First'))]), unsent('Lost', SEND)],
  };

  it('is not lost when the last answer is asked for again', () => {
    expect(idsOf(cutAfterLastMessage(state)?.state.entries ?? [])).toEqual(['u1', 'sent Lost']);
  });

  it('stays behind the answers of others', () => {
    const [event] = [done(answerItem('a1', 'Answer'))].map((value) => decodeEvent(JSON.stringify(value)));
    if (!event) throw new Error('not an event');
    expect(idsOf(applyEvent(beginRun(state), event, 1).entries)).toEqual(['u1', 'a1', 'sent Lost']);
  });

  it('is one message when it was sent again and had been stored already', () => {
    const [, lost] = state.entries;
    if (lost?.kind !== 'outgoing') throw new Error('not a message');
    const sending: Entry = { kind: 'outgoing', key: lost.key, message: lost.message, phase: 'sending' };
    const listed = entriesFromItems([itemOf(userItem('u2', 'Lost'))]);
    const event = decodeEvent(JSON.stringify(done(userItem('u2', 'Lost'))));
    if (!event) throw new Error('not an event');
    const next = applyEvent(beginRun({ ...state, entries: [...listed, sending] }), event, 1);
    expect(next.entries).toMatchObject([{ kind: 'item', key: 'sent Lost', item: { id: 'u2' } }]);
  });
});
