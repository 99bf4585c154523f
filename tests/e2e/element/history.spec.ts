import { page as pageOf, threadOf, userItem } from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';

const threads = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => threadOf(`t${from + at}`, { title: `Talk ${from + at}` }));

const row = (chat: ChatPage, name: string) => chat.page.getByRole('button', { name, exact: true });

async function openHistory(chat: ChatPage, list = threads(1, 3)) {
  chat.backend.on('threads.list', (answer) => answer.json(pageOf(list)));
  await chat.page.getByRole('button', { name: 'Show conversations' }).click();
  await expect(row(chat, 'Talk 1')).toBeVisible();
}

test.beforeEach(async ({ chat }) => {
  await chat.page.setViewportSize({ width: 400, height: 700 });
  chat.backend.on('threads.get_by_id', (answer) => {
    const id = String(answer.request.params.thread_id);
    answer.json(
      threadOf(id, { title: `Talk ${id.slice(1)}`, items: pageOf([userItem('m', `Words of ${id}`)]) }),
    );
  });
});

test('the list pages as it is scrolled, and a failed page can be asked for again', async ({ chat }) => {
  await chat.open();
  await chat.page.getByRole('button', { name: 'Show conversations' }).click();
  await expect(chat.page.getByRole('status', { name: 'Loading conversations' })).toBeVisible();
  const first = await chat.backend.next('threads.list');
  expect(first.request.params).toEqual({ limit: 20, order: 'desc' });
  first.json(pageOf(threads(1, 20), 't20'));
  await row(chat, 'Talk 20').scrollIntoViewIfNeeded();
  await chat.page.locator('.history-list').evaluate((box) => box.scrollTo(0, box.scrollHeight));
  const second = await chat.backend.next('threads.list');
  expect(second.request.params).toMatchObject({ after: 't20' });
  second.json({}, 500);
  await chat.page.getByRole('button', { name: 'Try again' }).click();
  (await chat.backend.next('threads.list')).json(pageOf(threads(20, 25)));
  await expect(row(chat, 'Talk 25')).toBeAttached();
  await expect(row(chat, 'Talk 20')).toHaveCount(1);
});

test('opening a thread closes the panel first; opening the same one again only closes it', async ({
  chat,
}) => {
  await chat.open();
  await openHistory(chat);
  await row(chat, 'Talk 2').click();
  await expect(chat.log.getByText('Words of t2')).toBeVisible();
  const order = [
    'onReady',
    'onHistoryOpen',
    'onHistoryClose',
    'onThreadChange',
    'onThreadLoadStart',
    'onThreadLoadEnd',
  ];
  await expect.poll(() => chat.names()).toEqual(order);
  await openHistory(chat);
  await expect(row(chat, 'Talk 2')).toHaveAttribute('aria-current', 'true');
  await row(chat, 'Talk 2').click();
  await expect.poll(() => chat.names()).toEqual([...order, 'onHistoryOpen', 'onHistoryClose']);
});

test('the panel takes the focus and gives it back on Esc', async ({ chat }) => {
  await chat.open();
  const opener = chat.page.getByRole('button', { name: 'Show conversations' });
  await opener.focus();
  await openHistory(chat);
  await expect(chat.page.getByRole('dialog', { name: 'Conversations' })).toBeVisible();
  await chat.page.keyboard.press('Escape');
  await expect(chat.page.getByRole('dialog')).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test('empty and failed lists say so', async ({ chat }) => {
  await chat.open();
  chat.backend.on('threads.list', (answer) => answer.json({}, 500));
  await chat.page.getByRole('button', { name: 'Show conversations' }).click();
  await expect(chat.page.getByText('Your conversations could not be loaded.')).toBeVisible();
  chat.backend.on('threads.list', (answer) => answer.json(pageOf([])));
  await chat.page.getByRole('button', { name: 'Try again' }).click();
  await expect(chat.page.getByText('No conversations yet')).toBeVisible();
});

test('rename: Enter saves, Esc does not, a refusal takes the name back', async ({ chat }) => {
  await chat.open();
  await openHistory(chat);
  const rename = async (name: string, key: string) => {
    await chat.page.getByRole('button', { name: /^Actions for “Talk 1”|^Actions for “Better”/ }).click();
    await chat.page.getByRole('menuitem', { name: 'Rename' }).click();
    const field = chat.page.getByRole('textbox', { name: 'Conversation name' });
    await expect(field).toBeFocused();
    await field.fill(name);
    await field.press(key);
  };
  await rename('Nothing', 'Escape');
  await expect(row(chat, 'Talk 1')).toBeFocused();
  await rename('Better', 'Enter');
  const update = await chat.backend.next('threads.update');
  expect(update.request.params).toEqual({ thread_id: 't1', title: 'Better' });
  await expect(row(chat, 'Better')).toBeVisible();
  update.json(threadOf('t1', { title: 'Better' }));
  await rename('Worse', 'Enter');
  (await chat.backend.next('threads.update')).json({}, 500);
  await expect(row(chat, 'Better')).toBeVisible();
  await expect(chat.page.getByText('The name could not be saved.')).toBeVisible();
  expect(chat.backend.of('threads.update')).toHaveLength(2);
});

test('delete asks first; the shown thread gives way to a new one and the panel stays', async ({ chat }) => {
  await chat.open({ initialThread: 't1' });
  await openHistory(chat);
  const askDelete = async () => {
    await chat.page.getByRole('button', { name: 'Actions for “Talk 1”' }).click();
    await chat.page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(chat.page.getByRole('alertdialog', { name: 'Delete this conversation?' })).toBeVisible();
  };
  await askDelete();
  await expect(chat.page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await chat.page.keyboard.press('Escape');
  await expect(chat.page.getByRole('alertdialog')).toHaveCount(0);
  await askDelete();
  await chat.page.getByRole('button', { name: 'Delete', exact: true }).click();
  const remove = await chat.backend.next('threads.delete');
  expect(remove.request.params).toEqual({ thread_id: 't1' });
  await expect(row(chat, 'Talk 1'), 'not before the server agreed').toBeAttached();
  remove.json({});
  await expect(row(chat, 'Talk 1')).toHaveCount(0);
  await expect(row(chat, 'Talk 2')).toBeVisible();
  expect((await chat.events()).at(-1)).toEqual({ name: 'onThreadChange', detail: { threadId: null } });
});

test('on a wide element the conversations stand beside the chat', async ({ chat }) => {
  await chat.page.setViewportSize({ width: 1000, height: 700 });
  await chat.open({ history: { enabled: true, showDelete: false } });
  await openHistory(chat);
  await expect(chat.page.getByRole('navigation', { name: 'Conversations' })).toBeVisible();
  await row(chat, 'Talk 3').hover();
  await chat.page.getByRole('button', { name: 'Actions for “Talk 3”' }).click();
  await expect(chat.page.getByRole('menuitem')).toHaveText(['Rename']);
  await expect(chat.input).toBeEditable();
});
