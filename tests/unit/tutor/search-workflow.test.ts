import { describe, expect, test } from 'vitest';
import type { AgentContext } from '@/lib/chatkit/agents/agent-context';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import type { Passage } from '@/lib/search/course-search';
import { SearchProgress, summed, uncited, withoutPassages } from '@/lib/tutor/search-workflow';
import type { TutorTurn } from '@/lib/tutor/tutor-context';
import { samplePassage } from '../../support/sample-passage';
import { turnContext } from '../../support/turn-context';

function passage(lesson: string, anchor: string): Passage {
  const path = `/docs/${lesson}#${anchor}`;
  return {
    ...samplePassage({ path, moduleTitle: 'Module 1', lessonTitle: lesson, parentDocId: lesson }),
    score: 0.9,
  };
}

/** What a turn of searches sends, up to the answer. */
async function sent(act: (context: AgentContext<TutorTurn>) => void): Promise<ThreadStreamEvent[]> {
  const context = turnContext();
  const { events } = context;
  act(context);
  context.endWorkflow();
  events.close();
  const all: ThreadStreamEvent[] = [];
  for await (const event of summed(events)) all.push(event);
  return all;
}

const finished = (events: ThreadStreamEvent[]) => {
  const done = events.filter((event) => event.type === 'thread.item.done');
  expect(done).toHaveLength(1);
  const item = done[0]?.item;
  if (item?.type !== 'workflow') throw new Error('no workflow');
  return item.workflow;
};

describe('a search', () => {
  test('shows what is looked for at once, then the lessons found, each once and where it is best', async () => {
    const events = await sent((context) => {
      const search = new SearchProgress(context, 'Searching the course', ['topics']);
      search.found([passage('topics', 'a'), passage('services', 'b'), passage('topics', 'c')]);
    });
    expect(events[0]).toMatchObject({
      type: 'thread.item.added',
      item: { workflow: { type: 'custom', tasks: [{ queries: ['topics'], status_indicator: 'loading' }] } },
    });
    const { tasks, summary } = finished(events);
    expect(summary).toMatchObject({ title: 'Read 2 lessons' });
    expect(tasks).toMatchObject([
      {
        type: 'web_search',
        title: 'Found 2 lessons',
        status_indicator: 'complete',
        sources: [
          { title: 'topics', url: 'https://learn.test/docs/topics#a' },
          { title: 'services', url: 'https://learn.test/docs/services#b' },
        ],
      },
    ]);
  });

  test('shares one workflow with the others of its turn, which counts a lesson once', async () => {
    const events = await sent((context) => {
      const one = new SearchProgress(context, 'Searching the course', ['topics']);
      const other = new SearchProgress(context, 'Searching the course', ['services']);
      other.found([passage('topics', 'z')]);
      one.found([passage('topics', 'a')]);
    });
    const { tasks, summary } = finished(events);
    expect(tasks.map((task) => task.type === 'web_search' && task.queries)).toEqual([
      ['topics'],
      ['services'],
    ]);
    expect(summary).toMatchObject({ title: 'Read 1 lesson' });
  });

  test('that finds nothing or fails says so plainly', async () => {
    const nothing = finished(
      await sent((context) => new SearchProgress(context, 'Searching the course', ['bread']).found([])),
    );
    expect(nothing).toMatchObject({
      summary: { title: 'The course has nothing on this' },
      tasks: [{ title: 'The course has nothing on this' }],
    });
    const failed = finished(
      await sent((context) => new SearchProgress(context, 'Searching the course', ['bread']).failed()),
    );
    expect(failed.tasks).toMatchObject([
      { title: 'The course search is unavailable right now', status_indicator: 'complete' },
    ]);
  });

  test('that comes back after its workflow has ended changes nothing', async () => {
    const events = await sent((context) => {
      const late = new SearchProgress(context, 'Searching the course', ['topics']);
      context.endWorkflow();
      late.found([passage('topics', 'a')]);
    });
    expect(finished(events).tasks).toMatchObject([{ status_indicator: 'loading' }]);
  });
});

test('other workflows keep their own summaries', async () => {
  const event: ThreadStreamEvent = {
    type: 'thread.item.done',
    item: {
      type: 'workflow',
      id: 'w',
      thread_id: 't',
      created_at: '',
      workflow: {
        type: 'reasoning',
        tasks: [{ type: 'thought', content: 'Hm.', status_indicator: 'none' }],
        summary: { duration: 3 },
        expanded: false,
      },
    },
  };
  const seen: ThreadStreamEvent[] = [];
  for await (const one of summed(streamed(event))) seen.push(one);
  expect(seen).toEqual([event]);
});

async function* streamed(...events: ThreadStreamEvent[]): AsyncGenerator<ThreadStreamEvent> {
  yield* events;
}

describe('of an answer that cites nothing, the line says', () => {
  const line = async (act: (context: AgentContext<TutorTurn>) => void) => {
    const done = (await sent(act)).at(-1);
    if (done?.type !== 'thread.item.done' || done.item.type !== 'workflow') throw new Error('no workflow');
    return uncited(done.item)?.workflow.summary;
  };

  test('that it cites none of what was read', async () => {
    const found = [passage('topics', 'a'), passage('services', 'b')];
    expect(
      await line((context) => new SearchProgress(context, 'Searching the course').found(found)),
    ).toMatchObject({
      title: 'Read 2 lessons, cited none',
    });
  });

  test('nothing more where nothing was found, or the search failed', async () => {
    expect(
      await line((context) => new SearchProgress(context, 'Searching the course').found([])),
    ).toBeUndefined();
    expect(
      await line((context) => new SearchProgress(context, 'Searching the course').failed()),
    ).toBeUndefined();
  });

  test('that nothing was looked up', () => {
    const item = withoutPassages({ id: 'w', thread_id: 't', created_at: '' }, 'none');
    expect(item.workflow.summary).toMatchObject({ title: 'Answered without a look into the course' });
  });
});
