import { added, answerItem, delta, done, userItem } from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { RunServer } from '../../support/run-server';

const OPTIONS = { initialThread: 'thr_1', threadItemActions: { retry: true } };

const stop = (chat: ChatPage) => chat.page.getByRole('button', { name: 'Stop answering' });

function serverOf(chat: ChatPage, items: unknown[] = [userItem('u0', 'Hello'), answerItem('a0', 'Hello!')]) {
  const server = new RunServer(chat.backend);
  server.thread('thr_1', items);
  return server;
}

/** A student has asked, and the first words of the answer are there. */
async function asked(chat: ChatPage, server: RunServer) {
  await chat.open(OPTIONS);
  await chat.send('Question');
  const run = await server.started();
  run.say(added(answerItem('a1', '')), delta('a1', 'One '));
  await expect(chat.log.getByText('One', { exact: true })).toBeVisible();
  return run;
}

const long = Array.from({ length: 8 }, (_, index) =>
  index % 2
    ? answerItem(`i${index}`, `Answer ${index}. ${'More words. '.repeat(120)}`)
    : userItem(`i${index}`, `Message ${index}`),
);

test('a question asked in one window is answered in both', async ({ chat }) => {
  const server = serverOf(chat);
  const other = await chat.anotherWindow();
  await other.open(OPTIONS);
  await chat.open(OPTIONS);
  await expect(other.log.getByText('Hello!')).toBeVisible();
  await expect(chat.log.getByText('Hello!')).toBeVisible();
  await chat.send('Question');
  const run = await server.started();
  run.say(added(answerItem('a1', '')), delta('a1', 'One '));
  for (const window of [chat, other]) {
    await expect(window.log.getByText('One', { exact: true })).toBeVisible();
    await expect(stop(window)).toBeVisible();
  }
  await expect.poll(() => run.readers).toBe(2);
  run.end(done(answerItem('a1', 'One two')));
  for (const window of [chat, other]) {
    await window.heard('onResponseEnd');
    await expect(window.log.getByRole('article')).toHaveText([/Hello$/, /Hello!/, /Question/, /One two$/]);
  }
});

test('Stop in the other window stops the answer in both', async ({ chat }) => {
  const server = serverOf(chat);
  const other = await chat.anotherWindow();
  await other.open(OPTIONS);
  await chat.open(OPTIONS);
  await chat.send('Question');
  const run = await server.started();
  run.say(added(answerItem('a1', '')), delta('a1', 'One '));
  await stop(other).click();
  for (const window of [chat, other]) {
    await window.heard('onResponseEnd');
    await expect(window.log.getByText('You stopped this answer.')).toBeVisible();
    await expect(window.log.getByText('One', { exact: true })).toBeVisible();
  }
});

test('a window that talks to another API hears nothing of it', async ({ chat }) => {
  const server = serverOf(chat);
  const other = await chat.anotherWindow();
  await other.open({ ...OPTIONS, api: { url: '/chatkit?tenant=2', domainKey: 'unused' } });
  await expect(other.log.getByText('Hello!')).toBeVisible();
  await chat.open(OPTIONS);
  const read = chat.backend.of('threads.get_by_id').length;
  await chat.send('Question');
  const run = await server.started();
  run.end(done(answerItem('a1', 'One two')));
  await chat.heard('onResponseEnd');
  expect(chat.backend.of('threads.get_by_id')).toHaveLength(read);
  await expect(other.log.getByText('Question')).toHaveCount(0);
});

test('a reader who reads above stays there while another device asks, and finds the way to the answer', async ({
  chat,
}) => {
  const server = serverOf(chat, long);
  await chat.open(OPTIONS);
  await chat.log.evaluate((box) => box.scrollTo(0, 0));
  await expect(chat.page.getByRole('button', { name: 'Jump to latest' })).toBeVisible();
  const run = server.begin('thr_1', { id: 'u1', text: 'From the phone' });
  run.say(added(answerItem('a1', '')), delta('a1', 'One '));
  await chat.setVisible(false);
  await chat.setVisible(true);
  await expect(stop(chat)).toBeVisible();
  await expect(chat.log.getByText('One', { exact: true })).toBeAttached();
  expect(await chat.log.evaluate((box) => box.scrollTop)).toBe(0);
  await chat.page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect(chat.log.getByText('One', { exact: true })).toBeInViewport();
  run.end();
});

test('a page that nobody sees follows nothing, and does when somebody looks', async ({ chat }) => {
  const server = serverOf(chat);
  const run = server.begin('thr_1', { id: 'u1', text: 'From the phone' });
  await chat.page.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
  });
  await chat.open(OPTIONS);
  await expect(chat.log.getByText('From the phone')).toBeVisible();
  await chat.heard('onThreadLoadEnd');
  expect(chat.backend.of('runs.events')).toHaveLength(0);
  await expect(chat.log.getByText('No answer yet.')).toHaveCount(0);
  await chat.setVisible(true);
  await expect(stop(chat)).toBeVisible();
  run.end(done(answerItem('a1', 'For you.')));
  await expect(chat.log.getByText('For you.')).toBeVisible();
});

