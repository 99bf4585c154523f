import { ToolInputGuardrailTripwireTriggered, ToolOutputGuardrailTripwireTriggered } from '@openai/agents';
import { describe, expect, test } from 'vitest';
import { accumulateText, type StreamingText } from '@/lib/chatkit/agents/accumulate-text';
import { Citations } from '@/lib/chatkit/agents/citations';
import { streamAgentResponse } from '@/lib/chatkit/agents/stream-agent-response';
import type { Task, WidgetRoot } from '@/lib/chatkit/protocol';
import { CustomStreamError } from '@/lib/chatkit/server/errors';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import {
  added,
  annotationAdded,
  at,
  bridged,
  done,
  finished,
  functionCall,
  imageCall,
  message,
  outcome,
  outline,
  outputText,
  partAdded,
  partialImage,
  plainDelta,
  plainDone,
  raw,
  reasoning,
  request,
  steps,
  testContext,
  textDelta,
  textDone,
  thoughtDelta,
  thoughtDone,
  thread,
  updates,
  widgetItem,
} from '../../../support/agent-run';
import { gate } from '../../../support/gate';

const task = (title: string): Task => ({ type: 'custom', title, status_indicator: 'none' });
const url = {
  type: 'url_citation' as const,
  url: 'https://x.test',
  title: 'X',
  start_index: 0,
  end_index: 5,
};

describe('what tools send', () => {
  test('T2: is what it was when it was sent, and each task is shown once', async () => {
    const context = testContext();
    const events = await bridged(context, [
      () => {
        context.addWorkflowTask(task('one'));
        context.addWorkflowTask(task('two'));
        context.endWorkflow();
      },
    ]);
    expect(outline(events)).toEqual(['added workflow_1', 'task.added workflow_1', 'done workflow_1']);
    const [first] = events;
    expect(first?.type === 'thread.item.added' && first.item).toMatchObject({
      workflow: { tasks: [task('one')] },
    });
    expect(finished(events, 'workflow').workflow.tasks).toEqual([task('one'), task('two')]);
  });

  test('T9: a workflow that a tool began and ended is over, whoever reads it when', async () => {
    const context = testContext();
    const item = {
      type: 'workflow' as const,
      id: 'wf',
      thread_id: 'thr_1',
      created_at: at,
      workflow: { type: 'custom' as const, tasks: [task('one')], expanded: false },
    };
    context.stream({ type: 'thread.item.added', item });
    context.stream({ type: 'thread.item.done', item });
    expect(context.workflowItem).toBeUndefined();
    const events = await bridged(context, [added(message('m')), done(message('m', [outputText('Hi')]))]);
    expect(outline(events)).toEqual(['added wf', 'done wf', 'added message_1', 'done message_1']);
  });

  test('T17: a workflow that begins ends the one before it', async () => {
    const context = testContext();
    const events = await bridged(context, [
      added(reasoning('rs_1')),
      thoughtDone('rs_1', 'Hm.'),
      () => context.startWorkflow({ type: 'custom', tasks: [task('search')], expanded: false }),
      () => context.endWorkflow({ title: 'Searched' }, true),
    ]);
    expect(outline(events)).toEqual([
      'added workflow_1',
      'task.added workflow_1',
      'done workflow_1',
      'added workflow_2',
      'done workflow_2',
    ]);
  });

  test('T21: comes before the failure of the run', async () => {
    const context = testContext();
    const { events, error } = await outcome(context, [
      () => {
        context.progress('One');
        context.progress('Two', 'search');
        throw new Error('broken');
      },
    ]);
    expect(events).toEqual([
      { type: 'progress_update', text: 'One' },
      { type: 'progress_update', text: 'Two', icon: 'search' },
    ]);
    expect(error).toEqual(new Error('broken'));
  });

  test('ends a workflow when the student sees it, and not when it is for the client or the model', async () => {
    const context = testContext();
    context.addWorkflowTask(task('one'));
    context.progress('Working');
    context.clientEffect('blink', { times: 2 });
    context.stream({
      type: 'thread.item.done',
      item: { type: 'hidden_context_item', id: 'h', thread_id: 'thr_1', created_at: at, content: 'psst' },
    });
    expect(context.workflowItem?.id).toBe('workflow_1');
    context.stream({ type: 'thread.item.done', item: widgetItem('w') });
    expect(context.workflowItem).toBeUndefined();
  });

  test('an item that is begun and never finished is taken back', async () => {
    const context = testContext();
    const events = await bridged(context, [
      () => context.stream({ type: 'thread.item.added', item: widgetItem('w') }),
    ]);
    expect(outline(events)).toEqual(['added w', 'removed w']);
  });

  test('a widget whose states fail tells the tool', async () => {
    const context = testContext();
    async function* states() {
      yield widgetItem('w').widget;
      throw new Error('no more');
    }
    await expect(context.streamWidget(states())).rejects.toThrow('no more');
  });

  test('a task that is not there cannot be updated', () => {
    const context = testContext();
    expect(() => context.updateWorkflowTask(task('x'), 0)).toThrow(RangeError);
    expect(context.addWorkflowTask(task('one'))).toBe(0);
    context.updateWorkflowTask(task('better'), 0);
    expect(() => context.updateWorkflowTask(task('x'), 1)).toThrow(RangeError);
    expect(context.workflowItem?.workflow.tasks).toEqual([task('better')]);
  });

  test('an empty workflow that nobody has seen goes without a trace', async () => {
    const context = testContext();
    context.startWorkflow({ type: 'custom', tasks: [], expanded: false });
    expect(outline(await bridged(context, [added(message('m'))]))).toEqual([
      'added message_1',
      'done message_1',
    ]);
  });
});

