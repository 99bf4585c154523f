import { createServer } from 'node:http';
import { Agent, Runner } from '@openai/agents';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { modelRetry } from '@/lib/tutor/model-retry';
import { fieldsOf, listOf } from '@/lib/tutor/model-wire/json-fields';
import { completionOf, responseOf } from '../../support/model-quirks/raw-answers';
import { HELLO, request, scriptedModels, textOf } from '../../support/scripted-models';

const { openai, modelAt } = await scriptedModels();

describe.each(['responses', 'chat_completions'] as const)('the silence of a server, over %s', (api) => {
  test('is none while comments come, however late the first word', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { pieces } = api === 'responses' ? responseOf(['Hello.']) : HELLO;
    let seen = 0;
    const pace = async () => {
      seen += 1;
      if (seen === 1) return;
      // The bytes before have to be there before the time goes on.
      await expect.poll(() => bytes).toBeGreaterThanOrEqual(seen - 1);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(200);
    };
    let bytes = 0;
    const plain = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (...args) => {
      const response = await plain(...args);
      const counted = response.body?.pipeThrough(
        new TransformStream({
          transform(part, controller) {
            bytes += 1;
            controller.enqueue(part);
          },
        }),
      );
      return new Response(counted ?? null, response);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    openai.play(() => ({
      kind: 'raw',
      pieces: [...Array.from({ length: 8 }, () => ': wait\n\n'), pieces.join('')],
      pace,
    }));
    expect(await textOf(modelAt(api, { idleTimeoutMs: 300 }))).toBe('Hello.');
    expect(seen).toBe(9);
  });
});

describe('a server that redirects', () => {
  const serverThat = async (answer: (url: string) => { status: number; location?: string }) => {
    const asked: { url: string; authorization: string | undefined }[] = [];
    const server = createServer((incoming, outgoing) => {
      const { url = '', headers } = incoming;
      asked.push({ url, authorization: headers.authorization });
      const { status, location } = answer(url);
      outgoing.writeHead(status, {
        'content-type': 'text/event-stream',
        ...(location === undefined ? {} : { location }),
      });
      outgoing.end(status === 200 ? HELLO.pieces.join('') : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return { asked, baseUrl: `http://127.0.0.1:${port}/v1` };
  };

  test('to itself gets four requests for one call, and the call is not made again', async () => {
    const { asked, baseUrl } = await serverThat((location) => ({ status: 307, location }));
    const runner = new Runner({ tracingDisabled: true });
    const model = modelAt('responses', { baseUrl }).answer;
    const agent = new Agent({ name: 'any', model, modelSettings: { retry: modelRetry() } });
    await expect(runner.run(agent, 'hello')).rejects.toThrow('redirects');
    expect(asked).toHaveLength(4);
  });

  test('to nowhere is an error, and no other', async () => {
    const { asked, baseUrl } = await serverThat(() => ({ status: 304 }));
    await expect(textOf(modelAt('responses', { baseUrl }))).rejects.toThrow('400');
    expect(asked).toHaveLength(1);
  });

  test('to another path is followed, with its key; to another server without', async () => {
    const other = await serverThat(() => ({ status: 200 }));
    const { asked, baseUrl } = await serverThat((url) =>
      url.startsWith('/v2')
        ? { status: 308, location: `${other.baseUrl}/chat/completions` }
        : { status: 301, location: '/v2/chat/completions' },
    );
    expect(await textOf(modelAt('chat_completions', { baseUrl }))).toBe('Hello.');
    expect(asked.map(({ authorization }) => authorization)).toEqual([
      'Bearer sk-scripted',
      'Bearer sk-scripted',
    ]);
    expect(other.asked).toEqual([{ url: '/v1/chat/completions', authorization: undefined }]);
  });
});

describe.each(['responses', 'chat_completions'] as const)('an answer without end, over %s', (api) => {
  const endless = Array.from({ length: 2_000 }, (_, index) =>
    index === 0 ? 'Well. ' : 'I will look it up. ',
  );

  test('is ended, its connection too, and is one that came to its limit', async () => {
    const unread = () => new Promise<void>((resolve) => setImmediate(resolve));
    const { pieces } = api === 'responses' ? responseOf(endless) : completionOf(endless);
    openai.play(() => ({ kind: 'raw', pieces, pace: unread }));
    const model = modelAt(api);
    let text = '';
    const ends: unknown[] = [];
    const read = async () => {
      for await (const event of model.answer.getStreamedResponse(request)) {
        if (event.type === 'output_text_delta') text += event.delta;
        if (event.type === 'model') ends.push(endOf(event.event));
      }
    };
    // The SDK throws what the Responses API calls incomplete.
    await read().catch((error: unknown) => ends.push(String(error)));
    expect(text.length).toBeLessThan(10_000);
    expect(text).toMatch(/^Well\. I will look it up\. /);
    expect(ends.filter(Boolean)[0]).toBe(api === 'responses' ? 'max_output_tokens' : 'length');
    await expect.poll(() => openai.openRequests).toBe(0);
  });
});

function endOf(event: unknown): unknown {
  const { response, choices } = fieldsOf(event);
  return fieldsOf(fieldsOf(response).incomplete_details).reason ?? listOf(choices)[0]?.finish_reason;
}
