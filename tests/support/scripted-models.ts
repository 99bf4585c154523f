import type { ModelRequest } from '@openai/agents';
import { afterAll, beforeEach } from 'vitest';
import { completionOf } from './model-quirks/raw-answers';
import { type Api, type Models, modelsAt } from './scripted-model';
import { ScriptedOpenAI } from './scripted-openai';

/** A scripted server for the tests of a file, and models that speak to it. */
export async function scriptedModels() {
  const openai = await ScriptedOpenAI.start();
  /** What models have learnt of the server, in order. */
  const reported: string[] = [];
  afterAll(() => openai.stop());
  beforeEach(() => {
    reported.length = 0;
  });
  return {
    openai,
    reported,
    modelAt: (api: Api, more: { idleTimeoutMs?: number; baseUrl?: string } = {}) =>
      modelsAt(openai, api, more, {
        onApiFallback: () => reported.push('fallback'),
        onLearnt: ({ habit }) => reported.push(habit),
      }),
  };
}

export const HELLO = completionOf(['Hello.']);

export const request: ModelRequest = {
  input: 'hello',
  modelSettings: { maxTokens: 8_192, toolChoice: 'auto', parallelToolCalls: true, store: false },
  tools: [
    {
      type: 'function',
      name: 'search',
      description: '',
      parameters: { type: 'object', properties: {}, required: [], additionalProperties: false },
      strict: true,
    },
  ],
  outputType: 'text',
  handoffs: [],
  tracing: false,
};

/** Of a call that is streamed. */
export async function textOf({ answer }: Models, given = request): Promise<string> {
  let text = '';
  for await (const event of answer.getStreamedResponse(given)) {
    if (event.type === 'output_text_delta') text += event.delta;
  }
  return text;
}
