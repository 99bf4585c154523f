import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendStreamedText } from '@/element/thread/change-widget';
import type { KnownWidgetComponent, ThreadItemUpdate, WidgetComponent, WidgetRoot } from '@/lib/chatkit';
import { diffWidget } from '@/lib/chatkit';
import { applyWidgetUpdate } from '@/lib/chatkit/server/apply-widget-update';

const card = (...children: KnownWidgetComponent[]): WidgetRoot => ({ type: 'Card', children });
const text = (value: string, props: object = {}): KnownWidgetComponent => ({ type: 'Text', value, ...props });
const delta = (component_id: string, added: string, done: boolean): ThreadItemUpdate => ({
  type: 'widget.streaming_text.value_delta',
  component_id,
  delta: added,
  done,
});
const replaced = (widget: WidgetRoot): ThreadItemUpdate[] => [{ type: 'widget.root.updated', widget }];

describe('a difference of widgets', () => {
  const t = { id: 't' };

  test.each<[string, WidgetRoot, WidgetRoot, ThreadItemUpdate[]]>([
    ['text that grew', card(text('Hel', t)), card(text('Hello', t)), [delta('t', 'lo', true)]],
    [
      'text that grew and goes on',
      card(text('', { ...t, streaming: true })),
      card(text('H', { ...t, streaming: true })),
      [delta('t', 'H', false)],
    ],
    [
      'markdown that grew',
      card({ type: 'Markdown', value: 'a', id: 't' }),
      card({ type: 'Markdown', value: 'ab', id: 't' }),
      [delta('t', 'b', true)],
    ],
    ['identical widgets', card(text('Hello', t)), card(text('Hello', t)), []],
    [
      'several texts, in the order of the tree',
      card({ type: 'Col', children: [text('a', { id: 'one' })] }, text('b', { id: 'two' })),
      card({ type: 'Col', children: [text('ax', { id: 'one' })] }, text('by', { id: 'two' })),
      [delta('one', 'x', true), delta('two', 'y', true)],
    ],
    [
      'text in a single child',
      card({ type: 'Transition', children: { type: 'Text', value: 'a', id: 't' } }),
      card({ type: 'Transition', children: { type: 'Text', value: 'ab', id: 't' } }),
      [delta('t', 'b', true)],
    ],
    ['a null that is gone', { ...card(text('a')), theme: null }, card(text('a')), []],
    [
      'a null beside text that grew',
      card(text('a', { ...t, streaming: null })),
      card(text('ab', t)),
      [delta('t', 'b', true)],
    ],
  ])('%s', (_name, before, after, updates) => {
    expect(diffWidget(before, after)).toEqual(updates);
  });

  test.each<[string, WidgetRoot, WidgetRoot]>([
    [
      'streaming that ends',
      card(text('a', { ...t, streaming: true })),
      card(text('ab', { ...t, streaming: false })),
    ],
    ['a prop that comes', card(text('a', t)), card(text('ab', { ...t, streaming: true }))],
    ['a prop that goes', card(text('a', { ...t, italic: true })), card(text('ab', t))],
    ['other text', card(text('Hello', t)), card(text('World', t))],
    ['shorter text', card(text('Hello', t)), card(text('Hel', t))],
    ['a title', card({ type: 'Title', value: 'a', id: 't' }), card({ type: 'Title', value: 'ab', id: 't' })],
    ['text without an id', card(text('a')), card(text('ab'))],
    ['text with an empty id', card(text('a', { id: '' })), card(text('ab', { id: '' }))],
    ['an id that stands twice', card(text('a', t), text('b', t)), card(text('ax', t), text('b', t))],
    ['an id that the root has too', { ...card(text('a', t)), id: 't' }, { ...card(text('ab', t)), id: 't' }],
    ['a component more', card(text('a', t)), card(text('ab', t), { type: 'Divider' })],
    ['another type', card(text('a', t)), card({ type: 'Markdown', value: 'ab', id: 't' })],
    ['another id', card(text('a', t)), card(text('a', { id: 'u' }))],
    ['another key', card(text('a', { key: '1' })), card(text('a', { key: '2' }))],
    ['another root', card(text('a')), { type: 'Basic', children: [{ type: 'Text', value: 'a' }] }],
    [
      'one child that becomes a list',
      { type: 'Card', children: { type: 'Divider' } },
      card({ type: 'Divider' }),
    ],
    [
      'a change inside a prop',
      { type: 'Card', status: { text: 'a' } },
      { type: 'Card', status: { text: 'b' } },
    ],
    [
      'text outside the children, where no delta reaches',
      { type: 'Card', header: { type: 'Text', value: 'a', id: 't' } },
      { type: 'Card', header: { type: 'Text', value: 'ab', id: 't' } },
    ],
  ])('%s replaces the root', (_name, before, after) => {
    expect(diffWidget(before, after)).toEqual(replaced(after));
  });

  test('a widget that contains itself is replaced rather than followed for ever', () => {
    const endless = (): WidgetRoot => {
      const root: WidgetRoot = { type: 'Card' };
      root.children = [root];
      root.status = { root };
      const list: unknown[] = [];
      list.push(list);
      root.rows = list;
      return root;
    };
    const after = endless();
    expect(diffWidget(endless(), after)).toEqual(replaced(after));
  });
});

