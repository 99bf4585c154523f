import { describe, expect } from 'vitest';
import type { StructuredInputItem, ThreadStreamEvent, WidgetItem } from '@/lib/chatkit/protocol';
import { input, threadIdOf } from '../support/chat-client';
import { answer, card, done, questions, widget } from '../support/sample-items';
import { SampleServer } from '../support/sample-server';
import { behaviour } from './catalogue/behaviour';
import { short } from './catalogue/shorthand';

const action = { type: 'save', payload: { id: 1 } };

async function withWidget() {
  const server = new SampleServer();
  server.respondWith = async function* (thread) {
    yield done(widget(thread.id, 'wid_1', card('old')));
    yield done(answer(thread.id, 'msg_a'));
  };
  const threadId = threadIdOf(await server.stream('threads.create', { input: input('hello') }));
  return { server, params: { thread_id: threadId, item_id: 'wid_1', action }, threadId };
}

describe('an action', () => {
  behaviour(16, 'of a widget reaches its hook with the stored widget', async () => {
    const { server, params, threadId } = await withWidget();
    const given: unknown[] = [];
    server.actionWith = async function* (received, sender) {
      given.push(received, sender);
      yield {
        type: 'thread.item.updated',
        item_id: 'wid_1',
        update: { type: 'widget.root.updated', widget: card('new') },
      };
    };
    const events = await server.stream('threads.custom_action', params);
    expect(short(events)).toEqual(['SO', 'IU[widget.root.updated]']);
    expect(events[1]).toHaveProperty('update', { type: 'widget.root.updated', widget: card('new') });
    expect(given).toEqual([action, widget(threadId, 'wid_1', card('old'))]);
  });

  behaviour(21, 'that is not streamed answers the widget it leaves', async () => {
    const { server, params, threadId } = await withWidget();
    const given: unknown[] = [];
    const updated: WidgetItem = widget(threadId, 'wid_1', card('new'));
    server.syncActionWith = (received, sender) => {
      given.push(received, sender);
      return { updated_item: updated };
    };
    expect(await server.call('threads.sync_custom_action', params)).toEqual({ updated_item: updated });
    expect(given).toEqual([action, widget(threadId, 'wid_1', card('old'))]);
  });
});

behaviour(22, 'feedback reaches its hook, on messages and on widgets', async () => {
  const { server, threadId: thread_id } = await withWidget();
  await server.call('items.feedback', { thread_id, item_ids: ['msg_a'], kind: 'positive' });
  await server.call('items.feedback', { thread_id, item_ids: ['wid_1'], kind: 'negative' });
  expect(server.feedback).toEqual([
    { threadId: thread_id, itemIds: ['msg_a'], kind: 'positive' },
    { threadId: thread_id, itemIds: ['wid_1'], kind: 'negative' },
  ]);
});

describe('questions to the person', () => {
  /** A thread that waits for answers; whatever it gets next is answered with `follow`. */
  async function asking(follow: (threadId: string) => ThreadStreamEvent[]) {
    const server = new SampleServer();
    server.respondWith = async function* (thread, message) {
      if (message) yield done(questions(thread.id));
      else yield* follow(thread.id);
    };
    const threadId = threadIdOf(await server.stream('threads.create', { input: input('hello') }));
    const submit = (given: object) =>
      server.stream('threads.add_structured_input', {
        thread_id: threadId,
        item_id: 'msg_questions',
        input: given,
      });
    const stored = async (): Promise<StructuredInputItem> => {
      const item = await server.store.loadItem({ userId: 'alice' }, threadId, 'msg_questions');
      if (item.type !== 'structured_input') throw new Error(item.type);
      return item;
    };
    return { server, submit, stored };
  }
  const answersOf = (item: StructuredInputItem) => item.inputs.map((question) => question.answer);

  behaviour(17, 'take answers that are not among the options, and the turn goes on', async () => {
    const { server, submit, stored } = await asking((id) => [done(answer(id, 'msg_a'))]);
    const events = await submit({
      answers: { subject: { values: ['Isaac'] }, details: { values: ['sensors'] } },
    });
    expect(short(events)).toEqual(['SO', 'IP(structured_input)', 'ID(assistant_message)']);
    const item = await stored();
    expect(item.status).toBe('answered');
    expect(answersOf(item)).toEqual([
      { values: ['Isaac'], skipped: false },
      { values: ['sensors'], skipped: false },
    ]);
    expect(events[1]).toEqual({ type: 'thread.item.replaced', item });
    expect(server.responded.at(-1)).toBeNull();
  });

  behaviour(18, 'count as skipped where there is no answer', async () => {
    const { submit, stored } = await asking(() => []);
    expect(short(await submit({ answers: { subject: { values: ['ROS 2'] } } }))).toEqual([
      'SO',
      'IP(structured_input)',
    ]);
    expect(answersOf(await stored())).toEqual([
      { values: ['ROS 2'], skipped: false },
      { values: [], skipped: true },
    ]);
  });

  behaviour(19, 'ignore answers to questions that nobody asked', async () => {
    const { submit, stored } = await asking(() => []);
    const events = await submit({ answers: { subject: { values: ['ROS 2'] }, other: { values: ['x'] } } });
    expect(short(events)).toEqual(['SO', 'IP(structured_input)']);
    expect(answersOf(await stored())).toEqual([
      { values: ['ROS 2'], skipped: false },
      { values: [], skipped: true },
    ]);
    expect(JSON.stringify(await stored())).not.toContain('other');
  });

  behaviour(
    20,
    'keep one answer to a single choice, also when the same questions are sent again',
    async () => {
      const { submit, stored } = await asking((id) => [done(questions(id))]);
      const events = await submit({ answers: { subject: { values: ['ROS 2', 'Gazebo'] } } });
      // The questions that are sent again, unanswered, take nothing back and are not shown (spec 5.1).
      expect(short(events)).toEqual(['SO', 'IP(structured_input)']);
      const item = await stored();
      expect(events[1]).toEqual({ type: 'thread.item.replaced', item });
      expect([item.status, answersOf(item)]).toEqual([
        'answered',
        [
          { values: ['ROS 2'], skipped: false },
          { values: [], skipped: true },
        ],
      ]);
    },
  );
});
