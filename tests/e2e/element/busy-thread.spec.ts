import { added, answerItem, delta, done, userItem } from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { RunServer } from '../../support/run-server';

const OPTIONS = { initialThread: 'thr_1', threadItemActions: { retry: true } };
const BUSY = 'An answer is still coming here';

async function opened(chat: ChatPage, options: Record<string, unknown> = {}) {
  const server = new RunServer(chat.backend);
  server.thread('thr_1', [userItem('u0', 'Hello'), answerItem('a0', 'Hello!')]);
  await chat.open({ ...OPTIONS, ...options });
  await expect(chat.log.getByText('Hello!')).toBeVisible();
  return server;
}

/** Another device asks, and this page has heard nothing of it. */
function askedElsewhere(server: RunServer) {
  return server
    .begin('thr_1', { id: 'u1', text: 'From the phone' })
    .say(added(answerItem('a1', '')), delta('a1', 'For the '));
}

/** Sends a message. @returns what refuses it: the thread is busy */
async function sendRefused(chat: ChatPage) {
  const reading = chat.backend.next('threads.add_user_message');
  await chat.send('My question');
  const answer = await reading;
  return () => answer.with({ 'X-ChatKit-Extensions': 'resume, active-run' }).json({}, 409);
}

test('a message while another device is answered goes back into the composer, says why, and the answer is shown', async ({
  chat,
}) => {
  const server = await opened(chat);
  const run = askedElsewhere(server);
  await chat.send('My question');
  await expect(chat.log.getByText('For the', { exact: true })).toBeVisible();
  await expect(chat.input).toHaveValue('My question');
  await expect(chat.page.locator('.return-reason')).toContainText(BUSY);
  await expect(chat.log.getByText('My question')).toHaveCount(0);
  run.end(done(answerItem('a1', 'For the phone.')));
  await expect(chat.log.getByText('For the phone.')).toBeVisible();
  await expect(chat.page.locator('.return-reason')).toHaveCount(0);
  await chat.heard('onResponseEnd', 2);

  await chat.input.press('Enter');
  const own = await server.started();
  own.end(done(answerItem('a2', 'For you.')));
  await expect(chat.log.getByRole('article')).toHaveText([
    /Hello$/,
    /Hello!/,
    /From the phone/,
    /For the phone\./,
    /My question/,
    /For you\./,
  ]);
  const [refused, sent] = chat.backend.of('threads.add_user_message');
  expect(sent?.headers['idempotency-key']).not.toBe(refused?.headers['idempotency-key']);
});

test('it stays at its place if something else was typed meanwhile, and can be sent from there', async ({
  chat,
}) => {
  const server = await opened(chat);
  const run = askedElsewhere(server);
  const refuse = await sendRefused(chat);
  await chat.input.fill('Another thought');
  refuse();
  await expect(chat.log.getByText('For the', { exact: true })).toBeVisible();
  await expect(chat.input).toHaveValue('Another thought');
  await expect(chat.log.getByText(/Not sent/)).toContainText(BUSY);
  await expect(chat.log.getByRole('article')).toHaveText([
    /Hello$/,
    /Hello!/,
    /From the phone/,
    /For the/,
    /My question/,
  ]);
  await expect(chat.log.getByRole('button', { name: 'Try again' })).toBeDisabled();
  run.end(done(answerItem('a1', 'For the phone.')));
  await chat.heard('onResponseEnd', 2);
  await chat.log.getByRole('button', { name: 'Try again' }).click();
  (await server.started()).end(done(answerItem('a2', 'For you.')));
  await expect(chat.log.getByText('For you.')).toBeVisible();
  await expect(chat.log.getByText('My question')).toHaveCount(1);
});

test('if the other answer is complete already, it is shown, and the message waits to be sent', async ({
  chat,
}) => {
  const server = await opened(chat);
  const run = askedElsewhere(server);
  const refuse = await sendRefused(chat);
  run.end(done(answerItem('a1', 'For the phone.')));
  refuse();
  await expect(chat.log.getByText('For the phone.')).toBeVisible();
  await expect(chat.input).toHaveValue('My question');
  await expect(
    chat.page.locator('.return-reason').getByText('This conversation went on elsewhere.'),
  ).toBeVisible();
  await chat.input.fill('');
  await expect(chat.page.locator('.return-reason')).toHaveCount(0);
});

test('what was quoted and chosen with a message comes back with it', async ({ chat }) => {
  const tool = { id: 'search', label: 'Search', icon: 'search', persistent: false };
  const server = await opened(chat, { composer: { tools: [tool] } });
  await chat.page.evaluate(() =>
    window.host.kit?.setComposerValue({ text: 'My question', reply: 'A quote', selectedToolId: 'search' }),
  );
  const run = askedElsewhere(server);
  await chat.input.press('Enter');
  await expect(chat.log.getByText('For the', { exact: true })).toBeVisible();
  await expect(chat.input).toHaveValue('My question');
  await expect(chat.page.getByLabel('Quoted')).toHaveText('A quote');
  run.end();
  await chat.heard('onResponseEnd', 2);
  await chat.input.press('Enter');
  await server.started();
  expect(chat.backend.of('threads.add_user_message')[1]?.params).toEqual(
    chat.backend.of('threads.add_user_message')[0]?.params,
  );
});

test('"Answer again" while another device is answered shows that answer', async ({ chat }) => {
  const server = await opened(chat);
  const run = askedElsewhere(server);
  await chat.page.getByRole('button', { name: 'Answer again' }).click();
  await expect(chat.log.getByText('For the', { exact: true })).toBeVisible();
  run.end(done(answerItem('a1', 'For the phone.')));
  await expect(chat.log.getByRole('article')).toHaveText([
    /Hello$/,
    /Hello!/,
    /From the phone/,
    /For the phone\./,
  ]);
});
