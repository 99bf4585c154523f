import { answerItem, done, userItem } from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { RunServer } from '../../support/run-server';

const OPTIONS = { initialThread: 'thr_1', threadItemActions: { retry: true, feedback: true } };

async function opened(chat: ChatPage) {
  const server = new RunServer(chat.backend);
  server.thread('thr_1', [userItem('u0', 'Hello'), answerItem('a0', 'Hello!')]);
  await chat.open(OPTIONS);
  await expect(chat.log.getByText('Hello!')).toBeVisible();
  return server;
}

const tryAgain = (chat: ChatPage) => chat.log.getByRole('button', { name: 'Try again' });

const keysOf = (chat: ChatPage, type: string) =>
  chat.backend.of(type).map(({ headers }) => headers['idempotency-key']);

/** Sends a message whose answer is lost on its way. */
async function sendUnheard(chat: ChatPage, server: RunServer, type = 'threads.add_user_message') {
  const lost = chat.backend.next(type);
  await chat.send('Question');
  server.carryOutUnheard(await lost);
  return server.started();
}

test('a message whose answer was lost on the way is there once after "Try again"', async ({ chat }) => {
  const server = await opened(chat);
  const run = await sendUnheard(chat, server);
  await expect(chat.log.getByText(/Not sent/)).toBeVisible();
  await tryAgain(chat).click();
  run.end(done(answerItem('a1', 'Answer')));
  await expect(chat.log.getByRole('article')).toHaveText([/Hello$/, /Hello!/, /Question/, /Answer/]);
  const [first, second] = chat.backend.of('threads.add_user_message');
  expect(second?.body).toBe(first?.body);
  expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
});

test('it is found when the page comes back, too, without a second sending', async ({ chat }) => {
  const server = await opened(chat);
  const run = await sendUnheard(chat, server);
  await expect(chat.log.getByText(/Not sent/)).toBeVisible();
  await chat.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(chat.log.getByText(/Not sent/)).toHaveCount(0);
  run.end(done(answerItem('a1', 'Answer')));
  await expect(chat.log.getByRole('article')).toHaveText([/Hello$/, /Hello!/, /Question/, /Answer/]);
  expect(chat.backend.of('threads.add_user_message')).toHaveLength(1);
});

test('the first message of a conversation is one conversation, also when its answer was lost', async ({
  chat,
}) => {
  const server = new RunServer(chat.backend);
  server.thread('thr_1', [userItem('u0', 'Hello')]);
  await chat.open({ ...OPTIONS, initialThread: 'thr_1' });
  await chat.page.evaluate(() => window.host.kit?.setThreadId(null));
  const run = await sendUnheard(chat, server, 'threads.create');
  await tryAgain(chat).click();
  run.end(done(answerItem('a1', 'Answer')));
  await expect(chat.log.getByRole('article')).toHaveText([/Question/, /Answer/]);
  expect(new Set(keysOf(chat, 'threads.create')).size).toBe(1);
  expect(keysOf(chat, 'threads.create')).toHaveLength(2);
});

test('a message that a busy server may have taken (503) goes out under its key, with what the host adds', async ({
  chat,
}) => {
  const server = await opened(chat);
  await chat.page.evaluate(() => {
    let count = 0;
    window.host.change({
      api: {
        url: '/chatkit',
        domainKey: 'x',
        fetch: (input, init) => {
          count += 1;
          const body = JSON.stringify({ ...JSON.parse(String(init?.body)), metadata: { page: count } });
          return window.fetch(input, { ...init, body });
        },
      },
    });
  });
  const refused = chat.backend.next('threads.add_user_message');
  await chat.send('Question');
  (await refused).json({}, 503);
  await tryAgain(chat).click();
  (await server.started()).end(done(answerItem('a1', 'Answer')));
  await expect(chat.log.getByText('Answer')).toBeVisible();
  const [first, second] = chat.backend.of('threads.add_user_message');
  expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  expect(second?.params).toEqual(first?.params);
});

test('a message that was refused (429) is another one when it is sent again', async ({ chat }) => {
  const server = await opened(chat);
  const refused = chat.backend.next('threads.add_user_message');
  await chat.send('Question');
  (await refused).json({}, 429);
  await tryAgain(chat).click();
  (await server.started()).end(done(answerItem('a1', 'Answer')));
  await expect(chat.log.getByText('Answer')).toBeVisible();
  expect(new Set(keysOf(chat, 'threads.add_user_message')).size).toBe(2);
});

test('an answer that failed is asked for anew, under a key of its own', async ({ chat }) => {
  const server = await opened(chat);
  await chat.send('Question');
  (await server.started()).end({
    type: 'error',
    code: 'custom',
    message: 'Out of breath.',
    allow_retry: true,
  });
  await expect(chat.log.getByText('Out of breath.')).toBeVisible();
  await tryAgain(chat).click();
  (await server.started()).end(done(answerItem('a1', 'Answer')));
  await expect(chat.log.getByText('Answer')).toBeVisible();
  expect(keysOf(chat, 'threads.retry_after_item')).not.toEqual(keysOf(chat, 'threads.add_user_message'));
});

test('everything that changes something has a key, and no two have the same; what reads has none', async ({
  chat,
}) => {
  const server = await opened(chat);
  await chat.send('Question');
  (await server.started()).end(done(answerItem('a1', 'Answer')));
  await chat.heard('onResponseEnd');
  for (const name of ['Good answer', 'Bad answer'])
    await chat.page.getByRole('button', { name }).last().click();
  await expect.poll(() => chat.backend.of('items.feedback').length).toBe(2);
  const changing = [...keysOf(chat, 'threads.add_user_message'), ...keysOf(chat, 'items.feedback')];
  expect(new Set(changing).size).toBe(3);
  for (const key of changing) expect(key).toMatch(/^[0-9a-f]{32}$/);
  for (const key of keysOf(chat, 'threads.get_by_id')) expect(key).toBeUndefined();
});