describe('messages', () => {
  test('T13: a part ends with its annotations', async () => {
    const events = await bridged(testContext(), [
      added(message('m')),
      partAdded('m'),
      textDelta('m', 'Hello'),
      annotationAdded('m', url),
      textDone('m', 'Hello'),
      done(message('m', [outputText('Hello')])),
    ]);
    const annotation = { type: 'annotation', source: { type: 'url', url: url.url, title: 'X' }, index: 5 };
    expect(updates(events).at(-1)).toMatchObject({
      type: 'assistant_message.content_part.done',
      content: { text: 'Hello', annotations: [annotation] },
    });
    expect(finished(events, 'assistant_message').content[0]?.annotations).toEqual([annotation]);
  });

  test('T14: one id of the provider in every response is one of ours for each message', async () => {
    const once = [added(message('FAKE')), partAdded('FAKE'), textDelta('FAKE', 'Hi')];
    const events = await bridged(testContext(), [
      ...once,
      done(message('FAKE', [outputText('Hi')])),
      plainDone(),
      ...once,
      done(message('FAKE', [outputText('Hi')])),
      plainDone(),
    ]);
    expect(outline(events).filter((line) => /^(added|done)/.test(line))).toEqual([
      'added message_1',
      'done message_1',
      'added message_2',
      'done message_2',
    ]);
  });

  test('T14: another id in each event is still one message', async () => {
    const events = await bridged(testContext(), [
      added(message('a')),
      partAdded('b'),
      textDelta('c', 'Hel'),
      textDelta('d', 'lo'),
      textDone('e', 'Hello'),
      done(message('f', [outputText('Hello')])),
    ]);
    expect(finished(events, 'assistant_message').content[0]?.text).toBe('Hello');
    expect(new Set(outline(events).map((line) => line.split(' ')[1]))).toEqual(new Set(['message_1']));
  });

  test('T31: a message was created when it was begun', async () => {
    let seconds = 0;
    const now = () => {
      seconds += 1;
      return new Date(seconds * 1000);
    };
    const context = testContext({ now });
    const events = await bridged(context, [
      added(message('m')),
      partAdded('m'),
      textDelta('m', 'Hi'),
      done(message('m', [outputText('Hi')])),
    ]);
    const created = events.flatMap((event) => ('item' in event ? [event.item.created_at] : []));
    expect(new Set(created).size).toBe(1);
  });

  test('T19: a refusal is streamed like text, in its own part', async () => {
    const place = { item_id: 'm', output_index: 0, content_index: 1, sequence_number: 0 };
    const events = await bridged(testContext(), [
      added(message('m')),
      partAdded('m'),
      textDelta('m', 'Well.'),
      textDone('m', 'Well.'),
      partAdded('m', 1, true),
      raw({ type: 'response.refusal.delta', delta: 'I ', ...place }),
      raw({ type: 'response.refusal.delta', delta: 'cannot.', ...place }),
      raw({ type: 'response.refusal.done', refusal: 'I cannot.', ...place }),
      done(message('m', [outputText('Well.'), { type: 'refusal', refusal: 'I cannot.' }])),
    ]);
    expect(updates(events).filter((update) => update.type.endsWith('text_delta'))).toMatchObject([
      { content_index: 0, delta: 'Well.' },
      { content_index: 1, delta: 'I' },
      { content_index: 1, delta: ' cannot.' },
    ]);
    expect(finished(events, 'assistant_message').content.map(({ text }) => text)).toEqual([
      'Well.',
      'I cannot.',
    ]);
  });

  test('T20: an annotation that cannot be shown is dropped and reported', async () => {
    const dropped: unknown[] = [];
    const unknown = JSON.parse('{"type":"hologram_citation","depth":3}');
    const path = { type: 'file_path' as const, file_id: 'f', index: 0 };
    const events = await bridged(
      testContext(),
      [
        added(message('m')),
        partAdded('m'),
        textDelta('m', 'Hello'),
        annotationAdded('m', unknown),
        annotationAdded('m', path),
        annotationAdded('m', null),
        annotationAdded('m', url),
        done(message('m', [outputText('Hello', [unknown, url])])),
      ],
      { onDropped: (annotation) => dropped.push(annotation) },
    );
    expect(dropped).toEqual([unknown, path, null, unknown]);
    expect(finished(events, 'assistant_message').content[0]?.annotations).toHaveLength(1);
  });

  test('markers are citations in every part, and places after them move with the text', async () => {
    const context = testContext();
    context.citations.number('a', { type: 'url', title: 'Lesson', url: 'https://l.test' });
    const end = 'Nodes talk [1] over topics'.length;
    const events = await bridged(context, [
      added(message('m')),
      partAdded('m'),
      textDelta('m', 'Nodes talk ['),
      textDelta('m', '1] over topics'),
      annotationAdded('m', { ...url, end_index: end }),
      textDone('m', 'Nodes talk [1] over topics'),
      partAdded('m', 1),
      textDelta('m', 'and so [1]', 1),
      textDone('m', 'and so [1]', 1),
      done(
        message('m', [
          outputText('Nodes talk [1] over topics', [{ ...url, end_index: end }]),
          outputText('and so [1]'),
        ]),
      ),
    ]);
    const { content } = finished(events, 'assistant_message');
    expect(content.map(({ text }) => text)).toEqual(['Nodes talk over topics', 'and so']);
    expect(content.map((part) => part.annotations.map(({ index }) => index))).toEqual([[10, 22], [6]]);
  });

  test('what a server says only at the end is said', async () => {
    const events = await bridged(testContext(), [done(message('m', [outputText('All at once')]))]);
    expect(outline(events)).toEqual(['done message_1']);
    expect(finished(events, 'assistant_message').content[0]?.text).toBe('All at once');
  });

  test('what comes after the end of a message is ignored', async () => {
    const events = await bridged(testContext(), [
      added(message('m')),
      done(message('m')),
      textDelta('m', 'late'),
      textDone('m', 'late'),
      annotationAdded('m', url),
    ]);
    expect(outline(events)).toEqual(['added message_1', 'done message_1']);
  });
});

