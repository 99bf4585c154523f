import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AssistantMessageItem, ThreadStreamEvent, WorkflowItem } from '@/lib/chatkit/protocol';
import { sentences } from '@/lib/search/text/sentences';
import { passageTerms, speaksOf } from '@/lib/tutor/grounding/speaks-of';
import { withUncitedNote } from '@/lib/tutor/grounding/with-uncited-note';
import { courseSearch } from '../../support/prepared/course-index';

const NODE =
  'A node is a process that performs computation. Nodes communicate with each other by publishing messages to topics, and by calling services.';
const URDF =
  'URDF is an XML format that describes the links and joints of a robot, with their geometry, their mass and the limits of their motion.';

function speaks(passage: string, statement: string, ...others: string[]): boolean {
  return speaksOf(passageTerms(passage), statement, others.map(passageTerms));
}

describe('a passage speaks of', () => {
  test.each([
    'A node is a process that performs computation.',
    'In ROS 2, nodes are the processes that do the computing, and they publish messages to topics.',
    'You can let nodes communicate by services, which is not the same as a topic.',
  ])('what it says, in other words too: %s', (statement) => {
    expect(speaks(NODE, statement)).toBe(true);
    expect(speaks(NODE, statement, URDF)).toBe(true);
  });

  test.each([
    'The capital of France is Paris, which lies on the river Seine.',
    'Gazebo simulates the physics of the world with a solver that you can choose.',
  ])('nothing that it does not say: %s', (statement) => {
    expect(speaks(NODE, statement)).toBe(false);
  });

  test('no statement of which another passage says far more', () => {
    const statement =
      'URDF describes the links and joints of a robot, and how nodes that need it read messages.';
    expect(speaks(NODE, statement)).toBe(true);
    expect(speaks(NODE, statement, URDF)).toBe(false);
    expect(speaks(URDF, statement, NODE)).toBe(true);
  });

  test.each([
    'Yes.',
    'So it is.',
    '`ros2 node list`',
    'Ein Knoten ist ein Prozess, der Berechnungen ausführt und Nachrichten veröffentlicht.',
    'Un nodo es un proceso que realiza cálculos y publica mensajes.',
    'نوڈ ایک عمل ہے جو حساب کرتا ہے اور پیغامات شائع کرتا ہے۔',
    '节点是执行计算并发布消息的进程。',
    '',
  ])('what cannot be judged: %s', (statement) => {
    expect(speaks(URDF, statement)).toBe(true);
  });

  test('every sentence of its own, whatever other passages of the course there are', async () => {
    const search = await courseSearch();
    const passages = await search.search({ query: 'nodes topics services urdf gazebo launch', limit: 20 });
    expect(passages.length).toBeGreaterThan(5);
    const all = passages.map(({ text }) => passageTerms(text));
    for (const [at, { text }] of passages.entries()) {
      for (const sentence of sentences(text)) {
        const own = all[at];
        expect(own && speaksOf(own, sentence, all), sentence).toBe(true);
      }
    }
  });

  test('anything is judged, and the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (passage, statement) => {
        expect(speaks(passage, statement)).toBe(speaks(passage, statement));
      }),
    );
  });
});

const base = { thread_id: 'thr_1', created_at: '2026-02-03T10:11:12.000Z' };
const LONG =
  'A node is a process that performs computation, and this answer says so in rather more words than it needs.';

function answer(text: string, isCited = false): AssistantMessageItem {
  const source = { type: 'url' as const, title: 'Nodes', url: 'https://learn.test/docs/nodes' };
  const annotations = isCited ? [{ type: 'annotation' as const, source, index: text.length }] : [];
  return {
    ...base,
    id: 'msg_2',
    type: 'assistant_message',
    content: [{ type: 'output_text', text, annotations }],
  };
}

const looked: WorkflowItem = {
  ...base,
  id: 'wf_1',
  type: 'workflow',
  workflow: { type: 'custom', tasks: [], expanded: false },
};
const NOTE: WorkflowItem = { ...looked, workflow: { ...looked.workflow, summary: { title: 'cited none' } } };

async function told(
  items: (AssistantMessageItem | WorkflowItem)[],
  note: (before: WorkflowItem | undefined) => WorkflowItem | undefined = () => NOTE,
): Promise<ThreadStreamEvent[]> {
  async function* events(): AsyncGenerator<ThreadStreamEvent> {
    for (const item of items) yield { type: 'thread.item.done', item };
  }
  const all: ThreadStreamEvent[] = [];
  for await (const event of withUncitedNote(events(), note)) all.push(event);
  return all;
}

describe('an answer that cites nothing', () => {
  test('has the line above it replaced', async () => {
    const events = await told([looked, answer(LONG)]);
    expect(events.slice(0, 2)).toMatchObject([{ item: { id: 'wf_1' } }, { item: { id: 'msg_2' } }]);
    expect(events[2]).toEqual({ type: 'thread.item.replaced', item: NOTE });
  });

  test('is none because it ends with a question', async () => {
    for (const end of ['Does that help you?', 'مدد ملی؟', '**Shall we go on?**'])
      expect((await told([looked, answer(`${LONG} ${end}`)])).at(-1)).toMatchObject({ item: NOTE });
  });

  test('is judged however long it is, without a full stop', async () => {
    expect(await told([looked, answer('node '.repeat(100_000))])).toHaveLength(3);
    expect(await told([looked, answer(`${'node '.repeat(100_000)}?`)])).toHaveLength(2);
  });

  test('gets a line where nothing was looked up', async () => {
    const events = await told([answer(LONG)]);
    expect(events.at(-1)).toEqual({ type: 'thread.item.done', item: NOTE });
  });

  test.each<[string, (AssistantMessageItem | WorkflowItem)[]]>([
    ['cites', [looked, answer(LONG, true)]],
    ['is short', [looked, answer('Hello, Mira!')]],
    [
      'asks back',
      [
        looked,
        answer(
          'Gladly! Which of the two do you mean: the topic of the camera, or that of the laser scanner?',
        ),
      ],
    ],
    ['asks back in another script', [looked, answer(`آپ کا کیا مطلب ہے${' اور'.repeat(40)}؟`)]],
    ['cites in one of two messages', [answer(LONG), answer(LONG, true)]],
  ])('has none where it %s', async (_, items) => {
    expect(await told(items)).toHaveLength(items.length);
  });

  test('has none where there is nothing to say', async () => {
    expect(await told([looked, answer(LONG)], () => undefined)).toHaveLength(2);
  });
});
