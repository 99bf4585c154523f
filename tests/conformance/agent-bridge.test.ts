import { Agent, InputGuardrailTripwireTriggered, OutputGuardrailTripwireTriggered } from '@openai/agents';
import { describe, expect } from 'vitest';
import { accumulateText, type StreamingText } from '@/lib/chatkit/agents/accumulate-text';
import { ModelInputConverter, type Tag } from '@/lib/chatkit/agents/model-input-converter';
import { ResponseConverter } from '@/lib/chatkit/agents/response-converter';
import { streamAgentResponse } from '@/lib/chatkit/agents/stream-agent-response';
import { toModelInput } from '@/lib/chatkit/agents/to-model-input';
import type { Annotation, ThreadItem, UserMessageItem, WidgetRoot } from '@/lib/chatkit/protocol';
import {
  added,
  annotationAdded,
  at,
  bridged,
  card,
  done,
  finished,
  functionCall,
  gate,
  imageCall,
  message,
  type OutputItem,
  outcome,
  outline,
  outputText,
  partAdded,
  partialImage,
  reasoning,
  steps,
  testContext,
  textDelta,
  textDone,
  thoughtDelta,
  thoughtDone,
  updates,
  widgetItem,
} from '../support/agent-run';
import { behaviour } from './catalogue/behaviour';

/** The agent bridge and the converters of the reference's catalogue, with ids of ours where the reference takes the provider's. */

const base = { thread_id: 'thr_1', created_at: at };

const said = (text: string, more: Partial<UserMessageItem> = {}): UserMessageItem => ({
  ...base,
  type: 'user_message',
  id: `msg_${text}`,
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
  ...more,
});

const tagged: UserMessageItem = said('', {
  content: [{ type: 'input_tag', id: 'doc_1', text: 'Hello!', data: {}, interactive: false }],
});

const user = (...texts: string[]) => ({
  type: 'message',
  role: 'user',
  content: texts.map((text) => ({ type: 'input_text', text })),
});

const anyUser = (text: string) => user(expect.stringContaining(text));

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
    expect(updates(events)).toMatchObject([{ component_id: 't', delta: 'Hello, world' }]);
  });

  behaviour(51, 'another state without an id replaces the root', async () => {
    const context = testContext();
    const second = { ...card('Hello, world'), key: 'other' };
    const events = await bridged(context, [() => context.streamWidget(states(card(''), second))]);
    expect(outline(events)).toEqual(['added message_1', 'root.updated message_1', 'done message_1']);
    expect(updates(events)).toEqual([{ type: 'widget.root.updated', widget: second }]);
  });
});

describe('client tools', () => {
  behaviour(52, 'the call has the ids of the provider', async () => {
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
          id: 'fc_123',
          status: 'pending',
          call_id: 'call_123',
          name: 'tool_1',
          arguments: { arg1: 'value1' },
        },
      },
    ]);
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

