import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvent } from '@/element/protocol/decode';
import { applyEvent } from '@/element/thread/apply-event';
import { applyItemUpdate } from '@/element/thread/apply-item-update';
import { entriesFromItems, prependItems } from '@/element/thread/entries-from-items';
import type { Entry } from '@/element/thread/entry';
import { applyRunEvent, joinRun } from '@/element/thread/join-run';
import { beginRun } from '@/element/thread/settle-run';
import { emptyThread, type ThreadState } from '@/element/thread/thread-state';
import type { ThreadItem, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { added, answerItem, delta, done, options, updated, userItem } from '../../support/element-events';

function decoded(event: unknown): ThreadStreamEvent {
  const value = decodeEvent(JSON.stringify(event));
  if (!value) throw new Error('not an event');
  return value;
}

const itemOf = (item: unknown): ThreadItem => {
  const event = decoded(done(item));
  if (event.type !== 'thread.item.done') throw new Error('not an item');
  return event.item;
};

const workflow = (id: string, titles: string[]) => ({
  type: 'workflow',
  id,
  thread_id: 'thr_1',
  created_at: '',
  workflow: { type: 'custom', tasks: titles.map((title) => ({ type: 'custom', title })) },
});

const widget = (id: string) => ({
  type: 'widget',
  id,
  thread_id: 'thr_1',
  created_at: '',
  widget: { type: 'Card', children: [] },
});

const ended = (id: string) => ({
  type: 'turn_end',
  id,
  thread_id: 'thr_1',
  created_at: '',
  reason: 'broke_off',
});

/** What a thread held before the run: two turns, the last with a workflow that may be gone on with. */
const BEFORE = [
  userItem('u0', 'Earlier'),
  answerItem('a0', 'Earlier answer'),
  userItem('u1', 'Read my page'),
  workflow('w0', ['Reading']),
  widget('g0'),
].map(itemOf);

/** The life of one item in a run. */
const life = (id: string): fc.Arbitrary<unknown[]> =>
  fc.oneof<fc.Arbitrary<unknown[]>[]>(
    fc
      .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }), { maxLength: 4 })
      .map((pieces) => [
        added(answerItem(id, '')),
        ...pieces.map((piece) => delta(id, piece)),
        done(answerItem(id, pieces.join(''))),
      ]),
    fc.constant([done(widget(id))]),
    fc.constant([done(ended(id))]),
    fc.constant([
      added(workflow(id, [])),
      updated(id, {
        type: 'workflow.task.added',
        task_index: 0,
        task: { type: 'custom', title: 'Searching' },
      }),
      done(workflow(id, ['Searching'])),
    ]),
    fc.constant([added(answerItem(id, 'No')), { type: 'thread.item.removed', item_id: id }]),
    fc.constant([done(widget(id)), { type: 'thread.item.removed', item_id: id }]),
    fc.constant([{ type: 'notice', level: 'info', message: `Notice ${id}` }]),
  );

/** How a run begins: with a message, or by going on after a tool of the page. */
const beginning = fc.constantFrom<unknown[]>(
  [done(userItem('u2', 'Question')), options()],
  [
    options(),
    updated('w0', {
      type: 'workflow.task.added',
      task_index: 1,
      task: { type: 'custom', title: 'Going on' },
    }),
  ],
  [options(), added(workflow('w0', ['Reading'])), done(workflow('w0', ['Reading', 'Going on']))],
);

/** The events of a run whose items live side by side. */
const run: fc.Arbitrary<ThreadStreamEvent[]> = fc
  .tuple(
    beginning,
    fc
      .integer({ min: 0, max: 4 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => life(`r${index}`)))),
    fc.infiniteStream(fc.nat({ max: 3 })),
  )
  .map(([first, lives, choices]) => {
    const rest = lives.map((events) => [...events]);
    const events = [...first];
    while (rest.some(({ length }) => length > 0)) {
      const open = rest.filter(({ length }) => length > 0);
      const chosen = open[(choices.next().value ?? 0) % open.length];
      const event = chosen?.shift();
      if (event !== undefined) events.push(event);
    }
    return events.map(decoded);
  });

/**
 * What the store holds after those events: what is done, in the order in which it was, and what changed in items that it holds; text that
 * streams into one is stored with the next event that is none.
 */
