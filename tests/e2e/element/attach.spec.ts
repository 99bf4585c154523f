import { added, answerItem, delta, done, userItem } from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { RunServer } from '../../support/run-server';

/** A student has asked, and the first words of the answer are there. */
async function asked(chat: ChatPage, server: RunServer) {
  server.thread('thr_1', [userItem('u0', 'Earlier question'), answerItem('a0', 'Earlier answer')]);
  await chat.open({ initialThread: 'thr_1', threadItemActions: { retry: true } });
  await chat.send('Question');
  const run = await server.started();
  run.say(added(answerItem('a1', '')), delta('a1', 'One '));
  await expect(chat.log.getByText('One', { exact: true })).toBeVisible();
  return run;
}

const reload = (chat: ChatPage) => chat.open({ initialThread: 'thr_1', threadItemActions: { retry: true } });

const stop = (chat: ChatPage) => chat.page.getByRole('button', { name: 'Stop answering' });

/** What stands in the transcript, and that nothing stands there twice. */
async function expectWhole(chat: ChatPage) {
  await expect(chat.log.getByRole('article')).toHaveText([
    /Earlier question/,
    /Earlier answer/,
    /Question/,
    /^Assistant saidOne two three$/,
  ]);
}

test('after a reload in mid-answer the text goes on, as if nothing had been', async ({ chat }) => {
  const server = new RunServer(chat.backend);
  const run = await asked(chat, server);
  await reload(chat);
  await expect(chat.log.getByText('One', { exact: true })).toBeVisible();
  await expect(stop(chat)).toBeVisible();
  await expect(chat.log.getByText('No answer yet.')).toHaveCount(0);
  run.say(delta('a1', 'two '));
  await expect(chat.log.getByText('One two', { exact: true })).toBeVisible();
  run.end(delta('a1', 'three'), done(answerItem('a1', 'One two three')));
  await chat.heard('onResponseEnd');
  await expectWhole(chat);
  expect(await chat.names()).toEqual([
    'onReady',
    'onThreadChange',
    'onThreadLoadStart',
    'onThreadLoadEnd',
    'onResponseStart',
    'onResponseEnd',
  ]);
  await expect(chat.page.getByRole('button', { name: 'Answer again' })).toHaveCount(1);
});

test('after a reload before the first word the waiting line stands there, and never "No answer yet"', async ({
  chat,
}) => {
  const server = new RunServer(chat.backend);
  server.thread('thr_1');
  const run = server.begin('thr_1', { id: 'u1', text: 'Question' });
  // Whatever is drawn, also for a moment, is noticed.
  await chat.page.addInitScript(() => {
    const seen = () => {
      const root = document.querySelector('openai-chatkit')?.shadowRoot;
      if (root?.textContent?.includes('No answer yet')) document.title = '"No answer yet" was shown';
      requestAnimationFrame(seen);
    };
    requestAnimationFrame(seen);
  });
  await reload(chat);
  await expect(chat.log.getByText('Thinking…')).toBeVisible();
  run.end(done(answerItem('a1', 'Here I am.')));
  await expect(chat.log.getByText('Here I am.')).toBeVisible();
  await chat.heard('onResponseEnd');
  await expect(chat.page).toHaveTitle('Host page');
});