test('what another device has asked meanwhile is there when the reader comes back; draft and place stay', async ({
  chat,
}) => {
  const server = serverOf(chat, long);
  await chat.open(OPTIONS);
  await chat.input.fill('Half a thought');
  const node = await chat.log.getByText('Message 6', { exact: true }).elementHandle();
  const top = await chat.log.evaluate((box) => box.scrollTop);
  await chat.setVisible(false);
  server.begin('thr_1', { id: 'u1', text: 'From the phone' }).end(done(answerItem('a1', 'For the phone.')));
  await chat.setVisible(true);
  await expect(chat.log.getByText('For the phone.')).toBeAttached();
  await expect(chat.input).toHaveValue('Half a thought');
  expect(await chat.log.evaluate((box) => box.scrollTop)).toBe(top);
  expect(await node?.evaluate((element) => element.isConnected)).toBe(true);
  expect(await chat.names()).not.toContain('onResponseStart');
});

test('older pages that were read stay when the newest is read again', async ({ chat }) => {
  const many = Array.from({ length: 70 }, (_, index) => userItem(`i${index}`, `Message ${index}.`));
  const server = serverOf(chat, many);
  await chat.open(OPTIONS);
  await expect(chat.log.getByText('Message 69.')).toBeVisible();
  await chat.log.evaluate((box) => box.scrollTo(0, 0));
  await expect(chat.log.getByText('Message 20.')).toBeAttached();
  await expect(chat.page.getByText('Loading earlier messages')).toBeAttached();
  server.begin('thr_1', { id: 'u1', text: 'From the phone' }).end(done(answerItem('a1', 'For the phone.')));
  await chat.setVisible(false);
  await chat.setVisible(true);
  await expect(chat.log.getByText('For the phone.')).toBeAttached();
  await expect(chat.log.getByText('Message 20.')).toHaveCount(1);
  await chat.log.evaluate((box) => box.scrollTo(0, 0));
  await expect(chat.log.getByText('Message 0.')).toHaveCount(1);
  await expect(chat.log.getByRole('article')).toHaveCount(72);
});

for (const [way, come] of [
  [
    'taken out of the back/forward cache',
    () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
  ],
  ['online again', () => window.dispatchEvent(new Event('online'))],
] as const) {
  test(`a page that is ${way} finds the answer that goes on`, async ({ chat }) => {
    const server = serverOf(chat);
    await chat.open(OPTIONS);
    await expect(chat.log.getByText('Hello!')).toBeVisible();
    const run = server.begin('thr_1', { id: 'u1', text: 'From the phone' });
    run.say(added(answerItem('a1', '')), delta('a1', 'One '));
    await chat.page.evaluate(come);
    await expect(chat.log.getByText('One', { exact: true })).toBeVisible();
    run.end();
  });
}

test('a phone that was without a network in mid-answer ends with the whole text', async ({ chat }) => {
  const server = serverOf(chat);
  const run = await asked(chat, server);
  await chat.page.context().setOffline(true);
  run.break();
  await expect(chat.log.getByText('Reconnecting')).toBeVisible();
  run.end(delta('a1', 'two'), done(answerItem('a1', 'One two')));
  await chat.page.context().setOffline(false);
  await expect(chat.log.getByText('One two', { exact: true })).toHaveCount(1);
  await chat.heard('onResponseEnd');
  expect(await chat.names()).not.toContain('onError');
});

test('an element that is taken out of the page and put back goes on with its answer', async ({ chat }) => {
  const server = serverOf(chat);
  const run = await asked(chat, server);
  const element = await chat.page.evaluateHandle(() => document.querySelector('openai-chatkit'));
  await element.evaluate((node) => node?.remove());
  await expect.poll(() => run.readers).toBe(0);
  run.say(delta('a1', 'two '));
  await element.evaluate((node) => node && document.getElementById('app')?.append(node));
  await expect(chat.log.getByText('One two', { exact: true })).toBeVisible();
  await expect(chat.log.getByText('You stopped this answer.')).toHaveCount(0);
  run.end(done(answerItem('a1', 'One two')));
});

test('the answer to a question asked on one device is followed on another', async ({ chat }) => {
  const server = serverOf(chat);
  const phone = await chat.anotherDevice();
  await chat.open(OPTIONS);
  await chat.send('Question');
  const run = await server.started();
  run.say(added(answerItem('a1', '')), delta('a1', 'One '));
  await phone.open(OPTIONS);
  await expect(phone.log.getByText('One', { exact: true })).toBeVisible();
  run.end(done(answerItem('a1', 'One two')));
  await expect(phone.log.getByText('One two', { exact: true })).toBeVisible();
  await phone.page.context().close();
});