function stored(events: ThreadStreamEvent[]): ThreadItem[] {
  const items = [...BEFORE];
  let gathered: ThreadStreamEvent[] = [];
  const save = () => {
    for (const event of gathered) {
      if (event.type !== 'thread.item.updated') continue;
      const index = items.findIndex(({ id }) => id === event.item_id);
      const item = items[index];
      if (item) {
        const entry = { kind: 'item', key: '', stream: 0, item, phase: 'done' } as const;
        items[index] = applyItemUpdate(entry, event.update).item;
      }
    }
    gathered = [];
  };
  for (const event of events) {
    if (event.type === 'thread.item.updated') {
      gathered.push(event);
      if (!('delta' in event.update)) save();
      continue;
    }
    save();
    if (event.type === 'thread.item.removed') {
      const index = items.findIndex(({ id }) => id === event.item_id);
      if (index >= 0) items.splice(index, 1);
    } else if (event.type === 'thread.item.done') {
      const index = items.findIndex(({ id }) => id === event.item.id);
      if (index >= 0) items[index] = event.item;
      else items.push(event.item);
    }
  }
  return items;
}

const threadWith = (items: ThreadItem[]): ThreadState =>
  beginRun({ ...emptyThread('thr_1'), entries: entriesFromItems(items) });

/** A student who saw all of it come. */
const uncut = (events: ThreadStreamEvent[]): ThreadState =>
  events.reduce((state, event) => applyEvent(state, event, 1), threadWith(BEFORE));

const goOn = (state: ThreadState, events: ThreadStreamEvent[]): ThreadState =>
  events.reduce((next, event) => applyRunEvent(next, event, 7), state);

/** What can be seen of a transcript. */
const shown = ({ entries }: ThreadState) =>
  entries.map((entry) => {
    if (entry.kind === 'item') return { item: entry.item, phase: entry.phase };
    return entry.kind === 'notice' ? entry.notice : entry;
  });

const withOwnKey = (entry: Entry): Entry => ({ ...entry, key: `key of ${entry.key}` });

const cut = (events: ThreadStreamEvent[], part: number) => Math.round(part * events.length);
const part = fc.double({ min: 0, max: 1, noNaN: true });

const outgoing = (text: string): Entry => {
  const message = itemOf(userItem('', text));
  if (message.type !== 'user_message') throw new Error('not a message');
  return {
    kind: 'outgoing',
    key: 'message',
    message,
    phase: 'failed',
    reason: 'Away.',
    retry: { kind: 'none' },
  };
};

