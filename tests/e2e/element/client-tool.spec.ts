import {
  answerItem,
  created,
  done,
  options,
  page as pageOf,
  threadOf,
  userItem,
} from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';

const call = (status = 'pending') => ({
  type: 'client_tool_call',
  id: 'tool_1',
  thread_id: 'thr_1',
  created_at: '',
  status,
  call_id: 'call_1',
  name: 'get_page',
  arguments: { deep: true },
});

/** Mounts with a tool that answers when the page's `finish` is called. */
async function openWithTool(chat: ChatPage) {
  await chat.open();
  await chat.page.evaluate(() => {
    window.host.change({
      onClientTool: (toolCall) =>
        new Promise((resolve, reject) => {
          document.title = JSON.stringify(toolCall);
          document.addEventListener('tool-ends', (event) => {
            const detail: unknown = event instanceof CustomEvent ? event.detail : null;
            if (detail instanceof Error) reject(detail);
            // What a handler without a return statement gives.
            else resolve(undefined as never);
          });
        }),
    });
  });
  await chat.send('Read my page');
  const stream = await chat.backend.next('threads.create');
  stream.end(created(), done(userItem('msg_1', 'Read my page')), options(), done(call()));
  await expect(chat.page).toHaveTitle('{"name":"get_page","params":{"deep":true}}');
}

test('a client tool is one turn: one pair of events, one post, the composer locked throughout', async ({
  chat,
}) => {
  await openWithTool(chat);
  await expect(chat.page.getByRole('button', { name: 'Stop answering' })).toBeVisible();
  await chat.page.evaluate(() => document.dispatchEvent(new CustomEvent('tool-ends', { detail: null })));
  const output = await chat.backend.next('threads.add_client_tool_output');
  expect(output.request.params).toEqual({ thread_id: 'thr_1', result: {} });
  await expect(chat.page.getByRole('button', { name: 'Stop answering' })).toBeVisible();
  output.end(options(), done(call('completed')), done(answerItem('msg_2', 'Your page is empty.')));
  await chat.heard('onResponseEnd');
  expect(await chat.names()).toEqual(['onReady', 'onResponseStart', 'onThreadChange', 'onResponseEnd']);
  expect(chat.backend.of('threads.add_client_tool_output')).toHaveLength(1);
});

test('a tool that throws tells the assistant and the host', async ({ chat }) => {
  await openWithTool(chat);
  await chat.page.evaluate(() =>
    document.dispatchEvent(new CustomEvent('tool-ends', { detail: new Error('no page open') })),
  );
  const output = await chat.backend.next('threads.add_client_tool_output');
  expect(output.request.params.result).toEqual({ error: 'no page open' });
  output.end(done(answerItem('msg_2', 'I could not read it.')));
  await chat.heard('onError');
});

test('nothing is posted after a stop', async ({ chat }) => {
  await openWithTool(chat);
  await chat.page.getByRole('button', { name: 'Stop answering' }).click();
  await chat.heard('onResponseEnd');
  await chat.page.evaluate(() => document.dispatchEvent(new CustomEvent('tool-ends', { detail: null })));
  await chat.send('next');
  await chat.backend.next('threads.add_user_message');
  expect(chat.backend.of('threads.add_client_tool_output')).toHaveLength(0);
});

test('a call that a reload left open is not run again by itself', async ({ chat }) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf([userItem('msg_1', 'Read my page'), call()]) })),
  );
  await chat.open({ initialThread: 'thr_1' });
  await chat.page.getByRole('button', { name: 'Continue' }).click();
  const output = await chat.backend.next('threads.add_client_tool_output');
  expect(output.request.params.result).toEqual({ error: 'no client tool handler' });
  output.end(done(answerItem('msg_2', 'Done.')));
  await expect(chat.log.getByText('Done.')).toBeVisible();
});
