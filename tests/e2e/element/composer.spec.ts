import { answerItem, created, done, userItem } from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';

/** Plays what a browser does when Enter ends a composition of an input method. */
async function composeAndEnter(chat: ChatPage, text: string): Promise<void> {
  await chat.input.focus();
  await chat.input.evaluate((area, data) => {
    if (!(area instanceof HTMLTextAreaElement)) return;
    area.dispatchEvent(new CompositionEvent('compositionstart'));
    area.value = data;
    area.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    area.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'Enter',
        keyCode: 229,
        isComposing: true,
        bubbles: true,
        cancelable: true,
      }),
    );
    area.dispatchEvent(new CompositionEvent('compositionend', { data, bubbles: true }));
  }, text);
}

test('Enter sends, Shift+Enter breaks the line, blanks are nothing', async ({ chat }) => {
  await chat.open();
  await chat.input.fill('   ');
  await chat.input.press('Enter');
  await expect(chat.page.getByRole('button', { name: 'Send message' })).toBeDisabled();
  await chat.input.fill('one');
  await chat.input.press('Shift+Enter');
  await chat.input.pressSequentially('two');
  await expect(chat.input).toHaveValue('one\ntwo');
  await chat.input.press('Enter');
  const { request } = await chat.backend.next('threads.create');
  expect(request.params).toMatchObject({ input: { content: [{ type: 'input_text', text: 'one\ntwo' }] } });
  await expect(chat.input).toHaveValue('');
  expect(chat.backend.requests).toHaveLength(1);
});

test('a Japanese Enter only confirms the candidate', async ({ chat }) => {
  await chat.open();
  await composeAndEnter(chat, 'ロボット');
  await expect(chat.input).toHaveValue('ロボット');
  await chat.input.press('Enter');
  const { request } = await chat.backend.next('threads.create');
  expect(request.params).toMatchObject({ input: { content: [{ text: 'ロボット' }] } });
  expect(chat.backend.requests).toHaveLength(1);
});

test('a Korean Enter sends, once', async ({ chat }) => {
  await chat.open();
  await composeAndEnter(chat, '로봇');
  const { request } = await chat.backend.next('threads.create');
  expect(request.params).toMatchObject({ input: { content: [{ text: '로봇' }] } });
  await chat.input.press('Enter');
  await expect(chat.input).toHaveValue('');
  expect(chat.backend.requests).toHaveLength(1);
});

test('the host can fill the composer: text, quote and files go out together', async ({ chat }) => {
  await chat.open({ composer: { tools: [{ id: 'deep', label: 'Deep', icon: 'search' }] } });
  await chat.page.evaluate(() =>
    window.host.kit?.setComposerValue({
      text: 'What does this mean?',
      reply: 'A node is a process.',
      attachments: [
        { type: 'file', id: 'att_1', name: 'plan.pdf', mime_type: 'application/pdf' },
        { type: 'file', id: 'att_2', name: 'notes.txt', mime_type: 'text/plain' },
      ],
      selectedToolId: 'deep',
    }),
  );
  await expect(chat.page.getByLabel('Quoted')).toHaveText('A node is a process.');
  await chat.page.getByRole('button', { name: 'Remove notes.txt' }).click();
  await chat.input.press('Enter');
  const stream = await chat.backend.next('threads.create');
  expect(stream.request.params).toEqual({
    input: {
      content: [{ type: 'input_text', text: 'What does this mean?' }],
      attachments: ['att_1'],
      quoted_text: 'A node is a process.',
      inference_options: { tool_choice: { id: 'deep' } },
    },
  });
  await expect(chat.log.getByText('plan.pdf')).toBeVisible();
  await expect(chat.log.getByText('A node is a process.')).toBeVisible();
  await expect(chat.page.getByRole('button', { name: /Remove/ })).toHaveCount(0);
  await expect
    .poll(() => chat.names())
    .toEqual(['onReady', 'onToolChange', 'onToolChange', 'onResponseStart']);
  expect((await chat.events()).map(({ detail }) => detail).slice(1, 3)).toEqual([
    { toolId: 'deep' },
    { toolId: null },
  ]);
});

