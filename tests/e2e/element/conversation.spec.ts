import {
  added,
  answerItem,
  cite,
  created,
  delta,
  done,
  options,
  page as pageOf,
  threadOf,
  updated,
  userItem,
} from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';

/** Asks in a new thread and takes the request up to the stored message. */
async function ask(chat: ChatPage, text = 'Question') {
  await chat.send(text);
  const stream = await chat.backend.next('threads.create');
  return stream.send(created(), done(userItem('msg_1', text)), options());
}

async function answered(chat: ChatPage, text = 'First answer') {
  (await ask(chat)).end(done(answerItem('msg_2', text)));
  await chat.heard('onResponseEnd');
}

test('a message in a new thread is answered in a stream', async ({ chat }) => {
  await chat.open();
  await chat.send('What is ROS 2?');
  const bubble = chat.page.getByText('What is ROS 2?');
  await expect(bubble).toBeVisible();
  const node = await bubble.elementHandle();
  const stream = await chat.backend.next('threads.create');
  expect(stream.request.params).toEqual({
    input: {
      content: [{ type: 'input_text', text: 'What is ROS 2?' }],
      attachments: [],
      inference_options: {},
    },
  });
  stream.send(
    created(),
    done(userItem('msg_1', 'What is ROS 2?')),
    options(),
    added(answerItem('msg_2', '')),
  );
  stream.send(delta('msg_2', 'A **robot**'), delta('msg_2', ' framework.'));
  await expect(chat.log.getByText('A robot framework.')).toBeVisible();
  stream.send({ type: 'thread.updated', thread: threadOf('thr_1', { title: 'About ROS' }) });
  await expect(chat.page.getByRole('heading', { name: 'About ROS' })).toBeVisible();
  stream.end(done(answerItem('msg_2', 'A **robot** framework.')));
  await chat.heard('onResponseEnd');
  expect(await chat.names()).toEqual(['onReady', 'onResponseStart', 'onThreadChange', 'onResponseEnd']);
  await expect(chat.log.locator('strong')).toHaveText('robot');
  expect(await node?.evaluate((element) => element.isConnected), 'the bubble is the same node').toBe(true);
  await expect(chat.log.getByText('What is ROS 2?'), 'empty pages of items clear nothing').toBeVisible();
});

test('before the answer one line says what is being done', async ({ chat }) => {
  await chat.open();
  const stream = await ask(chat);
  const line = chat.log.getByRole('status');
  await expect(line).toHaveText('Thinking…');
  stream.send({ type: 'progress_update', icon: 'search', text: 'Searching the course…' });
  await expect(line).toHaveText('Searching the course…');
  stream.send(added(answerItem('msg_2', '')), delta('msg_2', 'Found it.'));
  await expect(line).toHaveCount(0);
  stream.end(done(answerItem('msg_2', 'Found it.')));
});

test('retry leaves exactly the new answer, though the server sends no removals', async ({ chat }) => {
  await chat.open({ threadItemActions: { retry: true } });
  await answered(chat);
  await chat.page.getByRole('button', { name: 'Answer again' }).click();
  await expect(chat.log.getByText('First answer')).toHaveCount(0);
  const retry = await chat.backend.next('threads.retry_after_item');
  expect(retry.request.params).toEqual({ thread_id: 'thr_1', item_id: 'msg_1' });
  retry.end(options(), done(answerItem('msg_3', 'Second answer')));
  await chat.heard('onResponseEnd', 2);
  await expect(chat.log.getByRole('article')).toHaveText([/Question/, /Second answer/]);
});