describe('models with normalised events alone', () => {
  test('text and the refusal after it are two parts of one message', async () => {
    const events = await bridged(testContext(), [
      plainDelta('Well.'),
      plainDone({ text: 'Well.' }, { refusal: 'No.' }),
    ]);
    expect(finished(events, 'assistant_message').content.map(({ text }) => text)).toEqual(['Well.', 'No.']);
  });

  test('an answer that was not streamed is one all the same', async () => {
    const events = await bridged(testContext(), [plainDone({ text: 'All at once' }), plainDone()]);
    expect(finished(events, 'assistant_message').content[0]?.text).toBe('All at once');
  });
});

describe('reasoning', () => {
  test('T16: a second thought that reads like the first has its own place', async () => {
    const events = await bridged(testContext(), [
      added(reasoning('rs_1')),
      thoughtDone('rs_1', 'Hm.'),
      thoughtDone('rs_1', 'Hm.', 1),
      thoughtDelta('rs_1', 'never streamed', 2),
    ]);
    expect(updates(events)).toMatchObject([{ task_index: 0 }, { task_index: 1 }]);
  });

  test('goes on in the workflow of a tool', async () => {
    const context = testContext();
    context.addWorkflowTask(task('search'));
    const events = await bridged(context, [added(reasoning('rs_1')), thoughtDone('rs_1', 'Hm.')]);
    expect(finished(events, 'workflow').workflow.tasks.map(({ type }) => type)).toEqual([
      'custom',
      'thought',
    ]);
  });
});

