import type { Widgets as ClientWidgets } from '@openai/chatkit';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  type Card,
  type IconName,
  iconName,
  type KnownWidgetComponent,
  type KnownWidgetRoot,
  type ListView,
  streamWidget,
  type WidgetRoot,
  type Widgets,
  widgetRoot,
} from '@/lib/chatkit';

const card: Card = {
  type: 'Card',
  size: 'md',
  status: { text: 'ROS 2', icon: 'lucide:bot' },
  confirm: { label: 'Send', action: { type: 'form.send', handler: 'server' } },
  children: [
    { type: 'Title', value: 'Quiz', size: '3xl' },
    { type: 'Text', id: 'q', value: 'Which?', streaming: true, editable: false },
    {
      type: 'Row',
      padding: { x: 2, top: '1rem' },
      border: { bottom: { size: 1, style: 'dashed' } },
      children: [{ type: 'Select', name: 'answer', options: [{ value: 'a', label: 'A' }] }],
    },
    { type: 'Transition', children: { type: 'Image', src: '/a.png', position: 'top left', margin: 4 } },
  ],
};

describe('the types of widgets', () => {
  test('let a typed widget stand wherever a widget is wanted', () => {
    expectTypeOf<KnownWidgetRoot>().toExtend<WidgetRoot>();
    expectTypeOf(streamWidget).toBeCallableWith(card, {
      threadId: 'thr_1',
      generateId: () => 'msg_1',
      now: () => new Date(0),
    });
    expect(widgetRoot.parse(card)).toEqual(card);
  });

  test('allow everything that the types of the official client allow', () => {
    expectTypeOf<ClientWidgets.WidgetRoot>().toExtend<KnownWidgetRoot>();
    expectTypeOf<ClientWidgets.WidgetComponent>().toExtend<KnownWidgetComponent>();
  });

  test('know what is in a component by its type', () => {
    expectTypeOf<Extract<KnownWidgetComponent, { type: 'Icon' }>['name']>().toEqualTypeOf<IconName>();
    expectTypeOf<ListView['children'][number]['type']>().toEqualTypeOf<'ListViewItem'>();
    expectTypeOf<NonNullable<Widgets.Table['children']>[number]['type']>().toEqualTypeOf<'Table.Row'>();
    expectTypeOf<Widgets.Chart['series'][number]['type']>().toEqualTypeOf<'bar' | 'area' | 'line'>();
  });

  test('refuse what a component does not have', () => {
    const wrong = [
      // @ts-expect-error A prop that no Text has.
      { type: 'Text', value: 'a', sise: 'sm' } satisfies KnownWidgetComponent,
      // @ts-expect-error The value is missing.
      { type: 'Title', size: 'sm' } satisfies KnownWidgetComponent,
      // @ts-expect-error Titles have sizes of their own.
      { type: 'Title', value: 'a', size: 'huge' } satisfies KnownWidgetComponent,
      // @ts-expect-error No such icon.
      { type: 'Icon', name: 'robot' } satisfies KnownWidgetComponent,
      // @ts-expect-error A transition has one child.
      { type: 'Transition', children: [{ type: 'Divider' }] } satisfies KnownWidgetComponent,
      // @ts-expect-error A list holds rows only.
      { type: 'ListView', children: [{ type: 'Text', value: 'a' }] } satisfies KnownWidgetRoot,
      // @ts-expect-error A label may be null, but not missing.
      { type: 'bar', dataKey: 'a' } satisfies Widgets.Chart['series'][number],
      // @ts-expect-error Bars have no curve.
      { type: 'bar', label: null, dataKey: 'a', curveType: 'step' } satisfies Widgets.Chart['series'][number],
      // @ts-expect-error An action needs a type.
      { type: 'Button', onClickAction: { payload: 1 } } satisfies KnownWidgetComponent,
      // @ts-expect-error A text is not a root.
      { type: 'Text', value: 'a' } satisfies KnownWidgetRoot,
      // @ts-expect-error The mistake is deep inside.
      { type: 'Card', children: [{ type: 'Row', children: [{ type: 'Badge' }] }] } satisfies KnownWidgetRoot,
    ];
    expect(wrong).toHaveLength(11);
  });
});

describe('the schema of widgets', () => {
  test('passes what it does not know through untouched', () => {
    const widget = {
      type: 'Basic',
      hologram: { depth: null },
      children: { type: 'Hologram', layers: [null, 1], children: [{ type: 'Text', value: 3 }] },
    };
    expect(widgetRoot.parse(widget)).toEqual(widget);
  });

  test('takes null for missing', () => {
    const widget = { type: 'Card', id: null, children: [{ type: 'Transition', key: null, children: null }] };
    expect(JSON.parse(JSON.stringify(widgetRoot.parse(widget)))).toEqual({
      type: 'Card',
      children: [{ type: 'Transition' }],
    });
  });

  test.each([
    ['text', 'Card'],
    ['a list', []],
    ['another root', { type: 'Box', children: [] }],
    ['a child without a type', { type: 'Card', children: [{ value: 'a' }] }],
    ['a child that is text', { type: 'Card', children: ['a'] }],
    ['children that are text', { type: 'Card', children: 'a' }],
  ])('refuses %s', (_name, value) => {
    expect(widgetRoot.safeParse(value).success).toBe(false);
  });
});

test.each(['vendor:', 'lucide:any thing', 'write-alt2'])('%j is the name of an icon', (name) => {
  expect(iconName.safeParse(name).success).toBe(true);
});

test.each(['', 'Lucide:bot', ' vendor:x', 'Book-open'])('%j is not', (name) => {
  expect(iconName.safeParse(name).success).toBe(false);
});