test('what had come before is drawn at once: no text grows twice, nothing is there for a moment only', async ({
  chat,
}) => {
  const server = new RunServer(chat.backend);
  server.thread('thr_1');
  const run = server.begin('thr_1', { id: 'u1', text: 'Question' });
  run.say(
    done(answerItem('a1', 'The first part.')),
    added(answerItem('a2', '')),
    ...Array.from({ length: 200 }, (_, index) => delta('a2', `w${index} `)),
  );
  await chat.page.addInitScript(() => {
    Object.assign(window, { seen: [] });
    const seen: string[] = Reflect.get(window, 'seen');
    const look = () => {
      const root = document.querySelector('openai-chatkit')?.shadowRoot;
      const text = [...(root?.querySelectorAll('.answer') ?? [])].map((node) => node.textContent).join('|');
      if (text !== '' && seen.at(-1) !== text) seen.push(text);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await reload(chat);
  await expect(chat.log.getByText(/w199/)).toBeVisible();
  const seen: string[] = await chat.page.evaluate(() => Reflect.get(window, 'seen'));
  // First what the list has, then all that the run has said.
  expect(seen.length).toBeLessThanOrEqual(2);
  for (const text of seen) expect(text.split('The first part.')).toHaveLength(2);
  run.end();
});

test('Stop works on an answer that another device asked for', async ({ chat }) => {
  const server = new RunServer(chat.backend);
  server.thread('thr_1');
  const run = server.begin('thr_1', { id: 'u1', text: 'Question' });
  run.say(added(answerItem('a1', '')), delta('a1', 'One '));
  await reload(chat);
  await stop(chat).click();
  await expect(chat.log.getByText('You stopped this answer.')).toBeVisible();
  await expect.poll(() => chat.backend.of('threads.stop').length).toBe(1);
  await expect.poll(() => run.readers).toBe(0);
  await expect(chat.log.getByText('One', { exact: true })).toBeVisible();
  expect(await chat.names()).not.toContain('onError');
});

test('another thread and back: the answer goes on all the while', async ({ chat }) => {
  const server = new RunServer(chat.backend);
  const run = await asked(chat, server);
  server.thread('thr_2', [userItem('x', 'Other words')]);
  await chat.page.evaluate(() => window.host.kit?.setThreadId('thr_2'));
  await expect(chat.log.getByText('Other words')).toBeVisible();
  run.say(delta('a1', 'two '));
  await chat.page.evaluate(() => window.host.kit?.setThreadId('thr_1'));
  await expect(chat.log.getByText('One two', { exact: true })).toBeVisible();
  await expect(stop(chat)).toBeVisible();
  run.end(delta('a1', 'three'), done(answerItem('a1', 'One two three')));
  await chat.heard('onResponseEnd');
  await expectWhole(chat);
  expect(chat.backend.of('threads.stop')).toHaveLength(0);
});

test('a thread in which another device was answered shows the answer that goes on when it is chosen', async ({
  chat,
}) => {
  const server = new RunServer(chat.backend);
  server.thread('thr_1', [userItem('u0', 'First words')]);
  server.thread('thr_2');
  const run = server.begin('thr_2', { id: 'u1', text: 'From the phone' });
  run.say(added(answerItem('a1', '')), delta('a1', 'Half'));
  await reload(chat);
  await chat.page.evaluate(() => window.host.kit?.setThreadId('thr_2'));
  await expect(chat.log.getByText('Half', { exact: true })).toBeVisible();
  run.end(done(answerItem('a1', 'Half and half')));
  await expect(chat.log.getByText('Half and half')).toBeVisible();
});

test('an answer begins near the top after a reload, as it does where it was asked for', async ({ chat }) => {
  const server = new RunServer(chat.backend);
  const history = Array.from({ length: 8 }, (_, index) =>
    index % 2
      ? answerItem(`i${index}`, `Answer ${index}. ${'More words. '.repeat(120)}`)
      : userItem(`i${index}`, `Message ${index}`),
  );
  server.thread('thr_1', history);
  const run = server.begin('thr_1', { id: 'u1', text: 'The newest question' });
  run.say(added(answerItem('a1', '')), delta('a1', `The first line.\n\n${'Words. '.repeat(900)}`));
  await reload(chat);
  await expect(chat.log.getByText('The newest question')).toBeInViewport({ ratio: 1 });
  await expect(chat.log.getByText('The first line.')).toBeInViewport({ ratio: 1 });
  const top = await chat.log.evaluate((box) => box.scrollTop);
  run.say(delta('a1', `\n\n${'More. '.repeat(300)}The end.`));
  await expect(chat.log.getByText('The end.')).toBeAttached();
  expect(await chat.log.evaluate((box) => box.scrollTop)).toBe(top);
  run.end();
});
