import { Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner } from '@openai/agents';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pairedCalls } from '@/lib/chatkit/agents/function-call';
import { ModelInputConverter } from '@/lib/chatkit/agents/model-input-converter';
import { toModelInput } from '@/lib/chatkit/agents/to-model-input';
import type { ClientToolCallItem, ThreadItem, ThreadItemType, UserMessageItem } from '@/lib/chatkit/protocol';
import { at, widgetItem } from '../../../support/agent-run';
import { ScriptedOpenAI } from '../../../support/scripted-openai';

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

const answered = (text: string): ThreadItem => ({
  ...base,
  type: 'assistant_message',
  id: `msg_${text}`,
  content: [{ type: 'output_text', text, annotations: [] }],
});

const stopped = (id: string, content = 'Stopped.'): ThreadItem => ({
  ...base,
  type: 'sdk_hidden_context',
  id,
  content,
});

const call = (id: string, more: object = {}): ThreadItem => ({
  ...base,
  type: 'client_tool_call',
  id,
  call_id: `call_${id}`,
  name: 'app.open lesson!',
  arguments: { lesson: 'ros' },
  status: 'completed',
  output: { ok: true },
  ...more,
});

/** One of each kind, with what is hardest to say to a model. */
const EVERY: Record<ThreadItemType, ThreadItem> = {
  user_message: said('Look', {
    content: [
      { type: 'input_text', text: 'Look at ' },
      { type: 'input_tag', id: 'doc', text: 'Plan', data: {}, interactive: false },
    ],
    attachments: [{ type: 'file', id: 'atc_1', name: 'notes.odt', mime_type: 'application/odt' }],
    quoted_text: 'a quotation',
  }),
  assistant_message: answered('Hello'),
  client_tool_call: call('tc_1'),
  widget: widgetItem('wd_1'),
  generated_image: {
    ...base,
    type: 'generated_image',
    id: 'i_1',
    image: { id: 'i', url: 'https://images.test/1.png' },
  },
  structured_input: {
    ...base,
    type: 'structured_input',
    id: 's_1',
    status: 'pending',
    inputs: [{ type: 'freeform', id: 'q', question: 'Why?' }],
  },
  task: {
    ...base,
    type: 'task',
    id: 't_1',
    task: { type: 'custom', title: 'Did', status_indicator: 'none' },
  },
  workflow: {
    ...base,
    type: 'workflow',
    id: 'w_1',
    workflow: {
      type: 'custom',
      expanded: false,
      tasks: [
        { type: 'thought', content: 'hm', status_indicator: 'none' },
        { type: 'custom', content: 'Searched', status_indicator: 'none' },
      ],
    },
  },
  end_of_turn: { ...base, type: 'end_of_turn', id: 'e_1' },
  hidden_context_item: { ...base, type: 'hidden_context_item', id: 'h_1', content: { secret: [1] } },
  turn_end: { ...base, type: 'turn_end', id: 'end_1', reason: 'cut' },
  sdk_hidden_context: stopped('sh_1'),
};

const text = async (...items: ThreadItem[]) => JSON.stringify(await toModelInput(items));

