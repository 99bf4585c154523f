import { added, answerItem, delta, done, userItem } from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { RunServer } from '../../support/run-server';

const OPTIONS = { initialThread: 'thr_1', threadItemActions: { retry: true } };

const tryAgain = (chat: ChatPage) => chat.log.getByRole('button', { name: 'Try again' });

/** A student has asked, and the first words of the answer are there. */
async function asked(chat: ChatPage) {
  const server = new RunServer(chat.backend);
  server.thread('thr_1', [userItem('u0', 'Hello'), answerItem('a0', 'Hello!')]);
  await chat.open(OPTIONS);
  await chat.send('Question');
  const run = await server.started();
  run.say(added(answerItem('a1', '')), delta('a1', 'One '));
  await expect(chat.log.getByText('One', { exact: true })).toBeVisible();
  return { server, run };
}

test('a process that shuts down between two items ends nothing: the rest comes from the next one', async ({
  chat,
}) => {
  const { run } = await asked(chat);
  run.say(done(answerItem('a1', 'One.')));
  await expect(chat.log.getByText('One.', { exact: true })).toBeVisible();
  run.cut();
  const again = await chat.backend.next('runs.events');
  again.json({}, 503);
  await expect(chat.log.getByText('Reconnecting')).toBeVisible();
  await expect.poll(() => run.readers).toBe(1);
  run.end(done(answerItem('a2', 'Two.')));
  await chat.heard('onResponseEnd');
  await expect(chat.log.getByRole('article')).toHaveText([/Hello$/, /Hello!/, /Question/, /One\.\s*Two\./]);
  expect(await chat.names()).not.toContain('onError');
});

test('a run that is over when the page comes back shows what the thread has of it', async ({ chat }) => {
  const { server, run } = await asked(chat);
  const back = chat.backend.next('runs.events');
  run.break();
  run.end(done(answerItem('a1', 'One two three')));
  server.forget(run);
  (await back).with({ 'X-ChatKit-Extensions': 'active-run' }).json({}, 404);
  await expect(chat.log.getByText('One two three')).toBeVisible();
  await expect(chat.log.getByText('Looking for the answer…')).toHaveCount(0);
  await expect(tryAgain(chat)).toHaveCount(0);
  expect(await chat.names()).not.toContain('onError');
});

test('an answer whose process died ends where the server says that it broke off', async ({ chat }) => {
  const { run } = await asked(chat);
  run.say(delta('a1', 'two three'));
  await expect(chat.log.getByText('One two three', { exact: true })).toBeVisible();
  const back = chat.backend.next('runs.events');
  run.break();
  // The last words were not kept: their numbers are those of other events now.
  const end = { type: 'turn_end', id: 'e1', thread_id: 'thr_1', created_at: '', reason: 'broke_off' };
  (await back)
    .with({ 'X-ChatKit-Extensions': 'active-run' })
    .run(run.id, 4, done(answerItem('a1', 'One two')), done(end))
    .raw(': end\n\n')
    .close();
  await expect(chat.log.getByText('One two', { exact: true })).toBeVisible();
  await expect(chat.log.getByText('The answer broke off.')).toBeVisible();
  await expect(tryAgain(chat)).toHaveCount(1);
  await chat.heard('onResponseEnd');
});

test('a server that stays away for long: what came is shown with "Try again", which looks before it asks anew', async ({
  chat,
}) => {
  await chat.page.clock.install();
  const { run } = await asked(chat);
  chat.backend.on('runs.events', (answer) => answer.json({}, 503));
  run.break();
  await expect(chat.log.getByText('Reconnecting')).toBeVisible();
  // Longer than any restart.
  await expect(async () => {
    await chat.page.clock.runFor(10_000);
    await expect(chat.log.getByText('The answer broke off. Please try again.')).toBeVisible({ timeout: 1 });
  }).toPass();
  await expect(chat.log.getByText('One', { exact: true })).toBeVisible();
  run.end(done(answerItem('a1', 'One two three')));
  await tryAgain(chat).click();
  await expect(chat.log.getByText('One two three')).toHaveCount(1);
  await expect(chat.log.getByText('The answer broke off.')).toHaveCount(0);
  expect(chat.backend.of('threads.retry_after_item')).toHaveLength(0);
});

test('a server that comes back after that is found when the reader comes back', async ({ chat }) => {
  await chat.page.clock.install();
  const { server, run } = await asked(chat);
  chat.backend.on('runs.events', (answer) => answer.json({}, 503));
  run.break();
  await expect(async () => {
    await chat.page.clock.runFor(10_000);
    await expect(tryAgain(chat)).toBeVisible({ timeout: 1 });
  }).toPass();
  server.serve('runs.events');
  await chat.setVisible(false);
  await chat.setVisible(true);
  await expect(chat.page.getByRole('button', { name: 'Stop answering' })).toBeVisible();
  await expect(tryAgain(chat)).toHaveCount(0);
  run.end(delta('a1', 'two'), done(answerItem('a1', 'One two')));
  await expect(chat.log.getByText('One two', { exact: true })).toHaveCount(1);
});

test('a connection that is dead without a word is noticed when the reader comes back', async ({ chat }) => {
  await chat.page.clock.install();
  const { run } = await asked(chat);
  run.hang();
  run.say(delta('a1', 'two'));
  await chat.setVisible(false);
  await chat.page.clock.setSystemTime(Date.now() + 30_000);
  await chat.setVisible(true);
  await expect.poll(() => run.readers).toBe(1);
  await expect(chat.log.getByText('One two', { exact: true })).toBeVisible();
  run.end(done(answerItem('a1', 'One two')));
});
