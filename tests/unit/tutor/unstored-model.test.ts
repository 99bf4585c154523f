import type { AgentInputItem, Model, ModelRequest } from '@openai/agents';
import { describe, expect, test } from 'vitest';
import { UnstoredModel } from '@/lib/tutor/unstored-model';
import { json } from '../../support/model-quirks/raw-answers';
import { request, scriptedModels, textOf } from '../../support/scripted-models';

const { openai, reported, modelAt } = await scriptedModels();
const HELLO = { kind: 'text', text: 'Hello.' } as const;
const plain = { ...request, modelSettings: {} };

describe('what is sent to a model', () => {
  test('asks the Responses API to store nothing, and Chat Completions store nothing by themselves', async () => {
    openai.play(() => HELLO);
    openai.playTitles(() => HELLO);
    await textOf(modelAt('responses'), plain);
    expect(openai.requests.map(({ body }) => body.store)).toEqual([false]);
    openai.play(() => HELLO);
    await textOf(modelAt('chat_completions'), plain);
    expect(openai.requests.map(({ body }) => 'store' in body)).toEqual([false]);
  });

  test('does so once, where a server does not know what that is', async () => {
    openai.play(({ body }) =>
      'store' in body
        ? json({ error: { message: "Unsupported parameter: 'store'", param: 'store', code: 400 } }, 400)
        : HELLO,
    );
    const model = modelAt('responses');
    await textOf(model, plain);
    await textOf(model, plain);
    expect(openai.requests.map(({ body }) => 'store' in body)).toEqual([true, false, false]);
    expect(JSON.stringify(reported)).toContain('without store');
  });
});

describe('thoughts of OpenAI’s models, which are not stored there', () => {
  const input: AgentInputItem[] = [
    { role: 'user', content: 'hello' },
    { type: 'reasoning', id: 'rs_1', content: [{ type: 'input_text', text: 'Hm.' }] },
    { type: 'function_call', id: 'fc_1', callId: 'call_1', name: 'search', arguments: '{}' },
    { type: 'function_call_result', callId: 'call_1', name: 'search', status: 'completed', output: 'found' },
  ];
  const encrypted: AgentInputItem[] = input.map((item) =>
    item.type === 'reasoning' ? { ...item, providerData: { encrypted_content: 'gAAA' } } : item,
  );

  function sent(name: string, isOpenAI: boolean, given: ModelRequest['input']): ModelRequest {
    const requests: ModelRequest[] = [];
    const model: Model = {
      getResponse: async (request) => {
        requests.push(request);
        throw new Error('not answered');
      },
      async *getStreamedResponse() {},
    };
    void new UnstoredModel(model, { isOpenAI, name })
      .getResponse({ ...plain, input: given })
      .catch(() => undefined);
    const [only] = requests;
    if (!only) throw new Error('nothing was sent');
    return only;
  }

  test('go back in their encrypted form, which is asked for', () => {
    for (const name of ['o3', 'o4-mini', 'gpt-5', 'gpt-5.1-mini', 'gpt-10']) {
      const { input: given, modelSettings } = sent(name, true, encrypted);
      expect(given).toEqual(encrypted);
      expect(modelSettings).toEqual({
        store: false,
        providerData: { include: ['reasoning.encrypted_content'] },
      });
    }
  });

  test('are left out without it, and no id asks for them', () => {
    const { input: given, modelSettings } = sent('gpt-4.1', true, input);
    expect(given).toEqual([
      input[0],
      { type: 'function_call', callId: 'call_1', name: 'search', arguments: '{}' },
      input[3],
    ]);
    expect(modelSettings).toEqual({ store: false });
  });

  test('of other servers stay as they are', () => {
    const { input: given, modelSettings } = sent('gpt-oss-120b', false, input);
    expect(given).toEqual(input);
    expect(modelSettings).toEqual({ store: false });
    expect(sent('gpt-5', false, 'hello').modelSettings).toEqual({ store: false });
  });
});
