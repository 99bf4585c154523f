import { describe, expect } from 'vitest';
import { accumulateText, type StreamingText } from '@/lib/chatkit/agents/accumulate-text';
import { ResponseConverter } from '@/lib/chatkit/agents/response-converter';
import { streamAgentResponse } from '@/lib/chatkit/agents/stream-agent-response';
import type { ThreadStreamEvent, WidgetRoot } from '@/lib/chatkit/protocol';
import {
  added,
  at,
  bridged,
  card,
  done,
  finished,
  functionCall,
  imageCall,
  message,
  outline,
  partAdded,
  partialImage,
  reasoning,
  steps,
  testContext,
  textDelta,
  thoughtDelta,
  thoughtDone,
  updates,
  widgetItem,
} from '../support/agent-run';
import { gate } from '../support/gate';
import { behaviour } from './catalogue/behaviour';

/** The agent bridge of the reference's catalogue, but for messages. */

const base = { thread_id: 'thr_1', created_at: at };

async function* states(...roots: WidgetRoot[]): AsyncGenerator<WidgetRoot> {
  yield* roots;
}

describe('widgets of a tool', () => {
  behaviour(49, 'a plain widget is done at once', async () => {
    const context = testContext();
    const events = await bridged(context, [() => context.streamWidget(card('hi'))]);
    expect(events).toEqual([
      {
        type: 'thread.item.done',
        item: { ...base, type: 'widget', id: 'message_1', widget: card('hi') },
      },
    ]);
  });

  behaviour(50, 'text that grows is a delta', async () => {
    const context = testContext();
    const events = await bridged(context, [
      () => context.streamWidget(states(card('', 't'), card('Hello, world', 't'))),
    ]);
    expect(outline(events)).toEqual([
      'added message_1',
      'streaming_text.value_delta message_1',
      'done message_1',
    ]);
    expect(updates(events)).toEqual([
      {
        type: 'widget.streaming_text.value_delta',
        component_id: 't',
        delta: 'Hello, world',
        // Done, as it says nothing of more to come.
        done: true,
      },
    ]);
    expect(events[0]).toMatchObject({ item: { widget: card('', 't') } });
    expect(finished(events, 'widget').widget).toEqual(card('Hello, world', 't'));
  });

  behaviour(51, 'another state without an id replaces the root', async () => {
    const context = testContext();
    const second = { ...card('Hello, world'), key: 'other' };
    const events = await bridged(context, [() => context.streamWidget(states(card(''), second))]);
    expect(outline(events)).toEqual(['added message_1', 'root.updated message_1', 'done message_1']);
    expect(updates(events)).toEqual([{ type: 'widget.root.updated', widget: second }]);
    expect(finished(events, 'widget').widget).toEqual(second);
  });
});

describe('client tools', () => {
  behaviour(52, 'the call has the ids of the provider', async ({ differs }) => {
    const context = testContext();
    const events = await bridged(context, [
      functionCall('tool_1', 'call_123', 'fc_123'),
      () => context.callClientTool('tool_1', { arg1: 'value1' }),
    ]);
    expect(events).toEqual([
      {
        type: 'thread.item.done',
        item: {
          ...base,
          type: 'client_tool_call',
          id: expect.any(String),
          status: 'pending',
          call_id: 'call_123',
          name: 'tool_1',
          arguments: { arg1: 'value1' },
        },
      },
    ]);
    const { id } = finished(events, 'client_tool_call');
    differs({
      reference: () => expect(id).toBe('fc_123'),
      ours: () => expect(id).toBe('tool_call_1'),
    });
  });
});

describe('text of a run as states of a component', () => {
  behaviour(53, 'the base, all text so far after each delta, and the whole at last', async () => {
    const text: StreamingText = { type: 'Text', id: 'text', value: '', streaming: true };
    const run = steps(textDelta('m', 'Hello, '), textDelta('m', 'world!'));
    const seen: StreamingText[] = [];
    for await (const state of accumulateText(run, text)) seen.push(state);
    expect(seen).toEqual([
      text,
      { ...text, value: 'Hello, ' },
      { ...text, value: 'Hello, world!' },
      { ...text, value: 'Hello, world!', streaming: false },
    ]);
  });
});

describe('two sources of events', () => {
  /** Whether the next event is not there, however long one waits: only the run can bring it. */
  async function isPending(next: Promise<unknown>): Promise<boolean> {
    let settled = false;
    void next.then(() => {
      settled = true;
    });
    for (let turn = 0; turn < 5; turn += 1) await new Promise((tick) => setImmediate(tick));
    return !settled;
  }

  behaviour(64, 'what a tool sends comes through while the run is idle', async () => {
    const context = testContext();
    const end = gate();
    const stream = streamAgentResponse(
      context,
      steps(() => end.opened),
    );
    context.stream({ type: 'thread.item.added', item: widgetItem('widget_1') });
    const first = await stream.next();
    expect(first.value).toEqual({ type: 'thread.item.added', item: widgetItem('widget_1') });
    context.stream({ type: 'thread.item.done', item: widgetItem('widget_1') });
    await stream.next();

    const next = stream.next();
    expect(await isPending(next)).toBe(true);
    end.open();
    expect(await next).toEqual({ value: undefined, done: true });
  });

  behaviour(
    65,
    'what both sources have is delivered, and then the end of the run is waited for',
    async () => {
      const context = testContext();
      const end = gate();
      context.stream({ type: 'thread.item.added', item: widgetItem('widget_1') });
      const stream = streamAgentResponse(
        context,
        steps(added(message('m')), partAdded('m'), textDelta('m', 'Hello, world!'), () => end.opened),
      );
      const events: ThreadStreamEvent[] = [];
      for (let count = 0; count < 4; count += 1) {
        const { value } = await stream.next();
        if (value) events.push(value);
      }
      expect(events).toContainEqual({ type: 'thread.item.added', item: widgetItem('widget_1') });
      expect(updates(events)).toContainEqual({
        type: 'assistant_message.content_part.text_delta',
        content_index: 0,
        delta: 'Hello, world!',
      });

      const next = stream.next();
      expect(await isPending(next)).toBe(true);
      end.open();
      expect((await next).value).toMatchObject({ update: { type: 'assistant_message.content_part.done' } });
      for await (const event of stream) events.push(event);
      expect(outline(events.slice(4))).toEqual(['done message_1', 'removed widget_1']);
    },
  );
});

