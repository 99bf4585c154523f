import { Agent, type AgentInputItem, type AgentOutputType, OpenAIChatCompletionsModel } from '@openai/agents';
import fc from 'fast-check';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { GuideModel } from '@/lib/tutor/guide/guide-model';
import { systemPrompt } from '@/lib/tutor/system-prompt';
import { modelInputFilter, visibleModelInput } from '@/lib/tutor/visible-model-input';
import { ALL_CONTROL_TOKENS } from '../../support/hostile-texts/control-tokens';
import { stringsIn } from '../../support/hostile-texts/gullible-model';

const HIDDEN = '\u200B\u{E0041}\u202E';

test('nothing hidden reaches a model, from wherever it comes', async () => {
  const input: AgentInputItem[] = [
    {
      role: 'user',
      content: [
        { type: 'input_text', text: `What${HIDDEN}?` },
        { type: 'input_file', file: 'data:text/plain;base64,eA==', filename: `a${HIDDEN}.txt` },
      ],
    },
    { role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: `This${HIDDEN}.` }] },
    {
      type: 'function_call_result',
      callId: 'call_1',
      name: 'search',
      status: 'completed',
      output: JSON.stringify({ text: `A topic${HIDDEN}` }),
    },
  ];
  const agent = new Agent<unknown, AgentOutputType>({ name: 'any' });
  const modelData = { input, instructions: `Rules${HIDDEN}` };
  const given = await visibleModelInput({ modelData, agent, context: undefined });
  expect(JSON.stringify(given)).not.toMatch(/[\u200B\u202E\u{E0041}]/u);
  expect(given.instructions).toBe('Rules');
  expect(given.input).toHaveLength(3);
});

describe('on a server that puts what it gets into a template', () => {
  const filter = modelInputFilter({
    answer: new OpenAIChatCompletionsModel(new OpenAI({ apiKey: 'none' }), 'any'),
  });
  const agent = new Agent<unknown, AgentOutputType>({ name: 'any' });
  const filtered = (input: AgentInputItem[], instructions = 'Rules') =>
    filter({ modelData: { input: structuredClone(input), instructions }, agent, context: undefined });

  const token = fc.constantFrom(...ALL_CONTROL_TOKENS);
  const hidden = fc.constantFrom('', '\u200B', '\u{E0041}', '\u00AD', '\u202E\u2060');
  const written = fc.tuple(token, hidden).map(([text, mark]) => `a${[...text].join(mark)}b`);
  const tokensIn = (value: unknown) =>
    [...stringsIn(value)].flatMap((text) => ALL_CONTROL_TOKENS.filter((known) => text.includes(known)));

  test('no place holds a control token, also not in its JSON, nor two parts together', async () => {
    await fc.assert(
      fc.asyncProperty(written, fc.nat(20), async (text, cut) => {
        const json = JSON.stringify({ [text]: [text, 1e21] });
        const escaped = json.replaceAll('<', '\\u003c').replaceAll('[INST', '\\u005bINST');
        const given = await filtered(
          [
            { role: 'user', content: text },
            {
              role: 'user',
              content: [
                { type: 'input_text', text: text.slice(1, cut) },
                { type: 'input_image', image: 'data:image/png;base64,eA==' },
                { type: 'input_text', text: ` ${text.slice(cut)}` },
                { type: 'input_file', file: 'data:text/plain;base64,eA==', filename: text },
              ],
            },
            { role: 'assistant', status: 'completed', content: [{ type: 'output_text', text }] },
            { type: 'function_call', callId: text, name: text, arguments: escaped },
            { type: 'function_call_result', callId: text, name: text, status: 'completed', output: escaped },
            {
              type: 'function_call_result',
              callId: 'call_2',
              name: 'search',
              status: 'completed',
              output: { type: 'text', text },
            },
          ],
          `Rules\nUser Information: Name: ${text}`,
        );
        expect(tokensIn(given)).toEqual([]);
        const [, asked, , call, result] = given.input;
        if (asked && 'content' in asked && Array.isArray(asked.content)) {
          const texts = asked.content.flatMap((part) => ('text' in part ? [part.text.trim()] : []));
          expect(tokensIn(texts.join(''))).toEqual([]);
        }
        if (call?.type !== 'function_call' || result?.type !== 'function_call_result')
          throw new Error('lost');
        expect(Object.values(JSON.parse(call.arguments))).toEqual([[expect.any(String), 1e21]]);
        expect(result.callId).toBe(call.callId);
      }),
    );
  });

  test('what holds none is not touched, escapes and numbers in its JSON included', async () => {
    const args = '{ "query": "caf\\u00e9 \\/ x \\"y\\"",  "big": 12345678901234567890 }';
    const input: AgentInputItem[] = [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'a' },
          { type: 'input_text', text: 'b' },
        ],
      },
      { type: 'function_call', callId: 'call_1', name: 'search', arguments: args },
    ];
    expect((await filtered(input)).input).toEqual(input);
  });

  test('the rules of the tutor are not touched', async () => {
    const page = { title: 'A <s> page', path: '/docs/x' };
    for (const prompt of [
      systemPrompt({ profile: {}, page: undefined, language: 'English', retrievesFirst: true }),
      systemPrompt({
        profile: { name: 'Ada', role: 'Student', hardwareTier: 2 },
        page,
        language: 'English',
        retrievesFirst: false,
      }),
    ]) {
      expect((await filtered([], prompt)).instructions).toBe(prompt);
    }
  });

  test('the built-in guide reads the course as it is written', async () => {
    const toGuide = modelInputFilter({ answer: new GuideModel() });
    const input: AgentInputItem[] = [{ role: 'user', content: 'What is <s>?\u200B' }];
    const given = await toGuide({ modelData: { input, instructions: 'Rules' }, agent, context: undefined });
    expect(given.input).toEqual([{ role: 'user', content: 'What is <s>?' }]);
  });
});
