import { describe, expect, it } from 'vitest';
import { decodeEvent } from '@/element/protocol/decode';
import { applyEvent } from '@/element/thread/apply-event';
import type { Entry } from '@/element/thread/entry';
import { beginRun, endRun } from '@/element/thread/settle-run';
import { emptyThread, type ThreadState } from '@/element/thread/thread-state';
import {
  added,
  answerItem,
  cite,
  created,
  delta,
  done,
  options,
  threadOf,
  updated,
  userItem,
} from '../../support/element-events';

function apply(state: ThreadState, stream: number, ...events: unknown[]): ThreadState {
  return events.reduce<ThreadState>((before, event) => {
    const decoded = decodeEvent(JSON.stringify(event));
    return decoded ? applyEvent(before, decoded, stream) : before;
  }, state);
}

const running = beginRun(emptyThread(null));

const texts = ({ entries }: ThreadState): (string | undefined)[] =>
  entries.flatMap((entry) =>
    entry.kind === 'item' && entry.item.type === 'assistant_message'
      ? entry.item.content.map(({ text }) => text)
      : [],
  );

const annotations = ({ entries }: ThreadState): number =>
  entries.reduce(
    (sum, entry) =>
      entry.kind === 'item' && entry.item.type === 'assistant_message'
        ? sum + entry.item.content.reduce((count, part) => count + part.annotations.length, 0)
        : sum,
    0,
  );

const outgoing = (text: string): Entry => {
  const item = decodeEvent(JSON.stringify(done(userItem('', text))));
  if (item?.type !== 'thread.item.done' || item.item.type !== 'user_message')
    throw new Error('not a message');
  return { kind: 'outgoing', key: 'message', message: item.item, phase: 'sending' };
};

