import { Agent, type AgentInputItem, type AgentOutputType } from '@openai/agents';
import { expect, test } from 'vitest';
import { visibleModelInput } from '@/lib/tutor/visible-model-input';

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
