import {
  added,
  answerItem,
  cite,
  created,
  done,
  options,
  page as pageOf,
  threadOf,
  updated,
  userItem,
} from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';

const item = (type: string, id: string, more: Record<string, unknown>) => ({
  type,
  id,
  thread_id: 'thr_1',
  created_at: '',
  ...more,
});

async function ask(chat: ChatPage) {
  await chat.send('Question');
  const stream = await chat.backend.next('threads.create');
  return stream.send(created(), done(userItem('m1', 'Question')), options());
}

test('a workflow names its running step, and folds its steps under a summary', async ({ chat }) => {
  await chat.open();
  const stream = await ask(chat);
  const workflow = (more: Record<string, unknown>) =>
    item('workflow', 'wf', { workflow: { type: 'custom', tasks: [], expanded: false, ...more } });
  const task = { type: 'custom', title: 'Reading lesson 3', status_indicator: 'loading' };
  stream.send(added(workflow({})), updated('wf', { type: 'workflow.task.added', task_index: 0, task }));
  const head = chat.log.getByRole('button', { name: 'Reading lesson 3' });
  await expect(head).toHaveAttribute('aria-expanded', 'false');
  const tasks = [{ ...task, status_indicator: 'complete', content: 'Found **two** passages' }];
  stream.end(
    done(workflow({ tasks, summary: { title: 'Searched the course' } })),
    done(answerItem('m2', 'Done')),
  );
  await chat.log.getByRole('button', { name: 'Searched the course' }).click();
  await expect(chat.log.getByText('Found two passages')).toBeVisible();
});

test('a workflow whose steps are done no longer moves: a line below it says what is done now, until the answer comes', async ({
  chat,
}) => {
  await chat.open();
  const stream = await ask(chat);
  const search = (status_indicator: string, title: string) => ({
    type: 'web_search',
    title,
    queries: [],
    sources: [],
    status_indicator,
  });
  const workflow = (more: Record<string, unknown>) =>
    item('workflow', 'wf', { workflow: { type: 'custom', tasks: [], expanded: false, ...more } });
  const head = chat.log.locator('.workflow .shimmer');
  const line = chat.log.getByRole('status');
  stream.send(added(workflow({ tasks: [search('loading', 'Searching the course')] })));
  await expect(head).toHaveText('Searching the course');
  await expect(line).toHaveCount(0);
  const found = search('complete', 'Found 1 lesson');
  stream.send(updated('wf', { type: 'workflow.task.updated', task_index: 0, task: found }));
  await expect(chat.log.getByRole('button', { name: 'Found 1 lesson' })).toBeVisible();
  await expect(head).toHaveCount(0);
  // Of a server that says nothing more; ours does.
  await expect(line).toHaveText('Thinking…');
  stream.send({ type: 'progress_update', icon: 'notebook-pencil', text: 'Writing the answer…' });
  await expect(line).toHaveText('Writing the answer…');
  stream.send({ type: 'progress_update', icon: 'clock', text: 'The tutor is busy: you are 3rd in line.' });
  await expect(line).toHaveText('The tutor is busy: you are 3rd in line.');
  stream.send(
    done(workflow({ tasks: [found], summary: { title: 'Read 1 lesson' } })),
    added(answerItem('m2', '')),
    updated('m2', { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: 'It' }),
  );
  await expect(line).toHaveCount(0);
  await expect(chat.log.getByRole('button', { name: 'Read 1 lesson' })).toBeVisible();
  stream.end(done(answerItem('m2', 'It is.')));
  await chat.heard('onResponseEnd');
  await expect(line).toHaveCount(0);
});

test('thoughts are told by how long they took', async ({ chat }) => {
  await chat.open();
  const tasks = [{ type: 'thought', title: 'Plan', content: 'First…' }];
  (await ask(chat)).end(
    done(item('workflow', 'wf', { workflow: { type: 'reasoning', tasks, summary: { duration: 12 } } })),
    done(answerItem('m2', 'Done')),
  );
  await expect(chat.log.getByRole('button', { name: 'Thought for 12 s' })).toBeVisible();
});

