import { describe, expect, test } from 'vitest';
import { type Card, streamWidget, type ThreadStreamEvent, type WidgetRoot } from '@/lib/chatkit';

const options = {
  threadId: 'thr_1',
  generateId: (kind: string, threadId?: string) => `${kind}_of_${threadId}`,
  now: () => new Date('2026-01-02T03:04:05.678Z'),
};

const saying = (value: string): Card => ({ type: 'Card', children: [{ type: 'Text', id: 't', value }] });

async function* yielding(...states: WidgetRoot[]): AsyncGenerator<WidgetRoot> {
  yield* states;
}

async function collect(events: AsyncIterable<ThreadStreamEvent>): Promise<ThreadStreamEvent[]> {
  const all: ThreadStreamEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const item = (widget: WidgetRoot, copy_text?: string) => ({
  type: 'widget',
  id: 'message_of_thr_1',
  thread_id: 'thr_1',
  created_at: '2026-01-02T03:04:05.678Z',
  widget,
  ...(copy_text === undefined ? {} : { copy_text }),
});

describe('a streamed widget', () => {
  test('that is finished is one done event', async () => {
    expect(await collect(streamWidget(saying('Hello'), { ...options, copyText: 'Hello' }))).toEqual([
      { type: 'thread.item.done', item: item(saying('Hello'), 'Hello') },
    ]);
  });

  test('goes from its first state to its last under one id', async () => {
    let clock = 0;
    let ids = 0;
    const events = await collect(
      streamWidget(yielding(saying(''), saying('Hel'), saying('Hello')), {
        threadId: 'thr_1',
        generateId: (kind) => `${kind}_${++ids}`,
        now: () => new Date(++clock),
        copyText: 'Hello',
      }),
    );
    const same = { id: 'message_1', created_at: '1970-01-01T00:00:00.001Z', copy_text: 'Hello' };
    expect(events).toMatchObject([
      { type: 'thread.item.added', item: { ...same, widget: saying('') } },
      { type: 'thread.item.updated', item_id: 'message_1', update: { delta: 'Hel' } },
      { type: 'thread.item.updated', item_id: 'message_1', update: { delta: 'lo' } },
      { type: 'thread.item.done', item: { ...same, widget: saying('Hello') } },
    ]);
  });

  test('with one state is added and done', async () => {
    const events = await collect(streamWidget(yielding(saying('Hello')), options));
    expect(events.map(({ type }) => type)).toEqual(['thread.item.added', 'thread.item.done']);
  });

  test('without a state is nothing', async () => {
    expect(await collect(streamWidget(yielding(), options))).toEqual([]);
  });

  test('may be any async iterable', async () => {
    const iterable: AsyncIterable<WidgetRoot> = {
      [Symbol.asyncIterator]: () => {
        const states = [saying('a'), saying('ab')].values();
        return { next: async () => states.next() };
      },
    };
    const events = await collect(streamWidget(iterable, options));
    expect(events.at(-1)).toEqual({ type: 'thread.item.done', item: item(saying('ab')) });
  });

  test('may be one object that changes between its states', async () => {
    async function* changing(): AsyncGenerator<WidgetRoot> {
      const text = { type: 'Text' as const, id: 't', value: '' };
      const card: Card = { type: 'Card', children: [text] };
      for (const word of ['Hel', 'lo']) {
        text.value += word;
        yield card;
      }
      text.value = 'not shown';
    }
    expect(await collect(streamWidget(changing(), options))).toMatchObject([
      { item: { widget: saying('Hel') } },
      { update: { delta: 'lo' } },
      { item: { widget: saying('Hello') } },
    ]);
  });

  test('that fails passes the failure on, and is not done', async () => {
    const failure = new Error('the robot fell over');
    async function* failing(): AsyncGenerator<WidgetRoot> {
      yield saying('a');
      throw failure;
    }
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { type } of streamWidget(failing(), options)) seen.push(type);
    })();
    await expect(reading).rejects.toBe(failure);
    expect(seen).toEqual(['thread.item.added']);
  });

  test('that nobody reads any more ends its source', async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<WidgetRoot> {
      try {
        for (let words = ''; ; words += 'x') yield saying(words);
      } finally {
        ended = true;
      }
    }
    for await (const { type } of streamWidget(endless(), options)) {
      if (type === 'thread.item.updated') break;
    }
    expect(ended).toBe(true);
  });
});
