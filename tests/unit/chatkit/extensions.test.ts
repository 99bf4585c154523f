import { expect, test } from 'vitest';
import { input, threadIdOf } from '../../support/chat-client';
import { SampleServer } from '../../support/sample-server';

const NAMED = /\bresume\b/;
const DECLARED = { headers: { 'X-ChatKit-Resume': '1' } };

test('every answer names what the server can do: streams, JSON and refusals', async () => {
  const server = new SampleServer();
  const events = await server.stream('threads.create', { input: input('Hello') });
  const thread_id = threadIdOf(events);
  const answers = [
    await server.post('threads.create', { input: input('Hello') }),
    await server.post('threads.create', { input: input('Hello') }, DECLARED),
    await server.post('threads.get_by_id', { thread_id }),
    await server.post('threads.stop', { thread_id }, DECLARED),
    await server.post('threads.get_by_id', { thread_id: 'thr_none' }),
    await server.resume('run_none', 0),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404, 404]);
  for (const { headers } of answers) expect(headers.get('x-chatkit-extensions')).toMatch(NAMED);
  await Promise.all(answers.map((answer) => answer.body?.cancel()));
});
