import { added, answerItem, created, delta, done, options, userItem } from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';

/** Asks, and takes the run up to the first words of its answer: events 1 to 5. */
async function half(chat: ChatPage) {
  await chat.open();
  await chat.send('Question');
  const stream = await chat.backend.next('threads.create');
  stream.run(
    'run_1',
    1,
    created(),
    done(userItem('m1', 'Question')),
    options(),
    added(answerItem('m2', '')),
    delta('m2', 'One '),
  );
  await expect(chat.log.getByText('One', { exact: true })).toBeVisible();
  return stream;
}

test('an answer goes on after its connection broke: one message, no word twice', async ({ chat }) => {
  const stream = await half(chat);
  expect(stream.request.headers['x-chatkit-resume']).toBe('1');
  stream.break();
  const rest = await chat.backend.next('runs.events');
  expect(rest.request.params).toEqual({ runId: 'run_1', after: '5' });
  await expect(chat.log.getByText('The connection was lost. Reconnecting…')).toBeVisible();
  // A server that is not sure sends more than was asked for.
  rest.run('run_1', 4, added(answerItem('m2', '')), delta('m2', 'One '), delta('m2', 'two '));
  await expect(chat.log.getByText('One two', { exact: true })).toBeVisible();
  await expect(chat.log.getByText('Reconnecting')).toHaveCount(0);
  rest.break();
  const end = await chat.backend.next('runs.events');
  expect(end.request.params).toEqual({ runId: 'run_1', after: '6' });
  end.run('run_1', 7, delta('m2', 'three'), done(answerItem('m2', 'One two three'))).end();
  await chat.heard('onResponseEnd');
  await expect(chat.log.getByRole('article')).toHaveText([/Question/, /^Assistant saidOne two three$/]);
  expect(await chat.names()).toEqual(['onReady', 'onResponseStart', 'onThreadChange', 'onResponseEnd']);
});

test('a stream that ends in the middle of its answer was cut, and is gone on with', async ({ chat }) => {
  const stream = await half(chat);
  stream.end();
  const rest = await chat.backend.next('runs.events');
  rest.run('run_1', 6, done(answerItem('m2', 'One two'))).end();
  await expect(chat.log.getByText('One two', { exact: true })).toBeVisible();
  await chat.heard('onResponseEnd');
  expect(await chat.names()).not.toContain('onError');
});

test('without a network it waits, and goes on when there is one again', async ({ chat }) => {
  const stream = await half(chat);
  await chat.page.context().setOffline(true);
  stream.break();
  await expect(chat.log.getByText('Reconnecting')).toBeVisible();
  await chat.page.context().setOffline(false);
  const rest = await chat.backend.next('runs.events');
  rest.run('run_1', 6, done(answerItem('m2', 'One two'))).end();
  await expect(chat.log.getByText('One two', { exact: true })).toBeVisible();
});

test('a run that is gone is an answer that broke off', async ({ chat }) => {
  const stream = await half(chat);
  stream.break();
  (await chat.backend.next('runs.events')).json({}, 404);
  await expect(chat.log.getByText('The answer broke off.')).toBeVisible();
  await expect(chat.page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(chat.log.getByText('Reconnecting')).toHaveCount(0);
  expect(chat.backend.of('runs.events')).toHaveLength(1);
});

test('stop tells the server, which would go on otherwise; the next message waits for that', async ({
  chat,
}) => {
  const stream = await half(chat);
  await chat.page.getByRole('button', { name: 'Stop answering' }).click();
  await stream.aborted;
  const stop = await chat.backend.next('threads.stop');
  expect(stop.request.params).toEqual({ thread_id: 'thr_1' });
  await expect(chat.log.getByText('You stopped this answer.')).toBeVisible();
  await chat.send('Next');
  await expect(chat.log.getByText('Next')).toBeVisible();
  expect(chat.backend.of('threads.add_user_message')).toHaveLength(0);
  stop.json({});
  (await chat.backend.next('threads.add_user_message')).end(
    done(userItem('m3', 'Next')),
    done(answerItem('m4', 'ok')),
  );
  await chat.heard('onResponseEnd', 2);
  expect(await chat.names()).not.toContain('onError');
});

test('stop during a wait for the network ends it at once', async ({ chat }) => {
  const stream = await half(chat);
  stream.break();
  (await chat.backend.next('runs.events')).json({}, 503);
  await expect(chat.log.getByText('Reconnecting')).toBeVisible();
  await chat.page.getByRole('button', { name: 'Stop answering' }).click();
  (await chat.backend.next('threads.stop')).json({});
  await chat.heard('onResponseEnd');
  expect(await chat.names()).not.toContain('onError');
});

test('a stop before the server has answered reaches the run as soon as it can be named', async ({ chat }) => {
  const first = await half(chat);
  first.run('run_1', 6, done(answerItem('m2', 'One'))).end();
  await chat.heard('onResponseEnd');
  await chat.send('Oh no');
  const stream = await chat.backend.next('threads.add_user_message');
  await chat.page.getByRole('button', { name: 'Stop answering' }).click();
  await chat.heard('onResponseEnd', 2);
  expect(chat.backend.of('threads.stop')).toHaveLength(0);
  stream.run('run_2', 1, options());
  (await chat.backend.next('threads.stop')).json({});
  await stream.aborted;
  expect(await chat.names()).not.toContain('onError');
});

test('leaving the page only detaches: the run goes on', async ({ chat }) => {
  const stream = await half(chat);
  await chat.page.evaluate(() => document.querySelector('openai-chatkit')?.remove());
  await stream.aborted;
  expect(chat.backend.of('threads.stop')).toHaveLength(0);
});

test('a server that does not keep its runs is read as ever', async ({ chat }) => {
  await chat.open();
  await chat.send('Question');
  const stream = await chat.backend.next('threads.create');
  stream.send(created(), done(userItem('m1', 'Question')), added(answerItem('m2', '')), delta('m2', 'Half'));
  await expect(chat.log.getByText('Half')).toBeVisible();
  stream.break();
  await expect(chat.log.getByText('The answer broke off.')).toBeVisible();
  expect(chat.backend.of('runs.events')).toHaveLength(0);
});