test('citations stand behind the right word, also after emoji, and stay when a part ends without them', async ({
  chat,
}) => {
  await chat.open();
  const text = 'Robots 🤖🤖 move. They sense.';
  const note = cite(
    [...'Robots 🤖🤖 move.'].length,
    'https://docs.example/move',
    'Moving',
    'Module 1\n“Robots move.”',
  );
  const stream = await ask(chat);
  stream.send(
    added(answerItem('msg_2', '')),
    delta('msg_2', text),
    updated('msg_2', {
      type: 'assistant_message.content_part.annotation_added',
      content_index: 0,
      annotation_index: 0,
      annotation: note,
    }),
    updated('msg_2', {
      type: 'assistant_message.content_part.done',
      content_index: 0,
      content: { type: 'output_text', text, annotations: [] },
    }),
  );
  const mark = chat.log.getByRole('link', { name: 'Source 1: Moving' });
  await expect(mark).toBeVisible();
  await expect(chat.log.locator('p', { has: chat.page.getByRole('link') })).toHaveText(
    /^Robots 🤖🤖 move\.\u20601 They sense\.$/,
  );
  stream.end(
    done(
      answerItem('msg_2', text, [
        note,
        cite(undefined, 'https://docs.example/move', 'Moving'),
        cite(undefined, 'https://b.example', 'Other'),
      ]),
    ),
  );
  await chat.heard('onResponseEnd');
  await chat.page.getByRole('button', { name: 'Sources · 2' }).click();
  await expect(chat.log.locator('.sources li')).toHaveCount(2);
});

test('the card of a source opens on focus and hover, and closes on Esc', async ({ chat }) => {
  await chat.open();
  const note = cite(5, 'https://docs.example/a', 'Nodes', 'Module 1 · Basics\n“A node is a process.”');
  (await ask(chat)).end(done(answerItem('msg_2', 'Nodes run.', [note])));
  const mark = chat.log.getByRole('link', { name: 'Source 1: Nodes' });
  await mark.focus();
  const card = chat.page.locator('.card');
  await expect(card).toContainText('Module 1 · Basics');
  await expect(card).toContainText('A node is a process.');
  await chat.page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await mark.hover();
  await card.hover();
  await expect(card.getByRole('link', { name: 'Open source' })).toHaveAttribute('rel', 'noopener noreferrer');
});

test('the page routes links of its own when it answers false', async ({ chat }) => {
  await chat.open();
  const url = new URL('/lessons/nodes#what', chat.page.url()).href;
  (await ask(chat)).end(done(answerItem('msg_2', 'Nodes run.', [cite(5, url, 'Nodes')])));
  await chat.page.evaluate(() => {
    const element = document.querySelector('openai-chatkit');
    Object.assign(element ?? {}, {
      onLinkClick: (link: string) => {
        document.title = link;
        return false;
      },
    });
  });
  const mark = chat.log.getByRole('link', { name: 'Source 1: Nodes' });
  await expect(mark).not.toHaveAttribute('target', '_blank');
  await mark.click();
  await expect(chat.page).toHaveTitle(url);
  expect(new URL(chat.page.url()).pathname).toBe('/');
});

test('an item that cannot be drawn says so and leaves the rest alone', async ({ chat }) => {
  await chat.open();
  const broken = { type: 'task', id: 'x', thread_id: 'thr_1', created_at: '', task: null };
  (await ask(chat)).end(done(broken), done(answerItem('msg_2', 'Still here')));
  await expect(chat.log.getByText('Still here')).toBeVisible();
  await expect(chat.log.getByText('This part could not be displayed.')).toBeVisible();
  expect(await chat.names()).toContain('onError');
});

test('two answers with one id are both shown', async ({ chat }) => {
  await chat.open();
  (await ask(chat)).end(added(answerItem('fake', '')), delta('fake', 'one'), done(answerItem('fake', 'one')));
  await chat.heard('onResponseEnd');
  await chat.send('again');
  const stream = await chat.backend.next('threads.add_user_message');
  stream.end(
    done(userItem('msg_3', 'again')),
    added(answerItem('fake', '')),
    delta('fake', 'two'),
    done(answerItem('fake', 'two')),
  );
  await chat.heard('onResponseEnd', 2);
  await expect(chat.log.getByText('one', { exact: true })).toBeVisible();
  await expect(chat.log.getByText('two', { exact: true })).toBeVisible();
});

