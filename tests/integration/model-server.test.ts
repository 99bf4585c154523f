import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppServer, startApp } from '../support/app-server';
import { answerOf, ChatClient } from '../support/chat-client';
import { chunk, DONE, json, raw } from '../support/model-quirks/raw-answers';
import { ScriptedOpenAI } from '../support/scripted-openai';

/** The built product before a server that has Chat Completions alone, one model, and habits of its own. */
describe('a model server without the Responses API', () => {
  let openai: ScriptedOpenAI;
  let app: AppServer;
  let student: ChatClient;

  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
    app = await startApp({ env: { OPENAI_BASE_URL: openai.baseUrl, OPENAI_MODEL: 'local-model' } });
    student = await ChatClient.signIn(app.url, 'Local Model');
  });
  afterAll(async () => {
    await app?.stop();
    await openai?.stop();
  });

  const partOf = async () => (await (await fetch(`${app.url}/api/health`)).json()).parts.model;
  const missing = json({ detail: 'Not Found' }, 404);
  const logged = (words: string) => app.logs.filter(({ msg }) => String(msg).includes(words));

  test('is spoken to in the other one, and health and the log say so, once', async () => {
    openai.playTitles(({ api }) =>
      api === 'responses' ? missing : json({ choices: [{ message: { content: '**Title:** "Robots"' } }] }),
    );
    openai.play(({ api }) => {
      if (api === 'responses') return missing;
      return raw(': wait\n\n', chunk({ content: '<think>Hm.</think>' }), chunk({ content: 'Hello.' }), DONE);
    });
    expect(await partOf()).toEqual({ state: 'unknown', kind: 'openai' });

    const events = await student.create('hello');
    expect(answerOf(events).content[0]?.text).toBe('Hello.');
    const titles = events.flatMap((event) => (event.type === 'thread.updated' ? [event.thread.title] : []));
    expect(titles).toContain('Robots');
    expect(answerOf(await student.create('hello again')).content[0]?.text).toBe('Hello.');

    expect(await partOf()).toEqual({ state: 'up', kind: 'openai', api: 'chat_completions' });
    expect(logged('no Responses API')).toMatchObject([
      { level: 'warn', error: { name: 'ModelError', status: 404 } },
    ]);
    expect(new Set(openai.requests.map(({ body }) => body.model))).toEqual(new Set(['local-model']));
    expect(openai.requests.slice(4).map(({ api }) => api)).not.toContain('responses');
  });

  test('its errors are logged by kind, with its own type and code, and no frames', async () => {
    const error = {
      message: 'request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it',
      type: 'exceed_context_size_error',
      code: 400,
    };
    openai.play(() => json({ error }, 400));
    const events = await student.create('hello');
    expect(events.find(({ type }) => type === 'error')).toMatchObject({
      message: expect.stringContaining('shorter question'),
      allow_retry: false,
    });
    await expect.poll(() => logged('turn failed')).toHaveLength(1);
    expect(logged('turn failed')[0]?.error).toEqual({
      name: 'ModelError',
      kind: 'too long',
      status: 400,
      type: error.type,
      code: '400',
      message: error.message,
    });
  });
});