describe('images', () => {
  test('T18: two at once do not mix', async () => {
    const events = await bridged(testContext(), [
      added(imageCall('a', null)),
      added(imageCall('b', null)),
      partialImage('a', 0, 'QQ=='),
      done(imageCall('b', 'Qg==')),
      done(imageCall('a', 'QUE=')),
    ]);
    expect(outline(events)).toEqual([
      'added message_1',
      'added message_2',
      'updated message_1',
      'done message_2',
      'done message_1',
    ]);
    expect(updates(events)).toMatchObject([{ progress: 0 }]);
  });

  test('T18: one that failed, or was never finished, is taken back', async () => {
    const failed = await bridged(testContext(), [added(imageCall('a', null)), done(imageCall('a', null))]);
    expect(outline(failed)).toEqual(['added message_1', 'removed message_1']);
    const unfinished = await bridged(testContext(), [added(imageCall('a', null))]);
    expect(outline(unfinished)).toEqual(['added message_1', 'removed message_1']);
    const { events } = await outcome(testContext(), [
      added(imageCall('a', null)),
      () => Promise.reject(new Error('broken')),
    ]);
    expect(outline(events)).toEqual(['added message_1', 'removed message_1']);
  });
});

describe('client tools', () => {
  test('T15: the call is found by its name, whatever came after it', async () => {
    const context = testContext();
    const events = await bridged(context, [
      functionCall('open_lesson', 'call_1'),
      functionCall('search', 'call_2'),
      () => context.callClientTool('open_lesson', {}),
    ]);
    expect(finished(events, 'client_tool_call')).toMatchObject({ id: 'tool_call_1', call_id: 'call_1' });
  });

  test('T15: a provider without call ids gets one of ours', async () => {
    const context = testContext();
    const events = await bridged(context, [
      functionCall('open_lesson', ''),
      () => context.callClientTool('open_lesson', {}),
    ]);
    expect(finished(events, 'client_tool_call').call_id).toMatch(/^tool_call_/);
  });

  test('one in a turn: a second is refused', () => {
    const context = testContext();
    context.callClientTool('one', {});
    expect(() => context.callClientTool('two', {})).toThrow('waiting');
  });

  test('one that a failed run asked for is not called', async () => {
    const context = testContext();
    const { events } = await outcome(context, [
      () => context.callClientTool('one', {}),
      () => Promise.reject(new Error('broken')),
    ]);
    expect(events).toEqual([]);
    expect(context.clientToolCall).toBeUndefined();
  });
});