describe('items as input of a model', () => {
  const answer: ThreadItem = {
    ...base,
    type: 'assistant_message',
    id: 'msg_answer',
    content: [
      { type: 'output_text', text: 'How can I help you?', annotations: [] },
      { type: 'output_text', text: 'Ask away.', annotations: [] },
    ],
  };

  behaviour(54, 'of two quotations only the last is sent', async () => {
    const input = await toModelInput([
      said('Hello!', { quoted_text: 'first quote' }),
      said('I am here', { quoted_text: 'second quote' }),
    ]);
    expect(input).toEqual([user('Hello!'), user('I am here'), anyUser('second quote')]);
    expect(JSON.stringify(input)).not.toContain('first quote');
  });

  behaviour(55, 'no quotation is sent when the last item is not a message of the person', async () => {
    const input = await toModelInput([
      said('Hello!', { quoted_text: 'first quote' }),
      said('I am here', { quoted_text: 'second quote' }),
      answer,
      widgetItem('wd_123'),
    ]);
    expect(input).toHaveLength(4);
    expect(input[2]).toMatchObject({
      role: 'assistant',
      content: [
        { type: 'output_text', text: 'How can I help you?' },
        { type: 'output_text', text: 'Ask away.' },
      ],
    });
    expect(input[3]).toEqual(anyUser('wd_123'));
    expect(JSON.stringify(input[3])).toContain('hi');
    expect(JSON.stringify(input[3])).not.toContain('created_at');
  });

  behaviour(56, 'a tag is named in the message and explained after it', async () => {
    class Converter extends ModelInputConverter {
      override tagToContent(tag: Tag) {
        return { type: 'input_text' as const, text: `Tag: ${tag.text}` };
      }
    }
    const input = await toModelInput(tagged, new Converter());
    expect(input).toEqual([user('@Hello!'), user(expect.any(String), 'Tag: Hello!')]);
  });

  behaviour(57, 'a tag without a converter fails', async () => {
    await expect(toModelInput(tagged)).rejects.toThrow();
  });

  behaviour(58, 'a generated image is a sentence and the image', async () => {
    const image = { id: 'img_1', url: 'https://images.test/1.png' };
    const input = await toModelInput({ ...base, type: 'generated_image', id: 'i', image });
    expect(input).toEqual([
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: expect.any(String) },
          { type: 'input_image', image: image.url, detail: 'auto' },
        ],
      },
    ]);
  });

  behaviour(59, 'an image that is not there is nothing', async () => {
    expect(await toModelInput({ ...base, type: 'generated_image', id: 'i' })).toEqual([]);
  });

  behaviour(60, 'hidden context is wrapped', async () => {
    const input = await toModelInput({ ...base, type: 'hidden_context_item', id: 'h', content: 'psst' });
    expect(input).toEqual([anyUser('<HiddenContext>\npsst\n</HiddenContext>')]);
  });

  behaviour(61, 'hidden context that is an object fails unless converted', async () => {
    const item: ThreadItem = { ...base, type: 'hidden_context_item', id: 'h', content: { harry: 'potter' } };
    class Converter extends ModelInputConverter {
      override hiddenContextToInput() {
        return { type: 'message' as const, role: 'user' as const, content: 'converted' };
      }
    }
    expect(await toModelInput(item, new Converter())).toEqual([
      { type: 'message', role: 'user', content: 'converted' },
    ]);
    await expect(toModelInput(item)).rejects.toThrow();
  });

  behaviour(
    62,
    'a completed client tool call is a call and its output; a quotation before it is lost',
    async () => {
      const call = { ...base, type: 'client_tool_call' as const, name: 'my_tool', arguments: { a: 1 } };
      const input = await toModelInput([
        said('Hello!', { quoted_text: 'a quote' }),
        {
          ...base,
          type: 'task',
          id: 't',
          task: { type: 'custom', title: 'Hello', content: 'World', status_indicator: 'none' },
        },
        { ...call, id: 'tc_1', call_id: 'call_1', status: 'pending' },
        { ...call, id: 'tc_2', call_id: 'call_2', status: 'completed', output: { ok: true } },
      ]);
      expect(input).toMatchObject([
        user('Hello!'),
        anyUser('<Task>\nHello: World\n</Task>'),
        { type: 'function_call', callId: 'call_2', name: 'my_tool', arguments: '{"a":1}' },
        { type: 'function_call_result', callId: 'call_2', output: '{"ok":true}' },
      ]);
    },
  );

  behaviour(63, 'an answered structured input is a line for each question', async () => {
    const input = await toModelInput({
      ...base,
      type: 'structured_input',
      id: 's',
      status: 'answered',
      inputs: [
        {
          type: 'multiple_choice',
          id: 'size',
          question: 'Which size?',
          options: [{ value: 'S' }],
          multiple: false,
          answer: { values: ['S'], skipped: false },
        },
        { type: 'freeform', id: 'n', question: 'A note?', answer: { values: [], skipped: true } },
      ],
    });
    expect(input).toEqual([
      anyUser('<StructuredInput>\n- Which size?: S\n- A note?: skipped\n</StructuredInput>'),
    ]);
    expect(JSON.stringify(input)).toContain('answered');
  });
});

