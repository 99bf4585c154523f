import { describe, expect } from 'vitest';
import { ModelInputConverter, type Tag } from '@/lib/chatkit/agents/model-input-converter';
import { toModelInput } from '@/lib/chatkit/agents/to-model-input';
import type { ThreadItem, UserMessageItem } from '@/lib/chatkit/protocol';
import { at, widgetItem } from '../support/agent-run';
import { behaviour } from './catalogue/behaviour';

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

  behaviour(
    55,
    'no quotation is sent when the last item is not a message of the person',
    async ({ differs }) => {
      const input = await toModelInput([
        said('Hello!', { quoted_text: 'first quote' }),
        said('I am here', { quoted_text: 'second quote' }),
        answer,
        widgetItem('wd_123'),
      ]);
      const isQuotation = (one: unknown) => JSON.stringify(one).includes('second quote');
      differs({
        reference: () => expect(input.some(isQuotation)).toBe(false),
        ours: () => expect(input.findIndex(isQuotation)).toBe(2),
      });
      const others = input.filter((one) => !isQuotation(one));
      expect(others).toEqual([
        user('Hello!'),
        user('I am here'),
        expect.objectContaining({
          type: 'message',
          role: 'assistant',
          content: [
            { type: 'output_text', text: 'How can I help you?' },
            { type: 'output_text', text: 'Ask away.' },
          ],
        }),
        anyUser('wd_123'),
      ]);
      expect(JSON.stringify(input)).not.toContain('first quote');
      const widget = JSON.stringify(others.at(-1));
      expect(widget).toContain('hi');
      expect(widget).not.toContain('created_at');
    },
  );

  behaviour(56, 'a tag is named in the message and explained after it', async () => {
    class Converter extends ModelInputConverter {
      override tagToContent(tag: Tag) {
        return { type: 'input_text' as const, text: `Tag: ${tag.text}` };
      }
    }
    const input = await toModelInput(tagged, new Converter());
    expect(input).toEqual([user('@Hello!'), user(expect.any(String), 'Tag: Hello!')]);
  });

  behaviour(57, 'a tag without a converter fails', ({ differs }) => {
    differs({
      reference: () => expect(toModelInput(tagged)).rejects.toThrow(),
      ours: async () =>
        expect(await toModelInput(tagged)).toEqual([user('@Hello!'), user(expect.any(String), 'Hello!')]),
    });
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

  behaviour(61, 'hidden context that is an object fails unless converted', async ({ differs }) => {
    const item: ThreadItem = { ...base, type: 'hidden_context_item', id: 'h', content: { harry: 'potter' } };
    class Converter extends ModelInputConverter {
      override hiddenContextToInput() {
        return { type: 'message' as const, role: 'user' as const, content: 'converted' };
      }
    }
    expect(await toModelInput(item, new Converter())).toEqual([
      { type: 'message', role: 'user', content: 'converted' },
    ]);
    differs({
      reference: () => expect(toModelInput(item)).rejects.toThrow(),
      ours: async () =>
        expect(await toModelInput(item)).toEqual([
          anyUser('<HiddenContext>\n{"harry":"potter"}\n</HiddenContext>'),
        ]),
    });
  });

  behaviour(
    62,
    'a completed client tool call is a call and its output; a quotation before it is lost',
    async ({ differs }) => {
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
      const isQuotation = (one: unknown) => JSON.stringify(one).includes('a quote');
      differs({
        reference: () => expect(input.some(isQuotation)).toBe(false),
        ours: () => expect(input.findIndex(isQuotation)).toBe(1),
      });
      expect(input.filter((one) => !isQuotation(one))).toEqual([
        user('Hello!'),
        anyUser('<Task>\nHello: World\n</Task>'),
        expect.objectContaining({
          type: 'function_call',
          callId: 'call_2',
          name: 'my_tool',
          arguments: '{"a":1}',
        }),
        expect.objectContaining({ type: 'function_call_result', callId: 'call_2', output: '{"ok":true}' }),
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
