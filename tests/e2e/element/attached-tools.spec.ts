import { answerItem, done, userItem } from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { RunServer } from '../../support/run-server';

const OPTIONS = { initialThread: 'thr_1', threadItemActions: { retry: true } };

const call = () => ({
  type: 'client_tool_call',
  id: 'tool_1',
  thread_id: 'thr_1',
  created_at: '',
  status: 'pending',
  call_id: 'call_1',
  name: 'get_page',
  arguments: {},
});

function serverOf(chat: ChatPage) {
  const server = new RunServer(chat.backend);
  server.thread('thr_1', [userItem('u0', 'Hello'), answerItem('a0', 'Hello!')]);
  return server;
}

/** Mounts with a tool that counts its calls in the title, and answers at once or when `tool-ends` happens. */
async function openWithTool(chat: ChatPage, waits = false) {
  await chat.open(OPTIONS);
  await chat.page.evaluate((isSlow) => {
    let calls = 0;
    window.host.change({
      onClientTool: async () => {
        calls += 1;
        document.title = `called ${calls}`;
        if (isSlow)
          await new Promise((resolve) => document.addEventListener('tool-ends', resolve, { once: true }));
        return { page: 'Lesson 3' };
      },
    });
  }, waits);
  await expect(chat.log.getByText('Hello!')).toBeVisible();
}

test('a tool of the page is called by the window that asked, and by no other; both show what comes of it', async ({
  chat,
}) => {
  const server = serverOf(chat);
  const other = await chat.anotherWindow();
  await openWithTool(other);
  await openWithTool(chat, true);
  await chat.send('Read my page');
  const first = await server.started();
  await expect.poll(() => first.readers).toBe(2);
  first.end(done(call()));
  await expect(chat.page).toHaveTitle('called 1');
  await expect(other.log.getByText('Working…')).toBeVisible();
  await expect(other.page.getByRole('button', { name: 'Stop answering' })).toBeVisible();
  await chat.page.evaluate(() => document.dispatchEvent(new Event('tool-ends')));
  const second = await server.started();
  await expect.poll(() => second.readers).toBe(2);
  second.end(done(answerItem('a1', 'You read lesson 3.')));
  for (const window of [chat, other]) {
    await window.heard('onResponseEnd');
    await expect(window.log.getByText('You read lesson 3.')).toBeVisible();
    await expect(window.log.getByRole('button', { name: 'Continue' })).toHaveCount(0);
  }
  await expect(other.page).toHaveTitle('Host page');
  expect(chat.backend.of('threads.add_client_tool_output')).toHaveLength(1);
});

test('a call that nobody answers is left to the student, and then made once', async ({ chat }) => {
  await chat.page.clock.install();
  const server = serverOf(chat);
  const run = server.begin('thr_1', { id: 'u1', text: 'Read my page' });
  await openWithTool(chat);
  await expect(chat.page.getByRole('button', { name: 'Stop answering' })).toBeVisible();
  run.end(done(call()));
  await expect(chat.log.getByText('Working…')).toBeVisible();
  await expect(async () => {
    await chat.page.clock.runFor(5000);
    await expect(chat.log.getByText('This step is not finished.')).toBeVisible({ timeout: 1 });
  }).toPass();
  await expect(chat.page).toHaveTitle('Host page');
  await chat.log.getByRole('button', { name: 'Continue' }).click();
  await expect(chat.page).toHaveTitle('called 1');
  (await server.started()).end(done(answerItem('a1', 'You read lesson 3.')));
  await expect(chat.log.getByText('You read lesson 3.')).toBeVisible();
});

test('"Continue" looks first: a call that another device has answered meanwhile is not made again', async ({
  chat,
}) => {
  const server = serverOf(chat);
  const thread = server.thread('thr_1', [userItem('u1', 'Read my page'), call()]);
  await openWithToolIn(chat);
  thread.items = [
    userItem('u1', 'Read my page'),
    { ...call(), status: 'completed' },
    answerItem('a1', 'You read lesson 3.'),
  ];
  await chat.log.getByRole('button', { name: 'Continue' }).click();
  await expect(chat.log.getByText('You read lesson 3.')).toBeVisible();
  await expect(chat.page).toHaveTitle('Host page');
  expect(chat.backend.of('threads.add_client_tool_output')).toHaveLength(0);
});

/** The thread has nothing but the open call. */
async function openWithToolIn(chat: ChatPage) {
  await chat.open(OPTIONS);
  await chat.page.evaluate(() =>
    window.host.change({
      onClientTool: async () => {
        document.title = 'called';
        return {};
      },
    }),
  );
  await expect(chat.log.getByText('This step is not finished.')).toBeVisible();
}