describe('generated images', () => {
  behaviour(72, 'an image is added, and done as a data URL', async () => {
    const events = await bridged(testContext(), [
      added(imageCall('ig_1', null)),
      done(imageCall('ig_1', 'dGVzdA==')),
    ]);
    expect(events).toEqual([
      { type: 'thread.item.added', item: { ...base, type: 'generated_image', id: 'message_1' } },
      {
        type: 'thread.item.done',
        item: {
          ...base,
          type: 'generated_image',
          id: 'message_1',
          image: { id: 'ig_1', url: 'data:image/png;base64,dGVzdA==' },
        },
      },
    ]);
  });

  behaviour(73, 'the application may say where an image is', async () => {
    const calls: unknown[][] = [];
    class Converter extends ResponseConverter {
      override async base64ImageToUrl(...args: [string, string, number | null]) {
        calls.push(args);
        return `https://images.test/${args[0]}`;
      }
    }
    const events = await bridged(
      testContext(),
      [added(imageCall('ig_1', null)), done(imageCall('ig_1', 'dGVzdA=='))],
      { converter: new Converter() },
    );
    expect(calls).toEqual([['ig_1', 'dGVzdA==', null]]);
    expect(finished(events, 'generated_image')).toMatchObject({
      image: { url: 'https://images.test/ig_1' },
    });
  });

  behaviour(74, 'partial images say how far it is', async () => {
    const events = await bridged(
      testContext(),
      [
        added(imageCall('ig_1', null)),
        partialImage('ig_1', 1, 'cGFydA=='),
        done(imageCall('ig_1', 'dGVzdA==')),
      ],
      { converter: new ResponseConverter({ partialImages: 3 }) },
    );
    expect(outline(events)).toEqual(['added message_1', 'updated message_1', 'done message_1']);
    expect(updates(events)).toEqual([
      {
        type: 'generated_image.updated',
        progress: 1 / 3,
        image: { id: 'ig_1', url: 'data:image/png;base64,cGFydA==' },
      },
    ]);
    expect(events[0]).not.toHaveProperty('item.image');
    expect(finished(events, 'generated_image').image).toEqual({
      id: 'ig_1',
      url: 'data:image/png;base64,dGVzdA==',
    });
  });
});

describe('workflows', () => {
  const thought = (content: string) => ({ type: 'thought', content, status_indicator: 'none' });

  behaviour(75, 'the first thought streams, the second comes whole', async () => {
    const context = testContext();
    const seen: (string | undefined)[] = [];
    const events = await bridged(context, [
      added(reasoning('rs_1')),
      thoughtDelta('rs_1', 'Think'),
      thoughtDelta('rs_1', 'ing 1'),
      thoughtDone('rs_1', 'Thinking 1'),
      thoughtDelta('rs_1', 'Think', 1),
      thoughtDelta('rs_1', 'ing 2', 1),
      thoughtDone('rs_1', 'Thinking 2', 1),
      () => seen.push(context.workflowItem?.workflow.type),
    ]);
    expect(outline(events.slice(0, 5))).toEqual([
      'added workflow_1',
      'task.added workflow_1',
      'task.updated workflow_1',
      'task.updated workflow_1',
      'task.added workflow_1',
    ]);
    expect(updates(events)).toMatchObject([
      { task_index: 0, task: thought('Think') },
      { task_index: 0, task: thought('Thinking 1') },
      { task_index: 0, task: thought('Thinking 1') },
      { task_index: 1, task: thought('Thinking 2') },
    ]);
    expect(events[0]).toMatchObject({ item: { workflow: { type: 'reasoning', tasks: [] } } });
    expect(seen).toEqual(['reasoning']);
  });

  behaviour(76, 'a message ends the workflow, which says how long it took', async () => {
    let now = Date.parse(at);
    const context = testContext({ now: () => new Date(now) });
    const active: unknown[] = [];
    const events = await bridged(context, [
      added(reasoning('rs_1')),
      thoughtDone('rs_1', 'Thinking 1'),
      () => {
        now += 2_999;
      },
      added(message('m')),
      () => active.push(context.workflowItem),
    ]);
    expect(outline(events.slice(0, 4))).toEqual([
      'added workflow_1',
      'task.added workflow_1',
      'done workflow_1',
      'added message_1',
    ]);
    expect(finished(events, 'workflow').workflow).toEqual({
      type: 'reasoning',
      tasks: [thought('Thinking 1')],
      // Whole seconds, rounded down.
      summary: { duration: 2 },
      expanded: false,
    });
    expect(active).toEqual([undefined]);
  });

  behaviour(77, 'a summary that is there stays', async () => {
    const context = testContext();
    const summary = { title: 'Test' };
    context.startWorkflow({ type: 'custom', tasks: [], summary, expanded: false });
    const events = await bridged(context, [added(message('m'))]);
    expect(outline(events.slice(0, 2))).toEqual(['done workflow_1', 'added message_1']);
    expect(finished(events, 'workflow').workflow).toEqual({
      type: 'custom',
      tasks: [],
      summary,
      expanded: false,
    });
  });
});