describe('two sources of events', () => {
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

    let settled = false;
    const next = stream.next().then((result) => {
      settled = true;
      return result;
    });
    await new Promise((tick) => setImmediate(tick));
    expect(settled).toBe(false);
    end.open();
    expect(await next).toEqual({ value: undefined, done: true });
  });

  behaviour(65, 'what both sources have is delivered', async () => {
    const context = testContext();
    context.stream({ type: 'thread.item.done', item: widgetItem('widget_1') });
    const events = await bridged(context, [
      added(message('m')),
      partAdded('m'),
      textDelta('m', 'Hello, world!'),
    ]);
    expect(events).toContainEqual({ type: 'thread.item.done', item: widgetItem('widget_1') });
    expect(updates(events)).toContainEqual({
      type: 'assistant_message.content_part.text_delta',
      content_index: 0,
      delta: 'Hello, world!',
    });
  });
});

describe('messages', () => {
  behaviour(66, 'raw events become updates of the message', async () => {
    const events = await bridged(testContext(), [
      added(message('m')),
      partAdded('m'),
      textDelta('m', 'Hello, world!'),
      partAdded('m', 1),
      textDone('m', 'Hello, world!'),
      annotationAdded('m', { type: 'file_citation', file_id: 'file_1', filename: 'file.txt', index: 5 }),
    ]);
    const content = (text: string) => ({ type: 'output_text', text, annotations: [] });
    expect(updates(events).slice(1, 5)).toEqual([
      { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: 'Hello, world!' },
      { type: 'assistant_message.content_part.added', content_index: 1, content: content('') },
      {
        type: 'assistant_message.content_part.done',
        content_index: 0,
        content: content('Hello, world!'),
      },
      {
        type: 'assistant_message.content_part.annotation_added',
        content_index: 0,
        annotation_index: 0,
        annotation: {
          type: 'annotation',
          source: { type: 'file', filename: 'file.txt', title: 'file.txt' },
          index: 5,
        },
      },
    ]);
  });

  const citations = [
    { type: 'file_citation' as const, file_id: 'file_1', filename: '', index: 0 },
    {
      type: 'container_file_citation' as const,
      container_id: 'c',
      file_id: 'file_2',
      filename: 'container.txt',
      start_index: 0,
      end_index: 3,
    },
    { type: 'url_citation' as const, url: 'https://x.test', title: 'X', start_index: 1, end_index: 5 },
  ];

  const annotated = async (list: typeof citations) =>
    updates(
      await bridged(testContext(), [
        added(message('m')),
        partAdded('m'),
        ...list.map((citation) => annotationAdded('m', citation)),
      ]),
    ).filter((update) => update.type === 'assistant_message.content_part.annotation_added');

  behaviour(67, 'an empty file name is dropped, and the numbers stay dense', async () => {
    expect(await annotated(citations)).toMatchObject([
      {
        annotation_index: 0,
        annotation: { index: 3, source: { type: 'file', filename: 'container.txt', title: 'container.txt' } },
      },
      {
        annotation_index: 1,
        annotation: { index: 5, source: { type: 'url', url: 'https://x.test', title: 'X' } },
      },
    ]);
  });

  behaviour(68, 'plain objects are read like typed ones', async () => {
    const plain: typeof citations = JSON.parse(JSON.stringify(citations));
    expect(await annotated(plain)).toEqual(await annotated(citations));
    expect(await annotated(plain)).toHaveLength(2);
  });

  behaviour(69, 'a converter of the application makes the annotations', async () => {
    const calls: string[] = [];
    const own = (name: string): Annotation => {
      calls.push(name);
      return {
        type: 'annotation',
        source: { type: 'entity', id: name, title: name, interactive: false, data: {} },
        index: 0,
      };
    };
    class Converter extends ResponseConverter {
      override fileCitationToAnnotation() {
        return own('file');
      }
      override urlCitationToAnnotation() {
        return Promise.resolve(own('url'));
      }
    }
    const [, , url = null] = citations;
    const events = await bridged(
      testContext(),
      [
        added(message('m')),
        partAdded('m'),
        annotationAdded('m', { type: 'file_citation', file_id: 'f', filename: 'f.txt', index: 0 }),
        done(message('m', [outputText('Hello', [url])])),
      ],
      { converter: new Converter() },
    );
    expect(calls).toEqual(['file', 'url']);
    expect(updates(events)).toContainEqual(
      expect.objectContaining({ annotation: expect.objectContaining({ source: own('file').source }) }),
    );
    expect(finished(events, 'assistant_message').content[0]?.annotations).toEqual([own('url')]);
  });

  behaviour(70, 'a guardrail takes back everything that was shown', async () => {
    const agent = new Agent({ name: 'a' });
    const output = { tripwireTriggered: true, outputInfo: {} };
    const tripwires = [
      new InputGuardrailTripwireTriggered('in', { guardrail: { type: 'input', name: 'g' }, output }),
      new OutputGuardrailTripwireTriggered('out', {
        guardrail: { type: 'output', name: 'g' },
        agent,
        agentOutput: '',
        output,
      }),
    ];
    for (const tripwire of tripwires) {
      const context = testContext();
      const { events, error } = await outcome(context, [
        added(message('1')),
        () => context.stream({ type: 'thread.item.added', item: widgetItem('2') }),
        () => context.stream({ type: 'thread.item.done', item: widgetItem('3') }),
        () => Promise.reject(tripwire),
      ]);
      expect(outline(events.slice(0, 3))).toEqual(['added message_1', 'added 2', 'done 3']);
      expect(outline(events.slice(3)).sort()).toEqual(['removed 2', 'removed 3', 'removed message_1']);
      // The tripwire comes as the cause of what the person reads.
      expect(error instanceof Error && error.cause).toBe(tripwire);
    }
  });

  behaviour(71, 'a finished message has its annotations, and the id of the provider', async () => {
    const search: OutputItem = { type: 'file_search_call', id: 'fs_1', queries: [], status: 'completed' };
    const [, container = null] = citations;
    const events = await bridged(testContext(), [
      done(search),
      done(
        message('msg_1', [
          outputText('Hello!', [
            { type: 'file_citation', file_id: 'f', filename: 'f.txt', index: 0 },
            container,
            { type: 'url_citation', url: 'https://x.test', title: 'X', start_index: 1, end_index: 10 },
            { type: 'file_path', file_id: 'f', index: 0 },
          ]),
          outputText('Can I help you?'),
        ]),
      ),
    ]);
    expect(events).toHaveLength(1);
    const { id, content } = finished(events, 'assistant_message');
    expect(content[0]?.annotations.map(({ index }) => index)).toEqual([0, 3, 10]);
    expect(content[1]).toEqual({ type: 'output_text', text: 'Can I help you?', annotations: [] });
    expect(id).toBe('msg_1');
  });
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
    expect(updates(events)).toMatchObject([
      {
        type: 'generated_image.updated',
        progress: 1 / 3,
        image: { url: 'data:image/png;base64,cGFydA==' },
      },
    ]);
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
    expect(seen).toEqual(['reasoning']);
  });

  behaviour(76, 'a message ends the workflow, which says how long it took', async () => {
    const context = testContext();
    const active: unknown[] = [];
    const events = await bridged(context, [
      added(reasoning('rs_1')),
      thoughtDone('rs_1', 'Thinking 1'),
      added(message('m')),
      () => active.push(context.workflowItem),
    ]);
    expect(outline(events.slice(0, 4))).toEqual([
      'added workflow_1',
      'task.added workflow_1',
      'done workflow_1',
      'added message_1',
    ]);
    expect(finished(events, 'workflow')).toMatchObject({
      workflow: { type: 'reasoning', summary: { duration: 0 }, expanded: false },
    });
    expect(active).toEqual([undefined]);
  });

  behaviour(77, 'a summary that is there stays', async () => {
    const context = testContext();
    const summary = { title: 'Test' };
    context.startWorkflow({ type: 'custom', tasks: [], summary, expanded: false });
    const events = await bridged(context, [added(message('m'))]);
    expect(outline(events.slice(0, 2))).toEqual(['done workflow_1', 'added message_1']);
    expect(finished(events, 'workflow')).toMatchObject({ workflow: { type: 'custom', summary } });
  });
});