test('stop aborts the request, keeps what came, and is no error', async ({ chat }) => {
  await chat.open({ threadItemActions: { retry: true } });
  const stream = await ask(chat);
  stream.send(added(answerItem('msg_2', '')), delta('msg_2', 'Half an ans'));
  await expect(chat.log.getByText('Half an ans')).toBeVisible();
  await chat.page.getByRole('button', { name: 'Stop answering' }).click();
  await stream.aborted;
  await chat.heard('onResponseEnd');
  expect(await chat.names()).not.toContain('onError');
  await expect(chat.log.getByText('Half an ans')).toBeVisible();
  await expect(chat.log.getByText('You stopped this answer.')).toBeVisible();
  await expect(chat.page.getByRole('button', { name: 'Answer again' })).toBeVisible();
  await expect(chat.input).toBeFocused();
  expect(chat.backend.requests.map(({ type }) => type)).toEqual(['threads.create']);
});

test('Esc in the composer stops; without permission there is nothing to stop with', async ({ chat }) => {
  await chat.open();
  const first = await ask(chat);
  // The page knows the thread: a stop before that would make the next message begin another one.
  await chat.heard('onThreadChange');
  await chat.input.press('Escape');
  await first.aborted;
  await chat.heard('onResponseEnd');
  await chat.send('more');
  const second = await chat.backend.next('threads.add_user_message');
  second.send(done(userItem('msg_5', 'more')), options(false));
  await expect(chat.page.getByRole('button', { name: 'Stop answering' })).toHaveCount(0);
  second.end(done(answerItem('msg_6', 'ok')));
});

test('another thread can be opened while an answer comes: it goes on in the background', async ({ chat }) => {
  chat.backend.on('threads.list', (answer) =>
    answer.json(pageOf([threadOf('thr_1', { title: 'Busy one' }), threadOf('thr_2', { title: 'Other' })])),
  );
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_2', { title: 'Other', items: pageOf([userItem('x', 'Earlier words')]) })),
  );
  await chat.open();
  const stream = await ask(chat);
  stream.send(added(answerItem('msg_2', '')), delta('msg_2', 'Begin'));
  await chat.page.getByRole('button', { name: 'Show conversations' }).click();
  await expect(chat.page.getByRole('button', { name: /Busy one.*Answering/ })).toBeVisible();
  await chat.page.getByRole('button', { name: 'Other', exact: true }).click();
  await expect(chat.log.getByText('Earlier words')).toBeVisible();
  stream.send(delta('msg_2', 'ning and end'));
  await chat.page.evaluate(() => window.host.kit?.setThreadId('thr_1'));
  await expect(chat.log.getByText('Beginning and end')).toBeVisible();
  stream.end(done(answerItem('msg_2', 'Beginning and end')));
  await chat.heard('onResponseEnd');
  expect(await chat.names()).not.toContain('onError');
});