describe('applyEvent', () => {
  it('adopts a new thread without touching what is shown: its page of items is always empty', () => {
    const state = apply({ ...running, entries: [outgoing('hi')] }, 1, created('thr_9'), {
      type: 'thread.updated',
      thread: threadOf('thr_9', { title: 'Greeting', status: { type: 'locked', reason: 'exam' } }),
    });
    expect(state).toMatchObject({
      id: 'thr_9',
      title: 'Greeting',
      status: { type: 'locked', reason: 'exam' },
    });
    expect(state.entries).toHaveLength(1);
  });

  it('puts the stored message in the place and under the key of the one that was sent', () => {
    const state = apply({ ...running, entries: [outgoing('hi')] }, 1, done(userItem('msg_1', 'hi')));
    expect(state.entries).toMatchObject([{ kind: 'item', key: 'message', item: { id: 'msg_1' } }]);
  });

  it('grows an answer, and ends its streaming look with the done event', () => {
    const growing = apply(running, 1, added(answerItem('a', '')), delta('a', 'One '), delta('a', 'two'));
    expect(texts(growing)).toEqual(['One two']);
    expect(growing.entries).toMatchObject([{ phase: 'streaming' }]);
    expect(apply(growing, 1, done(answerItem('a', 'One two.'))).entries).toMatchObject([{ phase: 'done' }]);
  });

  it('fills parts that were skipped', () => {
    const state = apply(running, 1, added({ ...answerItem('a', ''), content: [] }), delta('a', 'second', 1));
    expect(texts(state)).toEqual(['', 'second']);
  });

  it('keeps streamed citations when the part is done with an empty list', () => {
    const note = cite(3, 'https://a.example', 'A');
    const state = apply(
      running,
      1,
      added(answerItem('a', 'One')),
      updated('a', {
        type: 'assistant_message.content_part.annotation_added',
        content_index: 0,
        annotation_index: 0,
        annotation: note,
      }),
      updated('a', {
        type: 'assistant_message.content_part.done',
        content_index: 0,
        content: { type: 'output_text', text: 'One.', annotations: [] },
      }),
    );
    expect(texts(state)).toEqual(['One.']);
    expect(annotations(state)).toBe(1);
  });

  it('shows both of two answers that have one id in different turns, and updates the newer one', () => {
    const first = apply(
      running,
      1,
      added(answerItem('__fake__', '')),
      delta('__fake__', 'one'),
      done(answerItem('__fake__', 'one')),
    );
    const second = apply(first, 2, added(answerItem('__fake__', '')), delta('__fake__', 'two'));
    expect(texts(second)).toEqual(['one', 'two']);
    expect(new Set(second.entries.map(({ key }) => key)).size).toBe(2);
    expect(texts(apply(second, 2, done(answerItem('__fake__', 'two!'))))).toEqual(['one', 'two!']);
  });

  it('shows both also when the server sends them without streaming', () => {
    const state = apply(apply(running, 1, done(answerItem('x', 'one'))), 2, done(answerItem('x', 'two')));
    expect(texts(state)).toEqual(['one', 'two']);
  });

  it('reopens a workflow of an earlier stream instead of adding another', () => {
    const workflow = (tasks: unknown[]) => ({
      id: 'wf',
      thread_id: 't',
      created_at: '',
      type: 'workflow',
      workflow: { type: 'custom', tasks },
    });
    const task = { type: 'custom', title: 'Step', status_indicator: 'loading' };
    const state = apply(
      apply(running, 1, added(workflow([])), done(workflow([]))),
      2,
      added(workflow([])),
      updated('wf', { type: 'workflow.task.added', task_index: 4, task }),
      updated('wf', { type: 'workflow.task.updated', task_index: 0, task: { ...task, title: 'Done' } }),
    );
    expect(state.entries).toMatchObject([{ item: { workflow: { tasks: [{ title: 'Done' }] } } }]);
  });

  it('replaces in place, appends what it does not know, removes', () => {
    const state = apply(running, 1, done(answerItem('a', 'one')), done(answerItem('b', 'two')), {
      type: 'thread.item.replaced',
      item: answerItem('a', 'ONE'),
    });
    expect(texts(state)).toEqual(['ONE', 'two']);
    expect(texts(apply(state, 1, { type: 'thread.item.replaced', item: answerItem('c', 'three') }))).toEqual([
      'ONE',
      'two',
      'three',
    ]);
    expect(texts(apply(state, 1, { type: 'thread.item.removed', item_id: 'a' }))).toEqual(['two']);
  });

  it('changes widgets of earlier turns: text by id, a component, the root', () => {
    const widget = (children: unknown) => ({ type: 'Card', children });
    const item = {
      id: 'w',
      thread_id: 't',
      created_at: '',
      type: 'widget',
      widget: widget([
        {
          type: 'Row',
          children: [
            { type: 'Text', id: 't1', value: 'He' },
            { type: 'Text', id: 't2', value: 'x' },
          ],
        },
      ]),
    };
    const state = apply(
      apply(running, 1, done(item)),
      5,
      updated('w', {
        type: 'widget.streaming_text.value_delta',
        component_id: 't1',
        delta: 'llo',
        done: true,
      }),
      updated('w', {
        type: 'widget.component.updated',
        component_id: 't2',
        component: { type: 'Badge', id: 't2', label: 'new' },
      }),
    );
    expect(state.entries).toMatchObject([
      {
        item: {
          widget: {
            children: [
              {
                children: [
                  { value: 'Hello', streaming: false },
                  { type: 'Badge', label: 'new' },
                ],
              },
            ],
          },
        },
      },
    ]);
    const next = apply(state, 5, updated('w', { type: 'widget.root.updated', widget: widget([]) }));
    expect(next.entries).toMatchObject([{ item: { widget: { children: [] } } }]);
  });

  it('waits until something visible comes: progress shows, content clears it', () => {
    const busy = apply(running, 1, options(false), {
      type: 'progress_update',
      icon: 'search',
      text: 'Searching…',
    });
    expect(busy.run).toEqual({
      kind: 'running',
      cancellable: false,
      waiting: true,
      progress: { text: 'Searching…', icon: 'search' },
      origin: 'message',
    });
    const empty = apply(busy, 1, added(answerItem('a', '')));
    expect(empty.run).toMatchObject({ waiting: true });
    expect(apply(empty, 1, delta('a', 'H')).run).toMatchObject({ waiting: false, progress: null });
  });

  it('keeps a notice at the place where it came', () => {
    const state = apply(
      running,
      1,
      done(answerItem('a', 'one')),
      { type: 'notice', level: 'info', message: 'Note' },
      done(answerItem('b', 'two')),
    );
    expect(state.entries.map(({ kind }) => kind)).toEqual(['item', 'notice', 'item']);
  });

  it.each([
    { type: 'thread.item.updated', item_id: 'nobody', update: { type: 'widget.root.updated', widget: {} } },
    { type: 'thread.item.removed', item_id: 'nobody' },
    { type: 'client_effect', name: 'x', data: {} },
    { type: 'something.new' },
  ])('lets $type without a target change nothing', (event) => {
    const state = apply(running, 1, done(answerItem('a', 'one')));
    expect(apply(state, 1, event)).toEqual(state);
  });

  it('fills in the lists that other servers leave out', () => {
    const bare = {
      type: 'assistant_message',
      id: 'a',
      thread_id: 't',
      created_at: '',
      content: [{ text: 'hi' }],
    };
    expect(apply(running, 1, done(bare)).entries).toMatchObject([
      { item: { content: [{ text: 'hi', annotations: [] }] } },
    ]);
  });
});

describe('endRun', () => {
  it('drops answers that never got a word and marks unfinished ones as stopped', () => {
    const state = apply(
      running,
      1,
      added(answerItem('a', '')),
      delta('a', 'Half an'),
      added(answerItem('b', '')),
    );
    const ended = endRun(state, 'stopped');
    expect(texts(ended)).toEqual(['Half an']);
    expect(ended.entries).toMatchObject([{ phase: 'stopped' }]);
    expect(ended.run).toEqual({ kind: 'idle' });
  });
});
