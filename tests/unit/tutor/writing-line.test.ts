import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { EventChannel } from '@/lib/chatkit/agents/event-channel';
import type { Task, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { withWritingLine } from '@/lib/tutor/writing-line';
import { streamedText, threadIdOf } from '../../support/chat-client';
import { gate } from '../../support/gate';
import { samplePassage } from '../../support/sample-passage';
import { scriptedModel } from '../../support/scripted-model';
import { ScriptedOpenAI, searchThenSay } from '../../support/scripted-openai';
import { TutorInMemory } from '../../support/tutor-in-memory';

const search = (status_indicator: Task['status_indicator']): Task => ({
  type: 'web_search',
  title: 'Found 1 lesson',
  queries: [],
  sources: [],
  status_indicator,
});
const thought: Task = { type: 'thought', content: 'Hm.', status_indicator: 'complete' };
const begun = (...tasks: Task[]): ThreadStreamEvent => ({
  type: 'thread.item.added',
  item: {
    type: 'workflow',
    id: 'w',
    thread_id: 't',
    created_at: '',
    workflow: { type: 'custom', tasks, expanded: false },
  },
});
const task = (type: 'added' | 'updated', task_index: number, changed: Task): ThreadStreamEvent => ({
  type: 'thread.item.updated',
  item_id: 'w',
  update: { type: `workflow.task.${type}`, task_index, task: changed },
});
const message: ThreadStreamEvent = {
  type: 'thread.item.added',
  item: { type: 'assistant_message', id: 'm', thread_id: 't', created_at: '', content: [] },
};
const other: ThreadStreamEvent = { type: 'progress_update', text: 'Something else' };

/** What is sent if nothing comes for long after the events. */
async function sentAfter(events: ThreadStreamEvent[]): Promise<ThreadStreamEvent[]> {
  const channel = new EventChannel<ThreadStreamEvent>();
  const sent: ThreadStreamEvent[] = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const iterator = withWritingLine(channel)[Symbol.asyncIterator]();
  for (const event of events) {
    channel.push(structuredClone(event));
    const { value } = await iterator.next();
    if (value) sent.push(value);
  }
  const last = iterator.next();
  await vi.advanceTimersByTimeAsync(10_000);
  channel.close();
  const { value } = await last;
  return value ? [...sent, value] : sent;
}

const WRITING = { type: 'progress_update', text: 'Writing the answer…', icon: 'notebook-pencil' };

describe('the line that says that the tutor writes', () => {
  test.each([
    ['a search has ended', [begun(search('loading')), task('updated', 0, search('complete'))]],
    [
      'the last of several has',
      [
        begun(search('loading')),
        task('added', 1, search('loading')),
        task('updated', 1, search('complete')),
        task('updated', 0, search('complete')),
      ],
    ],
    ['one began complete', [begun(search('complete'))]],
  ])('comes when %s', async (_, events) => {
    expect(await sentAfter(events)).toEqual([...events, WRITING]);
  });

  test.each([
    ['a search goes on', [begun(search('complete')), task('added', 1, search('loading'))]],
    ['a thought is shown', [begun(search('complete'), thought)]],
    ['text is there', [begun(search('complete')), message]],
    ['something else is said', [begun(search('complete')), other]],
    ['there was no search', [message]],
    ['there are no steps', [begun()]],
  ])('does not when %s', async (_, events) => {
    expect(await sentAfter(events)).toEqual(events);
  });

  test('is all that is added to the events of a turn', async () => {
    const known = [begun(search('loading')), task('updated', 0, search('complete')), message, other];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...known), { maxLength: 6 }), async (events) => {
        const valid = events.filter(
          (event, at) => event.type !== 'thread.item.updated' || events.indexOf(known[0] ?? event) < at,
        );
        const sent: ThreadStreamEvent[] = [];
        const all = async function* () {
          for (const event of valid) yield structuredClone(event);
        };
        for await (const event of withWritingLine(all(), 0)) sent.push(event);
        expect(sent.filter((event) => !('text' in event) || event.text !== WRITING.text)).toEqual(valid);
      }),
    );
  });

  test('fails as the turn does, and lets go of one that hangs', async () => {
    const failing = async function* () {
      yield begun(search('complete'));
      throw new Error('away');
    };
    await expect(async () => {
      for await (const _ of withWritingLine(failing(), 0));
    }).rejects.toThrow('away');
    let left = false;
    const hanging: AsyncIterable<ThreadStreamEvent> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ value: begun(search('complete')), done: false }),
        return: () => {
          left = true;
          return new Promise(() => undefined);
        },
      }),
    };
    for await (const _ of withWritingLine(hanging, 0)) break;
    expect(left).toBe(true);
  });
});

describe.each(['responses', 'chat_completions'] as const)('a slow answer after a search, over %s', (api) => {
  let openai: ScriptedOpenAI;
  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
  });
  afterAll(() => openai.stop());

  test('is said to be written, and nothing of that stays', async () => {
    const { opened, open } = gate();
    const script = searchThenSay('topics', 'They are channels.');
    openai.play(async (request) => {
      const reply = await script(request);
      if (reply.kind === 'text') await opened;
      return reply;
    });
    const passage = { ...samplePassage({}), score: 1 };
    const tutor = new TutorInMemory({
      model: scriptedModel(openai, api),
      search: {
        search: async () => [passage],
        context: async () => [],
        size: async () => ({ documents: 1, passages: 1 }),
      },
      course: courseShape('content'),
      lessons: new CourseLessonsOnDisk('content'),
    });
    const events = await tutor.ask(['What are topics?'], {
      onEvent: (event) => {
        if (event.type === 'progress_update') open();
      },
    });
    expect(events.filter(({ type }) => type === 'progress_update')).toEqual([WRITING]);
    expect(streamedText(events)).toBe('They are channels.');
    const page = { limit: 10, order: 'asc' } as const;
    const { data } = await tutor.store.listItems({ userId: 'student' }, threadIdOf(events), page);
    expect(data.map(({ type }) => type)).toEqual(['user_message', 'workflow', 'assistant_message']);
    expect(data[1]).toMatchObject({ workflow: { summary: { title: 'Read 1 lesson' }, tasks: [{}, {}] } });
  });
});