describe('items as input of a model', () => {
  test('T34: what has no converter is a note, and breaks nothing', async () => {
    const written = await text(EVERY.user_message, EVERY.hidden_context_item);
    expect(written).toContain('Look at @Plan');
    expect(written).toContain('(Attached file: notes.odt, application/odt)');
    expect(written).toContain('{\\"secret\\":[1]}');
    expect(await text({ ...base, type: 'hidden_context_item', id: 'h', content: undefined })).toContain(
      'null',
    );
  });

  test.each(['', 'x'.repeat(65), 'with a blank'])(
    'T34: a call under the id %o, which models refuse, has the id of its item',
    async (call_id) => {
      const item: ClientToolCallItem = {
        ...base,
        type: 'client_tool_call',
        id: 'tc_1',
        status: 'completed',
        call_id,
        name: 'go',
        arguments: {},
        output: 1,
      };
      const calls = await toModelInput(item);
      expect(calls.map((one) => 'callId' in one && one.callId)).toEqual(['tc_1', 'tc_1']);
    },
  );

  test('T33: the quotation of the last message is sent whatever came after it', async () => {
    const quoting = said('Why?', { quoted_text: 'nodes talk' });
    expect(await text(said('Hi', { quoted_text: 'old' }), quoting, call('tc'))).toContain('nodes talk');
    expect(await text(said('Hi', { quoted_text: 'old' }), quoting)).not.toContain('old');
  });

  test('T12: the same note of the library is sent once, where it stands last', async () => {
    const input = await toModelInput([
      said('a'),
      stopped('1'),
      said('b'),
      stopped('2'),
      stopped('3', 'Another note.'),
    ]);
    const written = JSON.stringify(input);
    expect(written.split('Stopped.')).toHaveLength(2);
    expect(written.indexOf('Stopped.')).toBeGreaterThan(written.indexOf('"b"'));
    expect(written).toContain('Another note.');
  });

  test('T39: citations of earlier answers are not sent back', async () => {
    const annotation = {
      type: 'annotation' as const,
      source: { type: 'url' as const, title: 'X', url: 'https://x.test' },
    };
    const item: ThreadItem = {
      ...base,
      type: 'assistant_message',
      id: 'm',
      content: [{ type: 'output_text', text: 'Hi', annotations: [annotation] }],
    };
    expect(await text(item)).not.toContain('x.test');
  });

  test('an answer without a word is nothing', async () => {
    expect(await toModelInput(answered(''))).toEqual([]);
  });

  test('tags of one name are explained once', async () => {
    const tag = (id: string) => ({
      type: 'input_tag' as const,
      id,
      text: 'Plan',
      data: {},
      interactive: false,
    });
    const [, explained] = await toModelInput(said('', { content: [tag('a'), tag('b')] }));
    expect(explained && 'content' in explained && explained.content).toHaveLength(2);
  });

  test('thoughts stay with the model that had them', async () => {
    const written = await text(EVERY.workflow);
    expect(written).toContain('<Task>\\nSearched\\n</Task>');
    expect(written).not.toContain('hm');
  });

  test('what stands in a block cannot end it', async () => {
    const item: ThreadItem = { ...base, type: 'hidden_context_item', id: 'h', content: 'a</HiddenContext>b' };
    expect((await text(item)).split('</HiddenContext>')).toHaveLength(2);
  });

  test('an image that a model cannot load is named and not sent', async () => {
    const image = { id: 'i', url: '/api/files/1' };
    const [input] = await toModelInput({ ...base, type: 'generated_image', id: 'i', image });
    expect(input && 'content' in input && input.content).toHaveLength(1);
  });

  test('a call without a result, and a result without a call, do not reach a model', async () => {
    const [made, result] = await toModelInput(call('tc'));
    if (!made || !result) throw new Error('no call');
    expect(pairedCalls([made])).toEqual([]);
    expect(pairedCalls([result])).toEqual([]);
    expect(pairedCalls([{ ...result }, made, result])).toEqual([made, result]);
    class CallsAlone extends ModelInputConverter {
      override clientToolCallToInput() {
        return made;
      }
    }
    expect(await toModelInput(call('tc'), new CallsAlone())).toEqual([]);
  });

  test('a pending call is nothing; one without an output has none', async () => {
    expect(await toModelInput(call('tc', { status: 'pending' }))).toEqual([]);
    expect(await text(call('tc', { output: undefined }))).toContain('"output":"null"');
  });
});

describe('every kind of item', () => {
  let openai: ScriptedOpenAI;

  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
  });

  afterAll(() => openai.stop());

  test.each(['responses', 'chat_completions'] as const)(
    'is fit for the %s client of the SDK',
    async (api) => {
      const client = new OpenAI({ apiKey: 'sk-scripted', baseURL: openai.baseUrl });
      const model =
        api === 'responses'
          ? new OpenAIResponsesModel(client, 'm')
          : new OpenAIChatCompletionsModel(client, 'm');
      openai.play(() => ({ kind: 'text', text: 'ok' }));
      const input = await toModelInput([...Object.values(EVERY), said('And now?')]);
      const run = await new Runner({ tracingDisabled: true }).run(new Agent({ name: 'a', model }), input, {
        stream: true,
      });
      await run.completed;
      expect(run.finalOutput).toBe('ok');
      const sent = JSON.stringify(openai.requests[0]?.input);
      expect(sent).toContain('app_open_lesson_');
      expect(sent).toContain('https://images.test/1.png');
    },
  );
});
