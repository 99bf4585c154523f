import { Agent, type ModelRequest, Runner } from '@openai/agents';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MeteredModel } from '@/lib/chatkit/agents/metered-model';
import type { ModelUsage } from '@/lib/chatkit/agents/model-usage';
import { mostTokens } from '@/lib/chatkit/agents/most-tokens';
import { countTokens } from '@/lib/search/chunk/count-tokens';
import { createModels } from '@/lib/tutor/models';
import { ScriptedOpenAI } from '../../../support/scripted-openai';

const INSTRUCTIONS = 'You are a tutor of robotics.';
const QUESTION = 'What is a node, and what is a topic?';

describe.each(['responses', 'chat_completions'] as const)('a metered model, over %s', (api) => {
  let openai: ScriptedOpenAI;
  let told: (ModelUsage | undefined)[];
  let asked: number[];
  let refusal: Error | undefined;

  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
  });
  afterAll(() => openai.stop());
  beforeEach(() => {
    [told, asked, refusal] = [[], [], undefined];
  });

  /** Says the question, and stops when the answer has come that far. */
  async function ask(stopAt?: string): Promise<void> {
    const { answer } = createModels({
      kind: 'openai',
      apiKey: 'sk-scripted',
      baseUrl: openai.baseUrl,
      api,
      model: 'gpt-scripted',
      titleModel: 'gpt-titles',
      transcribeModel: 'none',
      idleTimeoutMs: 60_000,
    });
    const model = new MeteredModel(answer, {
      countTokens,
      begin: async (most) => {
        asked.push(most);
        if (refusal) throw refusal;
        return (usage) => told.push(usage);
      },
    });
    const stop = new AbortController();
    const agent = new Agent({ name: 'tutor', instructions: INSTRUCTIONS, model });
    const run = await new Runner({ tracingDisabled: true }).run(agent, QUESTION, {
      stream: true,
      signal: stop.signal,
    });
    let said = '';
    for await (const event of run) {
      if (event.type !== 'raw_model_stream_event' || event.data.type !== 'output_text_delta') continue;
      said += event.data.delta;
      if (stopAt && said.includes(stopAt)) stop.abort();
    }
    await run.completed;
  }

  const never = () => new Promise<void>(() => undefined);
  /** Breaks off or hangs behind the third chunk. */
  const text = 'one two three four';
  const estimate = {
    inputTokens: expect.closeTo(countTokens(INSTRUCTIONS + QUESTION), -2),
    outputTokens: countTokens('one two three '),
    cachedTokens: 0,
    estimated: true,
  };

  test('tells what the model reports, and asked before for what it could have been', async () => {
    openai.play(() => ({ kind: 'text', text, usage: { input: 70, output: 9, cached: 30 } }));
    await ask();
    expect(told).toEqual([{ inputTokens: 70, outputTokens: 9, cachedTokens: 30, estimated: false }]);
    expect(asked[0]).toBeGreaterThan(32_768 + (INSTRUCTIONS + QUESTION).length);
    expect(asked[0]).toBeLessThan(32_768 + 1_000);
  });

  test('estimates a call that was stopped: what was sent, and what had come', async () => {
    let chunk = 0;
    openai.play(() => ({ kind: 'text', text, pace: () => (chunk++ < 3 ? Promise.resolve() : never()) }));
    await ask('three').catch(() => undefined);
    await expect.poll(() => told).toEqual([estimate]);
    expect(told[0]?.inputTokens).toBeGreaterThanOrEqual(countTokens(INSTRUCTIONS + QUESTION));
  });

  test('estimates a call that broke off', async () => {
    openai.play(() => ({ kind: 'text', text, chunks: ['one ', 'two ', 'three '], cut: true }));
    await expect(ask()).rejects.toThrow();
    expect(told).toEqual([estimate]);
  });

  test('estimates where the server counts nothing', async () => {
    openai.play(() => ({ kind: 'text', text: 'one two three ', usage: { input: 0, output: 0, cached: 0 } }));
    await ask();
    expect(told).toEqual([estimate]);
  });

  test('a call that the provider refused took nothing', async () => {
    openai.play(() => ({ kind: 'error', status: 400 }));
    await expect(ask()).rejects.toThrow();
    expect(told).toEqual([undefined]);
  });

  test('a call that may not be made is not made', async () => {
    openai.play(() => ({ kind: 'text', text }));
    refusal = new Error('not now');
    await expect(ask()).rejects.toThrow('not now');
    expect([openai.requests.length, told]).toEqual([0, []]);
  });
});

describe('the most that a call can take', () => {
  const request = (more: Partial<ModelRequest>): ModelRequest => ({
    input: '',
    modelSettings: {},
    tools: [],
    outputType: 'text',
    handoffs: [],
    tracing: false,
    ...more,
  });

  test('is a token for each byte, and the answer that is allowed', () => {
    const modelSettings = { maxTokens: 100 };
    const none = mostTokens(request({ modelSettings }));
    expect(mostTokens(request({ modelSettings, input: 'ä€' })) - none).toBe(5);
    expect(none).toBeLessThan(110);
  });

  test('counts files, too', () => {
    const image = `data:image/png;base64,${'A'.repeat(5_000)}`;
    const content = [{ type: 'input_image' as const, image }];
    expect(mostTokens(request({ input: [{ role: 'user', content }] }))).toBeGreaterThan(32_768 + 5_000);
  });
});