test('questions are answered in a form; afterwards the answers stand there', async ({ chat }) => {
  await chat.open();
  const inputs = [
    {
      type: 'multiple_choice',
      id: 'level',
      question: 'Your level?',
      options: [{ value: 'New' }, { value: 'Some' }],
    },
    { type: 'freeform', id: 'goal', question: 'Your goal?' },
  ];
  (await ask(chat)).end(done(item('structured_input', 'q1', { status: 'pending', inputs })));
  await chat.page.getByRole('radio', { name: 'Some' }).check();
  await chat.page.getByRole('button', { name: 'Submit' }).click();
  const stream = await chat.backend.next('threads.add_structured_input');
  expect(stream.request.params).toEqual({
    thread_id: 'thr_1',
    item_id: 'q1',
    input: {
      status: 'answered',
      answers: { level: { values: ['Some'], skipped: false }, goal: { values: [], skipped: true } },
    },
  });
  const [level, goal] = inputs;
  stream.end({
    type: 'thread.item.replaced',
    item: item('structured_input', 'q1', {
      status: 'answered',
      inputs: [
        { ...level, answer: { values: ['Some'], skipped: false } },
        { ...goal, answer: { values: [], skipped: true } },
      ],
    }),
  });
  await expect(chat.log.getByRole('definition')).toHaveText(['Some', 'Skipped']);
});

test('widgets say what they hold, images show as they are drawn, a notice stays where it came', async ({
  chat,
}) => {
  await chat.open();
  const png =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const stream = await ask(chat);
  stream.send(
    done(
      item('widget', 'w', {
        widget: {
          type: 'Card',
          children: [
            { type: 'Title', value: 'Quiz' },
            { type: 'Strange', children: [{ type: 'Text', id: 't', value: 'One' }] },
          ],
        },
      }),
    ),
    updated('w', {
      type: 'widget.streaming_text.value_delta',
      component_id: 't',
      delta: ' more',
      done: true,
    }),
    added(item('generated_image', 'g', {})),
  );
  await expect(chat.log.getByText('Quiz')).toBeVisible();
  await expect(chat.log.getByText('One more')).toBeVisible();
  await expect(chat.log.getByRole('status', { name: 'Drawing the image' })).toBeVisible();
  stream.send(updated('g', { type: 'generated_image.updated', image: { id: 'i', url: png }, progress: 0.5 }));
  await expect(chat.log.getByRole('img', { name: 'Generated image' })).toBeVisible();
  await expect(chat.log.getByRole('progressbar')).toHaveJSProperty('value', 0.5);
  stream.end(
    done(item('generated_image', 'g', { image: { id: 'i', url: png } })),
    { type: 'notice', level: 'info', title: 'Note', message: 'See [here](https://docs.example)' },
    item('hidden_context_item', 'h', { content: 'secret' }),
    done(item('from_the_future', 'f', {})),
  );
  await expect(chat.log.getByRole('progressbar')).toHaveCount(0);
  await expect(chat.log.getByRole('link', { name: 'here' })).toBeVisible();
});

test('a custom action that fails is sent again as it was', async ({ chat }) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf('thr_1', { items: pageOf([userItem('m1', 'Question'), answerItem('m2', 'Kept answer')]) }),
    ),
  );
  await chat.open({ initialThread: 'thr_1' });
  await expect(chat.log.getByText('Kept answer')).toBeVisible();
  await chat.page.evaluate(() => {
    void window.host.kit?.sendCustomAction({ type: 'save', payload: { id: 4 } }, 'w1');
  });
  (await chat.backend.next('threads.custom_action')).end({
    type: 'error',
    code: 'stream.error',
    allow_retry: true,
  });
  await chat.page.getByRole('button', { name: 'Try again' }).click();
  const again = await chat.backend.next('threads.custom_action');
  expect(again.request.params).toEqual({
    thread_id: 'thr_1',
    item_id: 'w1',
    action: { type: 'save', payload: { id: 4 } },
  });
  again.end(done(answerItem('m3', 'Saved')));
  await expect(chat.log.getByText('Saved')).toBeVisible();
  await expect(chat.log.getByText('Kept answer')).toBeVisible();
});

test('a finger on a citation shows its card instead of leaving the page', async ({ browser, chat }) => {
  await chat.open();
  const touch = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 360, height: 640 },
  });
  const page = await touch.newPage();
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf('thr_1', {
        items: pageOf([answerItem('m2', 'Nodes run.', [cite(5, '/lessons/nodes', 'Nodes')])]),
      }),
    ),
  );
  await page.goto(chat.page.url());
  await page.waitForFunction(() => 'host' in window);
  await page.evaluate(() => window.host.mount({ initialThread: 'thr_1' }));
  await page.getByRole('link', { name: 'Source 1: Nodes' }).tap();
  await expect(page.getByRole('link', { name: 'Open source' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/');
  await touch.close();
});