/** Small vocabularies, so that two trees are often nearly the same. */
const component: fc.Arbitrary<WidgetComponent> = fc.letrec<{ tree: WidgetComponent; leaf: WidgetComponent }>(
  (tie) => ({
    leaf: fc.record(
      {
        type: fc.constantFrom('Text', 'Text', 'Text', 'Markdown', 'Title'),
        value: fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 }),
        id: fc.nat({ max: 12 }).map((number) => (number ? `t${number}` : '')),
        streaming: fc.constantFrom<[true, false, null]>(true, false, null),
      },
      { requiredKeys: ['type', 'value'] },
    ),
    tree: fc.oneof(
      { maxDepth: 3 },
      tie('leaf'),
      fc.record({ type: fc.constant('Col'), children: fc.array(tie('tree'), { maxLength: 3 }) }),
      fc.record({ type: fc.constant('Transition'), children: tie('tree') }),
    ),
  }),
).tree;

const root = fc
  .array(component, { maxLength: 3 })
  .map((children): WidgetRoot => ({ type: 'Card', children }));

/** A later state of the same widget: some of its texts have grown. */
function grown(node: WidgetComponent, growth: () => string): WidgetComponent {
  const children = Array.isArray(node.children)
    ? node.children.map((child) => grown(child, growth))
    : node.children && grown(node.children, growth);
  const value = typeof node.value === 'string' ? { value: `${node.value}${growth()}` } : {};
  return { ...node, ...(children ? { children } : {}), ...value };
}

const states = fc.oneof(
  fc.tuple(root, root),
  fc
    .tuple(root, fc.infiniteStream(fc.constantFrom('', '', 'a', 'bb')))
    .map(([before, growth]): [WidgetRoot, WidgetRoot] => [
      before,
      { ...before, ...grown(before, () => growth.next().value ?? ''), type: before.type },
    ]),
);

/** What a widget says on the wire, where a text that is not streaming may say so or not. */
const shown = (widget: WidgetRoot): unknown =>
  JSON.parse(JSON.stringify(widget), (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).filter(
        ([key, prop]) => prop !== null && !(key === 'streaming' && prop === false),
      ),
    );
  });

describe('the updates of a difference turn the widget before into the widget after', () => {
  test('in the element', () => {
    fc.assert(
      fc.property(states, ([before, after]) => {
        const result = diffWidget(before, after).reduce((widget, update) => {
          if (update.type === 'widget.root.updated') return update.widget;
          if (update.type !== 'widget.streaming_text.value_delta') throw new Error(update.type);
          return appendStreamedText(widget, update.component_id, update.delta, update.done);
        }, before);
        expect(shown(result)).toEqual(shown(after));
      }),
      { numRuns: 500 },
    );
  });

  test('in the server', () => {
    fc.assert(
      fc.property(states, ([before, after]) => {
        const item = {
          type: 'widget' as const,
          id: 'msg_1',
          thread_id: 'thr_1',
          created_at: '',
          widget: structuredClone(before),
        };
        for (const update of diffWidget(before, after)) applyWidgetUpdate(item, update);
        expect(shown(item.widget)).toEqual(shown(after));
      }),
      { numRuns: 500 },
    );
  });

  test('and the generated states do make deltas', () => {
    const samples = fc
      .sample(states, { seed: 7, numRuns: 300 })
      .flatMap(([before, after]) => diffWidget(before, after));
    expect(samples.filter(({ type }) => type === 'widget.streaming_text.value_delta').length).toBeGreaterThan(
      10,
    );
  });
});