test('an answer that breaks off can be tried again', async ({ chat }) => {
  await chat.open();
  const stream = await ask(chat);
  stream.send(added(answerItem('msg_2', '')), delta('msg_2', 'Half'));
  await expect(chat.log.getByText('Half')).toBeVisible();
  stream.break();
  await chat.heard('onResponseEnd');
  expect(await chat.names()).toEqual([
    'onReady',
    'onResponseStart',
    'onThreadChange',
    'onError',
    'onResponseEnd',
  ]);
  await expect(chat.input).toBeEnabled();
  await chat.page.getByRole('button', { name: 'Try again' }).click();
  (await chat.backend.next('threads.retry_after_item')).end(done(answerItem('msg_3', 'Whole')));
  await expect(chat.log.getByText('Whole')).toBeVisible();
  await expect(chat.page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('an error event shows its words, and a retry only where it is allowed', async ({ chat }) => {
  await chat.open();
  (await ask(chat)).end({
    type: 'error',
    code: 'custom',
    message: 'Budget spent for today.',
    allow_retry: false,
  });
  await chat.heard('onResponseEnd');
  await expect(chat.log.getByText('Budget spent for today.')).toBeVisible();
  await expect(chat.page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  expect((await chat.events()).find(({ name }) => name === 'onError')?.detail).toEqual({
    error: 'Budget spent for today.',
  });
});

test('a message that did not arrive says so, can be edited, and sent again', async ({ chat }) => {
  await chat.open();
  await chat.send('Fragile');
  (await chat.backend.next('threads.create')).json({ error: { code: 'x', message: 'secret stack' } }, 503);
  await expect(chat.log.getByText(/Not sent/)).toBeVisible();
  await expect(chat.log).not.toContainText('secret');
  await chat.page.getByRole('button', { name: 'Try again' }).click();
  (await chat.backend.next('threads.create')).json({}, 429);
  await chat.heard('onResponseEnd', 2);
  await expect(chat.log.getByText(/Wait a moment/)).toBeVisible();
  await chat.page.getByRole('button', { name: 'Edit' }).click();
  await expect(chat.input).toHaveValue('Fragile');
  await expect(chat.input).toBeFocused();
  await expect(chat.page.getByText('What can I help with today?')).toBeVisible();
});

test('copy takes the Markdown of the whole turn', async ({ chat }) => {
  await chat.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await chat.open();
  const widget = {
    id: 'w',
    thread_id: 'thr_1',
    created_at: '',
    type: 'widget',
    widget: { type: 'Card', children: [] },
    copy_text: 'Widget words',
  };
  (await ask(chat)).end(
    done(answerItem('msg_2', '**Bold** answer')),
    done(widget),
    done(answerItem('msg_3', 'Rest')),
  );
  await chat.page.getByRole('button', { name: 'Copy answer' }).click();
  await expect(chat.page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await chat.page.evaluate(() => navigator.clipboard.readText())).toBe(
    '**Bold** answer\n\nWidget words\n\nRest',
  );
});

test('thumbs go out with the items of the turn, and come back up when refused', async ({ chat }) => {
  await chat.open({ threadItemActions: { feedback: true } });
  await answered(chat);
  const up = chat.page.getByRole('button', { name: 'Good answer' });
  await up.click();
  await expect(up).toHaveAttribute('aria-pressed', 'true');
  const feedback = await chat.backend.next('items.feedback');
  expect(feedback.request.params).toEqual({ thread_id: 'thr_1', item_ids: ['msg_2'], kind: 'positive' });
  feedback.json({});
  await chat.page.getByRole('button', { name: 'Bad answer' }).click();
  await expect(up).toHaveAttribute('aria-pressed', 'false');
  (await chat.backend.next('items.feedback')).json({}, 500);
  await expect(up).toHaveAttribute('aria-pressed', 'true');
  await expect(chat.page.getByText('Your feedback could not be sent.').first()).toBeVisible();
});

test('effects and deep links reach the host', async ({ chat }) => {
  await chat.open();
  (await ask(chat)).end(
    { type: 'client_effect', name: 'highlight', data: { id: 'x' } },
    done(answerItem('msg_2', 'See [your order](chatkit-link://orders/open?id=42).')),
  );
  await chat.page.getByRole('button', { name: 'your order' }).click();
  const events = await chat.events();
  expect(events.find(({ name }) => name === 'onEffect')?.detail).toEqual({
    name: 'highlight',
    data: { id: 'x' },
  });
  expect(events.find(({ name }) => name === 'onDeeplink')?.detail).toEqual({
    name: 'orders/open',
    data: { id: '42' },
  });
});

test('an error under an earlier turn offers no retry: it would replace the newest answer', async ({
  chat,
}) => {
  await chat.open({ threadItemActions: { retry: true } });
  (await ask(chat)).end({ type: 'error', code: 'custom', message: 'Out of breath.', allow_retry: true });
  await expect(chat.page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await chat.send('Another question');
  (await chat.backend.next('threads.add_user_message')).end(
    done(userItem('msg_5', 'Another question')),
    done(answerItem('msg_6', 'Another answer')),
  );
  await chat.heard('onResponseEnd', 2);
  await expect(chat.log.getByText('Out of breath.')).toBeVisible();
  await expect(chat.page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('a message that is sent again goes to the end, where the server stores it', async ({ chat }) => {
  await chat.open();
  await answered(chat);
  await chat.send('Lost');
  (await chat.backend.next('threads.add_user_message')).json({}, 503);
  await expect(chat.log.getByText(/Not sent/)).toBeVisible();
  await chat.send('Later');
  (await chat.backend.next('threads.add_user_message')).end(
    done(userItem('msg_5', 'Later')),
    done(answerItem('msg_6', 'Later answer')),
  );
  await chat.heard('onResponseEnd', 3);
  await chat.page.getByRole('button', { name: 'Try again' }).click();
  (await chat.backend.next('threads.add_user_message')).end(
    done(userItem('msg_7', 'Lost')),
    done(answerItem('msg_8', 'Found answer')),
  );
  await expect(chat.log.getByRole('article')).toHaveText([
    /Question/,
    /First answer/,
    /Later/,
    /Later answer/,
    /Lost/,
    /Found answer/,
  ]);
});

for (const [status, words, again] of [
  [400, 'It may be too long.', 0],
  [404, 'This conversation no longer exists.', 0],
  [409, 'An answer is still coming here', 1],
] as const) {
  test(`a message refused with ${status} is told for what it is, and tried again only if that can help`, async ({
    chat,
  }) => {
    await chat.open();
    await answered(chat);
    await chat.send('Refused');
    (await chat.backend.next('threads.add_user_message')).json(
      { error: { code: 'x', message: 'x' } },
      status,
    );
    await expect(chat.log.getByText(words)).toBeVisible();
    await expect(chat.log.getByRole('button', { name: 'Try again' })).toHaveCount(again);
    await chat.log.getByRole('button', { name: 'Edit' }).click();
    await expect(chat.input).toHaveValue('Refused');
  });
}

test('an answer whose stream ends before it is whole is not passed off as finished', async ({ chat }) => {
  await chat.open();
  const stream = await ask(chat);
  stream.end(added(answerItem('msg_2', '')), delta('msg_2', 'Half of it'));
  await expect(chat.log.getByText('The answer broke off.')).toBeVisible();
  await expect(chat.log.getByText('Half of it')).toBeVisible();
  await expect(chat.page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('a stored message that was never answered can be asked again after a reload', async ({ chat }) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf([userItem('msg_1', 'Anybody there?')]) })),
  );
  await chat.open({ initialThread: 'thr_1', threadItemActions: { retry: true } });
  await expect(chat.log.getByText('No answer yet.')).toBeVisible();
  await chat.log.getByRole('button', { name: 'Try again' }).click();
  const retry = await chat.backend.next('threads.retry_after_item');
  expect(retry.request.params).toEqual({ thread_id: 'thr_1', item_id: 'msg_1' });
  await expect(chat.log.getByText('No answer yet.')).toHaveCount(0);
  retry.end(done(answerItem('msg_2', 'Here I am.')));
  await expect(chat.log.getByText('Here I am.')).toBeVisible();
});

test('the card of a source closes when something else is pressed, and when its mark is scrolled away', async ({
  chat,
}) => {
  await chat.open();
  const text = `Nodes run.\n\n${'More text.\n\n'.repeat(60)}`;
  (await ask(chat)).end(done(answerItem('msg_2', text, [cite(5, 'https://docs.example/a', 'Nodes')])));
  await chat.heard('onResponseEnd');
  const mark = chat.log.getByRole('link', { name: 'Source 1: Nodes' });
  const card = chat.page.locator('.card');
  await mark.dispatchEvent('pointerenter', { pointerType: 'mouse' });
  await expect(card).toBeVisible();
  await chat.page.getByRole('heading', { name: 'New chat' }).dispatchEvent('pointerdown');
  await expect(card).toHaveCount(0);
  await mark.dispatchEvent('pointerenter', { pointerType: 'mouse' });
  await expect(card).toBeVisible();
  await chat.log.evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await expect(card).toHaveCount(0);
});

test('code in a table is not broken inside its words', async ({ chat }) => {
  await chat.open();
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const table = [
    row(['Kind', 'Direction', 'Use it for', 'Example']),
    '|---|---|---|---|',
    row(['Action', 'both ways', 'long tasks with feedback', '`/navigate_through_many_poses`']),
  ];
  await chat.page.setViewportSize({ width: 400, height: 700 });
  (await ask(chat)).end(done(answerItem('msg_2', table.join('\n'))));
  const code = chat.log.locator('td code');
  expect(await code.evaluate((element) => element.getClientRects().length)).toBe(1);
});
