import type { AgentOutputItem, Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { Usage } from '@openai/agents';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReadableCallsModel } from '@/lib/tutor/readable-calls-model';
import { request } from '../../support/scripted-models';

function called(name: string, given: string) {
  return {
    type: 'function_call',
    callId: 'call_1',
    name,
    arguments: given,
    status: 'completed',
  } as const;
}

/** What comes of a call, streamed and not. */
async function readable(name: string, given: string): Promise<{ name: string; arguments: string }> {
  const output = [called(name, given)];
  const model: Model = {
    getResponse: async (): Promise<ModelResponse> => ({ output, usage: new Usage() }),
    async *getStreamedResponse(_: ModelRequest): AsyncIterable<StreamEvent> {
      yield { type: 'response_started' };
      yield {
        type: 'response_done',
        response: { id: 'resp_1', usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, output },
      };
    },
  };
  const readableModel = new ReadableCallsModel(model);
  const whole = (await readableModel.getResponse(request)).output;
  let streamed: AgentOutputItem[] = [];
  for await (const event of readableModel.getStreamedResponse(request))
    if (event.type === 'response_done') streamed = event.response.output;
  expect(streamed).toEqual(whole);
  const [call] = whole;
  if (call?.type !== 'function_call') throw new Error('the call is gone');
  return call;
}

test.each([
  [`{'query':'node'}`, { query: 'node' }],
  ['{"query":"node",}', { query: 'node' }],
  ['```json\n{"query":"node"}\n```', { query: 'node' }],
  ['{"query":"node"}\n{"query":"topic"}', { query: 'node' }],
  ['{query: "node"}', { query: 'node' }],
  ['{"query":"no', { query: 'no' }],
  ['{"query":"a node","limit":Infinity}', { query: 'a node', limit: 'Infinity' }],
])('%s can be read', async (given, expected) => {
  expect(JSON.parse((await readable('search', given)).arguments)).toEqual(expected);
});

test('a call without a name has one', async () => {
  expect(await readable('', '{}')).toMatchObject({ name: 'unnamed', arguments: '{}' });
});

test('what is JSON stays as it is, to the letter, and nothing fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.string({ unit: 'binary' }), async (json, text) => {
      expect((await readable('search', json)).arguments).toBe(json);
      expect((await readable('search', text)).name).toBe('search');
    }),
  );
});