describe('a run that is found while it goes on', () => {
  it('looks as if it had been seen from the first event, wherever it is found', () => {
    fc.assert(
      fc.property(run, part, part, (events, a, b) => {
        const [listed, position] = [cut(events, a), cut(events, b)].toSorted((x, y) => x - y);
        const state = joinRun(threadWith(stored(events.slice(0, listed))), events.slice(0, position), 7);
        expect(shown(state)).toEqual(shown(uncut(events.slice(0, position))));
        expect(shown(goOn(state, events.slice(position)))).toEqual(shown(uncut(events)));
      }),
    );
  });

  it('is the same when it is lost and found again', () => {
    fc.assert(
      fc.property(run, part, part, (events, a, b) => {
        const [first, second] = [cut(events, a), cut(events, b)].toSorted((x, y) => x - y);
        const once = joinRun(threadWith(BEFORE), events.slice(0, first), 7);
        const again = joinRun(once, events.slice(0, second), 8);
        expect(shown(again)).toEqual(shown(uncut(events.slice(0, second))));
      }),
    );
  });

  it('is whole when its beginning stands on an older page, which comes late', () => {
    const withMessage = run.filter(([first]) => first?.type === 'thread.item.done');
    fc.assert(
      fc.property(withMessage, part, fc.integer({ min: 1, max: 8 }), (events, a, size) => {
        const position = cut(events, a);
        const items = stored(events.slice(0, position));
        const page = items.slice(-size);
        const state = joinRun(threadWith(page), events.slice(0, position), 7);
        const all = goOn(state, events.slice(position));
        const whole = { ...all, entries: prependItems(all.entries, items.slice(0, -size)) };
        expect(shown(whole)).toEqual(shown(uncut(events)));
      }),
    );
  });

  it('has every item once, and in the end as it is, also where the list is ahead of the events', () => {
    fc.assert(
      fc.property(run, part, part, (events, a, b) => {
        const state = joinRun(
          threadWith(stored(events.slice(0, cut(events, a)))),
          events.slice(0, cut(events, b)),
          7,
        );
        const all = goOn(state, events.slice(cut(events, b)));
        const byId = ({ entries }: ThreadState) =>
          entries
            .flatMap((entry) => (entry.kind === 'item' ? [entry.item] : []))
            .toSorted((x, y) => x.id.localeCompare(y.id));
        expect(byId(all)).toEqual(byId(uncut(events)));
      }),
    );
  });

  it('leaves what was shown before the very same, under the same keys', () => {
    fc.assert(
      fc.property(run, part, (events, a) => {
        const listed = threadWith(stored(events.slice(0, cut(events, a))));
        // As of a message that this page has sent.
        const before = { ...listed, entries: listed.entries.map(withOwnKey) };
        const state = joinRun(before, events, 7);
        const keys = new Map(
          before.entries.flatMap((entry) => (entry.kind === 'item' ? [[entry.item.id, entry.key]] : [])),
        );
        for (const entry of state.entries) {
          if (entry.kind === 'item' && keys.has(entry.item.id))
            expect(entry.key).toBe(keys.get(entry.item.id));
        }
        expect(state.entries.slice(0, 3)).toEqual(before.entries.slice(0, 3));
        expect(new Set(state.entries.map(({ key }) => key)).size).toBe(state.entries.length);
      }),
    );
  });

  it('has a notice with which it began once, also when it is lost and found again', () => {
    const notice = { type: 'notice', level: 'info', message: 'Slow today.' };
    const events = [options(), notice].map(decoded);
    const once = joinRun(threadWith(BEFORE), events, 7);
    expect(shown(once).at(-1)).toMatchObject(notice);
    expect(shown(joinRun(once, events, 8))).toEqual(shown(once));
  });

  it('stands before a message that did not get through, which stays the last', () => {
    const events = [done(userItem('u2', 'Question')), added(answerItem('r0', '')), delta('r0', 'One')];
    const before = threadWith(stored(events.slice(0, 1).map(decoded)));
    const unsent = { ...before, entries: [...before.entries, outgoing('Unsent')] };
    const state = goOn(joinRun(unsent, events.map(decoded), 7), [decoded(done(widget('r1')))]);
    expect(state.entries.slice(-4)).toMatchObject([
      { item: { id: 'u2' } },
      { item: { id: 'r0' } },
      { item: { id: 'r1' } },
      { kind: 'outgoing' },
    ]);
  });

  it('takes away what was said when it was lost', () => {
    const events = [done(userItem('u2', 'Question')), added(answerItem('r0', '')), delta('r0', 'One')].map(
      decoded,
    );
    const followed = joinRun(threadWith(BEFORE), events, 7);
    const lost: ThreadState = {
      ...followed,
      entries: [
        ...followed.entries,
        { kind: 'error', key: 'error', message: 'The answer broke off.', retry: { kind: 'reread' } },
      ],
    };
    expect(shown(joinRun(lost, events, 8))).toEqual(shown(followed));
  });

  it('goes on with the answer that it lengthens', () => {
    const base = { ...threadWith(BEFORE.slice(0, 2)) };
    const state = joinRun(base, [options(), delta('a0', ', and more')].map(decoded), 7);
    expect(shown(state)).toMatchObject([
      {},
      { item: { content: [{ text: 'Earlier answer, and more' }] }, phase: 'streaming' },
    ]);
  });

  it('adds nothing to an answer that the store has lengthened already', () => {
    const note = { type: 'annotation', source: { type: 'url', url: 'https://a.example', title: 'A' } };
    const events = [
      options(),
      delta('a0', ', and '),
      delta('a0', 'more'),
      updated('a0', {
        type: 'assistant_message.content_part.annotation_added',
        content_index: 0,
        annotation_index: 0,
        annotation: note,
      }),
      delta('a0', ' words'),
    ].map(decoded);
    const state = joinRun(
      threadWith([itemOf(answerItem('a0', 'Earlier answer, and more', [note]))]),
      events,
      7,
    );
    expect(shown(state)).toMatchObject([
      { item: { content: [{ text: 'Earlier answer, and more words', annotations: [note] }] } },
    ]);
  });

  it('takes the end that another process gives to a run whose own has died', () => {
    const events = [done(userItem('u2', 'Q')), added(answerItem('r0', '')), delta('r0', 'One two three')];
    const state = joinRun(threadWith(BEFORE), events.map(decoded), 7);
    const closing = [done(answerItem('r0', 'One two')), done(ended('e0'))].map(decoded);
    expect(shown(goOn(state, closing)).slice(-2)).toMatchObject([
      { item: { content: [{ text: 'One two' }] }, phase: 'done' },
      { item: { type: 'turn_end', reason: 'broke_off' } },
    ]);
  });
});