test('a quote can be removed', async ({ chat }) => {
  await chat.open();
  await chat.page.evaluate(() => window.host.kit?.setComposerValue({ reply: 'Quoted words' }));
  await chat.page.getByRole('button', { name: 'Remove quote' }).click();
  await expect(chat.page.getByText('Quoted words')).toHaveCount(0);
  await chat.send('plain');
  const { request } = await chat.backend.next('threads.create');
  expect(request.params).toMatchObject({ input: { content: [{ text: 'plain' }] } });
  expect(JSON.stringify(request.params)).not.toContain('quoted_text');
});

test('sendUserMessage leaves the draft alone and resolves when the message is stored', async ({ chat }) => {
  await chat.open();
  await chat.input.fill('my draft');
  await chat.page.evaluate(() => {
    void window.host.kit
      ?.sendUserMessage({
        content: [
          { type: 'input_text', text: 'Compare ' },
          { type: 'input_tag', id: 'd1', text: 'Plan' },
        ],
        reply: 'Old words',
        attachments: [
          {
            type: 'image',
            id: 'att_9',
            name: 'map.png',
            mime_type: 'image/png',
            preview_url:
              'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
          },
        ],
        toolChoice: { id: 'deep' },
        model: 'fast',
      })
      .then(() => {
        document.title = 'stored';
      });
  });
  const stream = await chat.backend.next('threads.create');
  expect(stream.request.params).toEqual({
    input: {
      content: [
        { type: 'input_text', text: 'Compare ' },
        { type: 'input_tag', id: 'd1', text: 'Plan', data: {}, interactive: false },
      ],
      attachments: ['att_9'],
      quoted_text: 'Old words',
      inference_options: { tool_choice: { id: 'deep' }, model: 'fast' },
    },
  });
  await expect(chat.log.getByRole('img', { name: 'map.png' })).toBeVisible();
  await expect(chat.page).toHaveTitle('Host page');
  stream.send(created(), done(userItem('m1', 'Compare Plan')));
  await expect(chat.page).toHaveTitle('stored');
  await expect(chat.input).toHaveValue('my draft');
  const second = await chat.page.evaluate(() =>
    window.host.kit?.sendUserMessage({ text: 'too soon' }).catch((error: unknown) => String(error)),
  );
  expect(second).toBe('IntegrationError: already responding');
  stream.end(done(answerItem('m2', 'ok')));
});

test('a starter prompt is sent at once; focusComposer closes the conversations first', async ({ chat }) => {
  chat.backend.on('threads.list', (answer) => answer.json({ data: [], has_more: false }));
  await chat.open({
    startScreen: { greeting: 'Hi Ada', prompts: [{ name: 'Old label', prompt: 'Explain' }] },
  });
  await expect(chat.page.getByRole('heading', { name: 'Hi Ada' })).toBeVisible();
  await chat.page.evaluate(() => window.host.kit?.showHistory());
  await chat.page.evaluate(() => window.host.kit?.focusComposer());
  await expect(chat.input).toBeFocused();
  await chat.page.getByRole('button', { name: 'Old label' }).click();
  const { request } = await chat.backend.next('threads.create');
  expect(request.params).toMatchObject({ input: { content: [{ type: 'input_text', text: 'Explain' }] } });
});

test('a message of 100,000 characters is sent whole; of a longer one the composer says so', async ({
  chat,
}) => {
  await chat.open();
  const text = '🤖'.repeat(100_000);
  const send = chat.page.getByRole('button', { name: 'Send message' });
  await chat.input.fill(`${text}!`);
  const tooLong = chat.page.locator('openai-chatkit .too-long');
  await expect(tooLong).toBeVisible();
  await expect(send).toBeDisabled();
  await chat.input.press('Enter');
  await expect(chat.input).toHaveAccessibleDescription(/^This message has 100,001 characters/);
  await expect(chat.page.locator('openai-chatkit [aria-live="assertive"]')).toContainText('100,001');
  expect(chat.backend.of('threads.create')).toEqual([]);
  await chat.input.fill(text);
  await expect(tooLong).toHaveCount(0);
  await chat.input.press('Enter');
  const { request } = await chat.backend.next('threads.create');
  expect(request.params).toMatchObject({ input: { content: [{ type: 'input_text', text }] } });
});

test('blanks are not sent, nor what nobody sees', async ({ chat }) => {
  await chat.open();
  for (const text of [' \n ', '\u3000', '\u200b']) {
    await chat.input.fill(text);
    await expect(chat.page.getByRole('button', { name: 'Send message' })).toBeDisabled();
    await chat.input.press('Enter');
  }
  expect(chat.backend.of('threads.create')).toEqual([]);
});
