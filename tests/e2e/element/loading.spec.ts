import { answerItem, page as pageOf, threadOf, userItem } from '../../support/element-events';
import { expect, test } from '../../support/element-fixture';

const item = (n: number) =>
  n % 2 ? userItem(`i${n}`, `Message ${n}`) : answerItem(`i${n}`, `Answer ${n}. ${'Text. '.repeat(60)}`);

const items = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => item(from + at));

test('a long thread opens at its newest item; scrolling up loads the rest without a jump', async ({
  chat,
}) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf(items(1, 20), 'i20') })),
  );
  await chat.open({ initialThread: 'thr_1' });
  const newest = await chat.backend.next('items.list');
  expect(newest.request.params).toEqual({ thread_id: 'thr_1', limit: 30, order: 'desc' });
  newest.json(pageOf(items(31, 60).reverse(), 'i31'));
  await expect(chat.log.getByText('Answer 60.')).toBeInViewport();
  await expect(chat.log.getByText('Message 1', { exact: true })).toHaveCount(0);

  await chat.log.evaluate((box) => box.scrollTo(0, 0));
  const older = await chat.backend.next('items.list');
  expect(older.request.params).toMatchObject({ after: 'i31', order: 'desc' });
  const anchor = chat.log.getByText('Message 31', { exact: true });
  const before = await anchor.boundingBox();
  older.json(pageOf(items(1, 30).reverse()));
  await expect(chat.log.getByText('Message 1', { exact: true })).toBeAttached();
  const after = await anchor.boundingBox();
  // The line that said "loading" above it is gone: that much may change, a page of items may not.
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(8);
});

test('pages that are empty because of hidden items are skipped', async ({ chat }) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf(items(1, 20), 'i20') })),
  );
  await chat.open({ initialThread: 'thr_1' });
  (await chat.backend.next('items.list')).json(pageOf([], 'hidden_1'));
  const second = await chat.backend.next('items.list');
  expect(second.request.params).toMatchObject({ after: 'hidden_1' });
  second.json(pageOf([item(2), item(1)]));
  await expect(chat.log.getByText('Message 1', { exact: true })).toBeVisible();
});

test('a thread that cannot be loaded says so and can be tried again', async ({ chat }) => {
  await chat.open({ initialThread: 'gone' });
  await expect(chat.page.getByRole('status', { name: 'Loading the conversation' })).toBeVisible();
  (await chat.backend.next('threads.get_by_id')).json({}, 404);
  await expect(chat.page.getByText('This conversation no longer exists.')).toBeVisible();
  expect(await chat.names()).toEqual([
    'onReady',
    'onThreadChange',
    'onThreadLoadStart',
    'onError',
    'onThreadLoadEnd',
  ]);
  await chat.page.getByRole('button', { name: 'Try again' }).click();
  (await chat.backend.next('threads.get_by_id')).json(threadOf('gone', { items: pageOf([item(1)]) }));
  await expect(chat.log.getByText('Message 1')).toBeVisible();
});

test('fetchUpdates takes over what changed and keeps what is there', async ({ chat }) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf(items(1, 2)) })),
  );
  await chat.open({ initialThread: 'thr_1' });
  const node = await chat.log.getByText('Message 1', { exact: true }).elementHandle();
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf('thr_1', {
        title: 'New title',
        items: pageOf([item(1), answerItem('i2', 'Corrected'), item(3)]),
      }),
    ),
  );
  await chat.page.evaluate(() => window.host.kit?.fetchUpdates());
  await expect(chat.log.getByRole('article')).toHaveText([/Message 1/, /Corrected/, /Message 3/]);
  await expect(chat.page.getByRole('heading', { name: 'New title' })).toBeVisible();
  expect(await node?.evaluate((element) => element.isConnected)).toBe(true);
});

test('a locked thread keeps the composer but takes nothing; a closed one shows why; both can reopen', async ({
  chat,
}) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf(items(1, 2)) })),
  );
  await chat.open({ initialThread: 'thr_1', threadItemActions: { retry: true } });
  await chat.send('More');
  const stream = await chat.backend.next('threads.add_user_message');
  const status = (value: unknown) => ({
    type: 'thread.updated',
    thread: threadOf('thr_1', { status: value }),
  });
  stream.send(status({ type: 'locked', reason: 'The exam has begun' }));
  await expect(chat.page.getByPlaceholder('The exam has begun')).toBeDisabled();
  stream.send(status({ type: 'closed', reason: 'The course has ended' }));
  await expect(chat.page.getByText('The course has ended')).toBeVisible();
  await expect(chat.page.getByRole('textbox')).toHaveCount(0);
  stream.end(status({ type: 'active' }), answerItem('x', 'y'));
  await expect(chat.input).toBeEnabled();
});

test('with autoScroll the view follows until the reader scrolls up; the button leads back', async ({
  chat,
}) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf(items(1, 6)) })),
  );
  await chat.open({ initialThread: 'thr_1', thread: { autoScroll: true } });
  await chat.send('Go on');
  const stream = await chat.backend.next('threads.add_user_message');
  const long = (n: number) => ({
    type: 'thread.item.done',
    item: answerItem(`a${n}`, `Part ${n}. ${'Words. '.repeat(900)} End ${n}.`),
  });
  stream.send({ type: 'thread.item.done', item: userItem('u', 'Go on') });
  await expect(chat.log.getByText('Go on')).toBeInViewport();
  const rest = () => chat.log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  stream.send(long(1));
  await expect(chat.log.getByText('Part 1.')).toBeAttached();
  await expect.poll(rest).toBeLessThan(80);
  await chat.log.evaluate((box) => box.scrollBy(0, -600));
  await expect(chat.page.getByRole('button', { name: 'Jump to latest' })).toBeVisible();
  stream.send(long(2));
  await expect(chat.log.getByText('Part 2.')).toBeAttached();
  expect(await rest()).toBeGreaterThan(600);
  await chat.page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect.poll(rest).toBeLessThan(80);
  stream.end();
});

test('fetchUpdates keeps what only this page knows: a message that was not sent, an error at the end', async ({
  chat,
}) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf([item(1)]) })),
  );
  await chat.open({ initialThread: 'thr_1', threadItemActions: { retry: true } });
  await chat.log.getByRole('button', { name: 'Try again' }).click();
  (await chat.backend.next('threads.retry_after_item')).end({
    type: 'error',
    code: 'custom',
    message: 'Out of breath.',
    allow_retry: true,
  });
  await chat.heard('onResponseEnd');
  await chat.send('Unsent words');
  (await chat.backend.next('threads.add_user_message')).json({}, 503);
  await chat.heard('onResponseEnd', 2);

  await chat.page.evaluate(() => window.host.kit?.fetchUpdates());
  await expect(chat.log.getByText('Out of breath.')).toBeVisible();
  await expect(chat.log.getByText('Unsent words')).toBeVisible();

  // The question was answered elsewhere meanwhile.
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf(items(1, 2)) })),
  );
  await chat.page.evaluate(() => window.host.kit?.fetchUpdates());
  await expect(chat.log.getByRole('article')).toHaveText([/Message 1/, /Answer 2/, /Unsent words/]);
  await expect(chat.log.getByText('Out of breath.')).toHaveCount(0);
});
