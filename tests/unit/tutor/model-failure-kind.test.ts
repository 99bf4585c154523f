import type { Model, ModelRequest, ModelResponse, StreamEvent } from '@openai/agents';
import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { describe, expect, test } from 'vitest';
import { failureOfStatus, modelFailureKind } from '@/lib/tutor/model-failure-kind';
import { ModelIdleTimeout } from '@/lib/tutor/model-idle-timeout';
import { type ModelCallEnd, ObservedModel } from '@/lib/tutor/observed-model';

const withStatus = (status: number, code?: string) =>
  APIError.generate(status, { error: { message: 'words', code } }, undefined, new Headers());

describe('what went wrong with a call to the model', () => {
  test.each([
    ['timeout', new APIConnectionTimeoutError()],
    ['connection', new APIConnectionError({ message: 'refused' })],
    ['broken off', new TypeError('terminated')],
    ['timeout', new ModelIdleTimeout(1000, false)],
    ['broken off', new ModelIdleTimeout(1000, true)],
    ['quota', withStatus(429, 'insufficient_quota')],
    ['busy', withStatus(429)],
    ['setup', withStatus(401)],
    ['setup', withStatus(404)],
    ['server', withStatus(503)],
    ['too long', withStatus(400, 'context_length_exceeded')],
    ['refused', withStatus(400, 'content_filter')],
    ['other', withStatus(400)],
    ['other', new Error('anything')],
    [undefined, new APIUserAbortError()],
    [undefined, new DOMException('stopped', 'AbortError')],
  ])('%s: %s', (kind, error) => {
    expect(modelFailureKind(error)).toBe(kind);
  });

  test('of an answer that is not there, it is the connection', () => {
    expect(failureOfStatus(undefined)).toBe('connection');
  });
});

describe('a model that is observed', () => {
  const request: ModelRequest = {
    input: 'hello',
    modelSettings: {},
    tools: [],
    outputType: 'text',
    handoffs: [],
    tracing: false,
  };
  const event: StreamEvent = { type: 'response_started' };

  function observed(failure?: Error, events: StreamEvent[] = [event]) {
    const told: unknown[] = [];
    const model: Model = {
      async getResponse(): Promise<ModelResponse> {
        throw failure ?? new Error('not asked for');
      },
      async *getStreamedResponse() {
        yield* events;
        if (failure) throw failure;
        yield event;
      },
    };
    const observer = () => {
      told.push('begins');
      return ({ failure, answered }: ModelCallEnd) =>
        void told.push([failure ?? 'fine', answered ? 'answered' : 'silent'].join(', '));
    };
    return { told, model: new ObservedModel(model, observer) };
  }

  test('tells the begin and the end of an answer, of one that fails, and of one that nobody reads on', async () => {
    const whole = observed();
    for await (const _ of whole.model.getStreamedResponse(request));
    expect(whole.told).toEqual(['begins', 'fine, answered']);

    const failing = observed(withStatus(503));
    await expect(failing.model.getResponse(request)).rejects.toThrow();
    await expect(async () => {
      for await (const _ of failing.model.getStreamedResponse(request));
    }).rejects.toThrow();
    expect(failing.told).toEqual(['begins', 'server, silent', 'begins', 'server, answered']);

    const left = observed();
    for await (const _ of left.model.getStreamedResponse(request)) break;
    expect(left.told).toEqual(['begins', 'fine, answered']);

    const stopped = observed(new APIUserAbortError());
    await expect(stopped.model.getResponse(request)).rejects.toThrow();
    expect(stopped.told).toEqual(['begins', 'fine, silent']);
  });

  test.each(['max_output_tokens', 'content_filter', 'another'])(
    'an answer that the Responses API ends early has not failed, if it says why: %s',
    async (reason) => {
      const incomplete: StreamEvent = {
        type: 'model',
        event: { type: 'response.incomplete', response: { incomplete_details: { reason } } },
        providerData: { rawModelEventSource: 'openai-responses' },
      };
      const cut = observed(new TypeError('terminated'), [event, incomplete]);
      await expect(async () => {
        for await (const _ of cut.model.getStreamedResponse(request));
      }).rejects.toThrow();
      const end = reason === 'another' ? 'broken off, answered' : 'fine, answered';
      expect(cut.told).toEqual(['begins', end]);
    },
  );
});
