import AxeBuilder from '@axe-core/playwright';
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
  userItem,
} from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { everything, lessons, profile, quiz, widgetItem } from '../../support/element-widgets';

const RICH = `A **node** runs. See [the lesson](https://docs.example).

## Example

\`\`\`python
def talk():  # often
    return "hello", 42
\`\`\`

| Quality | Use |
| --- | --- |
| reliable | commands |
`;

async function audit(chat: ChatPage, name: string): Promise<void> {
  // The host page itself has no headings and landmarks of its own; everything else counts.
  const { violations } = await new AxeBuilder({ page: chat.page })
    .disableRules(['page-has-heading-one', 'landmark-one-main', 'heading-order'])
    .analyze();
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join('\n')}`,
  );
  expect(told, name).toEqual([]);
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the ${theme} theme`, async ({ chat }) => {
    test.slow();
    chat.backend.on('threads.list', (answer) =>
      answer.json(
        pageOf([
          threadOf('thr_1', { title: 'Nodes' }),
          threadOf('b', { title: 'Locked', status: { type: 'locked' } }),
        ]),
      ),
    );
    await chat.open({
      theme,
      threadItemActions: { feedback: true, retry: true },
      disclaimer: { text: 'Check [the lesson](https://docs.example).' },
      startScreen: { prompts: [{ label: 'Explain', prompt: 'x', icon: 'lightbulb' }] },
    });
    await audit(chat, 'start screen');
    await chat.send('What is a node?');
    const stream = await chat.backend.next('threads.create');
    stream.send(created(), done(userItem('m1', 'What is a node?')), options(), {
      type: 'progress_update',
      text: 'Searching',
    });
    await expect(chat.log.getByText('Searching')).toBeVisible();
    await audit(chat, 'waiting');
    stream.send({ type: 'notice', level: 'warning', title: 'Note', message: 'Slow today' });
    stream.send({ type: 'error', code: 'custom', message: 'Please try again.', allow_retry: true });
    stream.end(
      done(
        answerItem('m2', RICH, [
          cite(14, 'https://docs.example/nodes', 'Nodes', 'Module 1\n“A node is a process.”'),
        ]),
      ),
    );
    await chat.heard('onResponseEnd');
    await expect(chat.log.locator('.hljs-keyword').first()).toBeVisible();
    await chat.page.getByRole('button', { name: 'Sources · 1' }).click();
    await audit(chat, 'answer');
    await chat.log.getByRole('link', { name: 'Source 1: Nodes' }).focus();
    await audit(chat, 'card');
    await chat.page.getByRole('button', { name: 'Show conversations' }).click();
    await chat.page.getByRole('button', { name: 'Actions for “Nodes”' }).click();
    await audit(chat, 'conversations');
    await chat.page.getByRole('menuitem', { name: 'Delete' }).click();
    await audit(chat, 'delete');
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in widgets and questions in the ${theme} theme`, async ({ chat }) => {
    test.slow();
    const widgets = [quiz(), lessons(), profile(), everything(), quiz({ collapsed: true, confirm: null })];
    const questions = {
      type: 'structured_input',
      id: 'q1',
      thread_id: 'thr_1',
      created_at: '',
      status: 'pending',
      inputs: [
        {
          type: 'multiple_choice',
          id: 'a',
          question: 'Which?',
          options: [{ value: 'One' }, { value: 'Two' }],
        },
        { type: 'freeform', id: 'b', question: 'Why?', description: 'Briefly' },
      ],
    };
    chat.backend.on('threads.get_by_id', (answer) =>
      answer.json(
        threadOf('thr_1', {
          items: pageOf([
            userItem('m1', 'Question'),
            ...widgets.map((widget, at) => widgetItem(`w${at}`, widget)),
            questions,
          ]),
        }),
      ),
    );
    await chat.open({ initialThread: 'thr_1', theme });
    await expect(chat.log.locator('.w')).toHaveCount(widgets.length);
    await audit(chat, 'widgets');
    await chat.page.getByRole('button', { name: 'Check answer' }).click();
    await chat.page.getByRole('button', { name: 'Save' }).click();
    await chat.page.getByRole('combobox', { name: 'Distribution' }).click();
    await audit(chat, 'errors and an open list');
    await chat.page.keyboard.press('Escape');
    await chat.page.getByRole('button', { name: 'Later' }).click();
    await chat.backend.next('threads.custom_action');
    await expect(chat.page.getByRole('button', { name: 'Later' })).toHaveAttribute('aria-busy', 'true');
    await audit(chat, 'loading');
  });
}

test('everything works by keyboard alone: ask, stop, conversations, rename', async ({ chat }) => {
  await chat.page.setViewportSize({ width: 400, height: 700 });
  chat.backend.on('threads.list', (answer) => answer.json(pageOf([threadOf('thr_1', { title: 'Nodes' })])));
  await chat.open();
  const { keyboard } = chat.page;
  const focused = () =>
    chat.page.evaluate(() => {
      const active = document.querySelector('openai-chatkit')?.shadowRoot?.activeElement;
      return active?.getAttribute('aria-label') ?? active?.textContent ?? '';
    });
  const tabTo = async (name: string) => {
    for (let step = 0; step < 12; step += 1) {
      if ((await focused()) === name) return;
      await keyboard.press('Tab');
    }
    expect(await focused()).toBe(name);
  };
  await tabTo('Message the AI');
  await keyboard.type('Hello');
  await keyboard.press('Enter');
  const stream = await chat.backend.next('threads.create');
  stream.send(
    created(),
    done(userItem('m1', 'Hello')),
    options(),
    added(answerItem('m2', '')),
    delta('m2', 'Hi'),
  );
  await expect(chat.log.getByText('Hi', { exact: true })).toBeVisible();
  await tabTo('Stop answering');
  await keyboard.press('Enter');
  await stream.aborted;
  await expect.poll(focused).toBe('Message the AI');
  await keyboard.press('Shift+Tab');
  await chat.page.getByRole('button', { name: 'Show conversations' }).focus();
  await keyboard.press('Enter');
  await expect(chat.page.getByRole('button', { name: 'Nodes', exact: true })).toBeVisible();
  await tabTo('Actions for “Nodes”');
  await keyboard.press('Enter');
  await expect.poll(focused).toBe('Rename');
  await keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('Delete');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await keyboard.type('Better');
  await keyboard.press('Enter');
  const update = await chat.backend.next('threads.update');
  expect(update.request.params).toEqual({ thread_id: 'thr_1', title: 'Better' });
  update.json(threadOf('thr_1', { title: 'Better' }));
});

test('an answer is announced once, when it is whole; errors at once', async ({ chat }) => {
  await chat.open();
  const polite = chat.page.locator('[aria-live=polite]');
  const heard: string[] = [];
  await chat.page.exposeFunction('hear', (text: string) => heard.push(text));
  await polite.evaluate((region) => {
    new MutationObserver(() => Reflect.get(window, 'hear')(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await chat.send('Hello');
  const stream = await chat.backend.next('threads.create');
  stream.send(
    created(),
    done(userItem('m1', 'Hello')),
    added(answerItem('m2', '')),
    delta('m2', 'A **bold** '),
  );
  await expect(chat.log.getByText('A bold')).toBeVisible();
  stream.end(delta('m2', 'answer.'), done(answerItem('m2', 'A **bold** answer.')));
  await expect(polite).toHaveText('A bold answer.');
  expect(heard).toEqual(['The assistant is answering', 'A bold answer.']);
  await chat.send('Again');
  (await chat.backend.next('threads.add_user_message')).end({
    type: 'error',
    message: 'Too busy',
    code: 'custom',
  });
  await expect(chat.page.locator('[aria-live=assertive]')).toHaveText('Too busy');
});

test('it can be used at 280 px, and touch targets are large enough for fingers', async ({
  browser,
  chat,
}) => {
  await chat.page.setViewportSize({ width: 280, height: 560 });
  await chat.open({
    startScreen: { prompts: [{ label: 'A rather long prompt that has to wrap', prompt: 'x' }] },
  });
  const overflow = () =>
    chat.page.evaluate(() => {
      const root = document.querySelector('openai-chatkit')?.shadowRoot?.querySelector('.root');
      return root ? root.scrollWidth - root.clientWidth : -1;
    });
  expect(await overflow()).toBe(0);
  const touch = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 360, height: 640 },
  });
  const page = await touch.newPage();
  await page.goto(chat.page.url());
  await page.waitForFunction(() => 'host' in window);
  await page.evaluate(() => window.host.mount({}));
  const box = await page.getByRole('button', { name: 'Show conversations' }).boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  await touch.close();
});

test('the headings of an answer go on with the outline, whatever depth the model begins at', async ({
  chat,
}) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf('thr_1', {
        items: pageOf([
          userItem('m1', 'Question'),
          answerItem('m2', '### First\n\n#### Below\n\n### Second'),
        ]),
      }),
    ),
  );
  await chat.open({ initialThread: 'thr_1' });
  await expect(chat.log.getByRole('heading', { level: 4 })).toHaveText(['First', 'Second']);
  await expect(chat.log.getByRole('heading', { level: 5 })).toHaveText(['Below']);
});

test('magnified to 400 %, the conversation keeps most of the height', async ({ chat }) => {
  await chat.page.setViewportSize({ width: 320, height: 256 });
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf('thr_1', { items: pageOf([userItem('m1', 'Question'), answerItem('m2', 'Answer')]) }),
    ),
  );
  await chat.open({ initialThread: 'thr_1', disclaimer: { text: 'It can be wrong, so check.' } });
  expect((await chat.log.boundingBox())?.height).toBeGreaterThan(128);
});