describe('guardrails', () => {
  test('T47: what was shown goes in the order in which it came, and the person reads why', async () => {
    const output = { behavior: { type: 'throwException' as const } };
    const tripwires = [
      new ToolInputGuardrailTripwireTriggered('in', { guardrail: { type: 'tool_input', name: 'g' }, output }),
      new ToolOutputGuardrailTripwireTriggered('out', {
        guardrail: { type: 'tool_output', name: 'g' },
        output,
      }),
    ];
    for (const tripwire of tripwires) {
      const context = testContext();
      const { events, error } = await outcome(
        context,
        [
          added(reasoning('rs')),
          added(message('m')),
          () => context.stream({ type: 'thread.item.done', item: widgetItem('w') }),
          added(imageCall('ig', null)),
          () => Promise.reject(tripwire),
        ],
        { guardrailText: 'Not that.' },
      );
      expect(outline(events.slice(-4))).toEqual([
        'removed workflow_1',
        'removed message_1',
        'removed w',
        'removed message_2',
      ]);
      expect(error).toEqual(new CustomStreamError('Not that.', false, { end: 'refused' }));
      expect(error instanceof Error && error.cause).toBe(tripwire);
    }
  });
});

describe('a stop', () => {
  test('ends the stream though the run hangs, and nothing is written afterwards', async () => {
    const abort = new AbortController();
    const context = testContext();
    const hang = gate();
    const stream = streamAgentResponse(
      context,
      steps(added(message('m')), () => hang.opened, textDelta('m', 'late')),
      { signal: abort.signal },
    );
    expect((await stream.next()).value).toMatchObject({ type: 'thread.item.added' });
    const next = stream.next();
    abort.abort();
    expect(await next).toEqual({ value: undefined, done: true });
    hang.open();
  });

  test('leaves an unfinished workflow to whoever stopped the turn', async () => {
    const store = new MemoryStore();
    await store.createThread(request.principal, thread, []);
    const abort = new AbortController();
    const thinking = [added(reasoning('rs')), thoughtDone('rs', 'Hm.')];
    const stopped = [...thinking, () => abort.abort()];
    await bridged(testContext({ store }), stopped, { signal: abort.signal });
    const cancelled = Object.assign(steps(...thinking), { cancelled: true });
    for await (const event of streamAgentResponse(testContext({ store }), cancelled)) void event;
    const all = { limit: 10, order: 'asc' } as const;
    expect((await store.listItems(request.principal, thread.id, all)).data).toEqual([]);
  });

  test('before the run began gives nothing', async () => {
    const events = await bridged(testContext(), [added(message('m'))], { signal: AbortSignal.abort() });
    expect(events).toEqual([]);
  });

  test('a reader that leaves is let go', async () => {
    let left = false;
    async function* run() {
      try {
        for (;;) yield added(message('m'));
      } finally {
        left = true;
      }
    }
    for await (const event of streamAgentResponse(testContext(), run())) {
      expect(event.type).toBe('thread.item.added');
      break;
    }
    await new Promise((tick) => setImmediate(tick));
    expect(left).toBe(true);
  });
});

test('a context serves one run after another', async () => {
  const context = testContext();
  const once = [plainDelta('Hi'), plainDone({ text: 'Hi' })];
  const first = await bridged(context, once);
  const second = await bridged(context, once);
  expect(outline(second)).toEqual(outline(first).map((line) => line.replace('message_1', 'message_2')));
});

test('citations that name nothing are counted', () => {
  const citations = new Citations();
  citations.resolve(3);
  expect(citations.droppedMarkers).toBe(1);
});

test('text of a run streams into a widget, whichever way the model speaks', async () => {
  const base: StreamingText = { type: 'Markdown', id: 'text', value: '', streaming: true };
  for (const deltas of [
    [textDelta('m', 'Hello, '), textDelta('m', 'world!')],
    [plainDelta('Hello, '), plainDelta('world!')],
  ]) {
    const context = testContext();
    async function* roots(): AsyncGenerator<WidgetRoot> {
      for await (const text of accumulateText(steps(...deltas), base))
        yield { type: 'Card', children: [text] };
    }
    const events = await bridged(context, [() => context.streamWidget(roots())]);
    expect(outline(events)).toEqual([
      'added message_1',
      'streaming_text.value_delta message_1',
      'streaming_text.value_delta message_1',
      'root.updated message_1',
      'done message_1',
    ]);
  }
});
