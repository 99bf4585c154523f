import { describe, expect } from 'vitest';
import { z } from 'zod';
import { diffWidget, WidgetTemplate } from '@/lib/chatkit';
import {
  iconName,
  type Page,
  type Thread,
  type ThreadItem,
  type ThreadStreamEvent,
  threadItem,
  type WidgetRoot,
  type Widgets,
  widgetRoot,
} from '@/lib/chatkit/protocol';
import { input } from '../support/chat-client';
import { added, done, widget } from '../support/sample-items';
import { rawEvents, SampleServer } from '../support/sample-server';
import { behaviour } from './catalogue/behaviour';

const template = (name: string) =>
  WidgetTemplate.fromFile(new URL(`../support/widget-templates/${name}.widget`, import.meta.url));

const card = (text: Widgets.Text): WidgetRoot => ({ type: 'Card', children: [text] });

/** The same as read back from JSON, with a component that no type knows beside it. */
const open = (root: WidgetRoot): WidgetRoot =>
  widgetRoot.parse({ type: 'Card', children: [{ type: 'Hologram', depth: 3, children: root.children }] });

describe('widgets', () => {
  behaviour(78, 'only text with an id that grows makes a delta; every other change replaces the root', () => {
    const text = (props: Partial<Widgets.Text>): WidgetRoot => card({ type: 'Text', value: 'Hel', ...props });
    const cases: [WidgetRoot, WidgetRoot, 'same' | 'delta' | 'root'][] = [
      [text({ id: 't' }), text({ id: 't' }), 'same'],
      [text({ id: 't', streaming: true }), text({ id: 't', value: 'Hello', streaming: true }), 'delta'],
      [text({ id: 't', streaming: true }), text({ id: 't', value: 'Hello', streaming: false }), 'root'],
      [text({}), text({ value: 'World' }), 'root'],
    ];
    for (const [before, after, expected] of cases) {
      for (const form of [(root: WidgetRoot) => root, open]) {
        const updates = diffWidget(form(before), form(after));
        if (expected === 'same') expect(updates).toEqual([]);
        if (expected === 'root')
          expect(updates).toEqual([{ type: 'widget.root.updated', widget: form(after) }]);
        if (expected === 'delta') {
          expect(updates).toEqual([
            { type: 'widget.streaming_text.value_delta', component_id: 't', delta: 'lo', done: false },
          ]);
        }
      }
    }
  });

  /** A card as a hook writes it that has nothing to say for some properties, at any depth. */
  const unsaid: Record<string, unknown> = { key: null, id: null, size: undefined, theme: null };
  const sparse: WidgetRoot = {
    ...unsaid,
    type: 'Card',
    status: { text: 'Ready', icon: null },
    confirm: { label: null },
    children: [
      { ...unsaid, type: 'Text', value: 'Hello', weight: undefined, color: null },
      { type: 'Row', children: [{ type: 'Badge', label: 'new', tones: ['a', null, { light: null }] }] },
    ],
  };
  const bare = {
    type: 'Card',
    status: { text: 'Ready' },
    confirm: {},
    children: [
      { type: 'Text', value: 'Hello' },
      { type: 'Row', children: [{ type: 'Badge', label: 'new', tones: ['a', {}] }] },
    ],
  };

  /** The events of a turn, as JSON. */
  async function sent(respond: (threadId: string) => ThreadStreamEvent[]) {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      yield* respond(thread.id);
    };
    const response = await server.post('threads.create', { input: input('hello') });
    return { server, events: rawEvents(await response.text()) };
  }

  behaviour(79, 'a serialised card has its types and values, and nothing that was not set', async () => {
    const { events } = await sent((id) => [
      done(widget(id, 'wid_1')),
      {
        type: 'thread.item.updated',
        item_id: 'wid_1',
        update: { type: 'widget.root.updated', widget: sparse },
      },
    ]);
    expect(events.at(-1)).toStrictEqual({
      type: 'thread.item.updated',
      item_id: 'wid_1',
      update: { type: 'widget.root.updated', widget: bare },
    });
  });

  behaviour(80, 'so has a card in a widget item', async () => {
    const { server, events } = await sent((id) => [
      added(widget(id, 'wid_1', sparse)),
      done(widget(id, 'wid_1', sparse)),
      { type: 'thread.item.replaced', item: widget(id, 'wid_1', sparse) },
    ]);
    const [created, ...others] = events;
    const { id: thread_id } = z.object({ thread: z.object({ id: z.string() }) }).parse(created).thread;
    const item = { ...widget(thread_id, 'wid_1'), widget: bare };
    expect(others.slice(2)).toStrictEqual([
      { type: 'thread.item.added', item },
      { type: 'thread.item.done', item },
      { type: 'thread.item.replaced', item },
    ]);
    const listed = await server.call<Page<ThreadItem>>('items.list', { thread_id });
    expect(listed.data[0]).toStrictEqual(item);
    const thread = await server.call<Thread>('threads.get_by_id', { thread_id });
    expect(thread.items.data[1]).toStrictEqual(item);
  });

  behaviour(81, 'templates from files build lists and cards, with data and without', () => {
    expect(template('robot-list').build()).toEqual({
      type: 'ListView',
      children: [
        {
          type: 'ListViewItem',
          key: 'arm',
          children: [
            { type: 'Icon', name: 'lab', size: 'lg' },
            { type: 'Text', value: 'Arm' },
          ],
        },
        {
          type: 'ListViewItem',
          key: 'rover',
          children: [
            { type: 'Icon', name: 'compass', size: 'lg' },
            { type: 'Text', value: 'Rover' },
          ],
        },
      ],
    });
    expect(template('welcome-card').build()).toEqual({
      type: 'Card',
      size: 'sm',
      children: [
        { type: 'Title', value: 'Ready to drive', size: 'md' },
        { type: 'Divider' },
        { type: 'Markdown', value: 'Pick a **robot**.' },
        { type: 'Button', label: 'Start', style: 'primary', onClickAction: { type: 'robot.start' } },
      ],
    });

    const row = (id: string, icon: string, ...texts: object[]) => ({
      type: 'ListViewItem',
      key: id,
      onClickAction: { type: 'lesson.open', payload: { id } },
      children: [
        { type: 'Icon', name: icon },
        { type: 'Col', children: texts },
      ],
    });
    const lessons = [
      { id: 'a', title: 'Nodes & topics', done: true, minutes: 20, tags: ['ros', 'basics'] },
      { id: 'b', title: 'The "tf" tree', done: false, tags: ['ros'] },
      { id: 'c', title: 'Gazebo', done: false, minutes: 0, tags: ['sim'] },
    ];
    expect(template('lesson-list').build({ limit: 'auto', lessons })).toEqual({
      type: 'ListView',
      limit: 'auto',
      children: [
        row(
          'a',
          'check-circle-filled',
          { type: 'Text', value: 'Nodes & topics', weight: 'semibold' },
          { type: 'Caption', value: '20 min' },
          { type: 'Badge', label: 'ros' },
        ),
        row(
          'b',
          'empty-circle',
          { type: 'Text', value: 'The "tf" tree', weight: 'semibold' },
          { type: 'Badge', label: 'ros' },
        ),
        row(
          'c',
          'empty-circle',
          { type: 'Text', value: 'Gazebo', weight: 'semibold' },
          { type: 'Badge', label: 'sim' },
        ),
      ],
    });

    const mission = {
      name: 'Survey',
      paused: false,
      hint: null,
      route: { points: [1, 2.5], home: null },
      drone: { name: 'Kestrel', battery: 83 },
      log: [{ text: 'Took off' }, { text: 'Climbing' }],
    };
    expect(template('flight-card').build({ mission })).toEqual({
      type: 'Card',
      size: 'md',
      status: { text: 'Survey', icon: 'globe' },
      children: [
        {
          type: 'Row',
          justify: 'between',
          children: [
            { type: 'Title', value: 'Kestrel' },
            { type: 'Badge', label: '83%', color: 'warning' },
          ],
        },
        { type: 'Text', id: 'log', value: 'Took off' },
        {
          type: 'Form',
          onSubmitAction: { type: 'mission.rename', payload: { points: [1, 2.5] } },
          children: [{ type: 'Input', name: 'mission.name', defaultValue: 'Survey' }],
        },
      ],
    });
  });

  const teacher = { name: 'Ada', bio: 'Builds <arms> & legs' };
  const preview = {
    type: 'Basic',
    children: [
      { type: 'Title', value: 'Ada' },
      { type: 'Text', value: 'Builds <arms> & legs' },
    ],
  };

  behaviour(82, 'a Basic template builds a Basic root, which a widget item may hold', () => {
    const widget = template('teacher-preview').build(teacher);
    expect(widget).toEqual(preview);
    const item = {
      type: 'widget',
      id: 'msg_1',
      thread_id: 'thr_1',
      created_at: '2026-01-01T00:00:00.000Z',
      widget,
    };
    expect(threadItem.parse(item)).toEqual(item);
  });

  behaviour(83, 'buildBasic builds the same and warns that it is deprecated', async () => {
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    expect(template('teacher-preview').buildBasic(teacher)).toEqual(preview);
    expect(await warned).toMatchObject({ name: 'DeprecationWarning' });
  });
});

describe('names of icons', () => {
  behaviour(84, 'those of a vendor are open', () => {
    for (const name of ['vendor:icon-name', 'vendor:another-icon-name']) {
      expect(iconName.parse(name)).toBe(name);
    }
  });

  behaviour(85, 'the built-in ones are known', () => {
    for (const name of ['book-open', 'phone', 'user']) expect(iconName.parse(name)).toBe(name);
  });

  behaviour(86, 'others are refused', () => {
    expect(iconName.safeParse('invalid-icon').success).toBe(false);
  });
});
