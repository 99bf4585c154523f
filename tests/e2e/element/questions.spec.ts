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

const inputs = [
  {
    type: 'multiple_choice',
    id: 'level',
    question: 'How well do you know ROS?',
    options: [{ value: 'New to it' }, { value: 'Some' }],
  },
  {
    type: 'multiple_choice',
    id: 'parts',
    question: 'Which parts interest you?',
    options: [{ value: 'Nodes' }, { value: 'Gazebo' }, { value: 'VLA' }],
    multiple: true,
  },
  { type: 'freeform', id: 'goal', question: 'What is your goal?', description: 'One sentence is enough.' },
];

const questions = (more: Record<string, unknown> = {}) => ({
  type: 'structured_input',
  id: 'q1',
  thread_id: 'thr_1',
  created_at: '',
  status: 'pending',
  inputs,
  ...more,
});

async function asked(chat: ChatPage, item = questions()) {
  await chat.open();
  await chat.send('Plan my week');
  (await chat.backend.next('threads.create')).end(
    created(),
    done(userItem('m1', 'Plan my week')),
    options(),
    done(item),
  );
  await chat.heard('onResponseEnd');
}

const form = (chat: ChatPage) => chat.page.getByRole('form', { name: 'Waiting for your answer' });

test('questions take the composer’s place, one at a time, and are answered by keyboard alone', async ({
  chat,
}) => {
  await asked(chat);
  const { keyboard } = chat.page;
  await expect(chat.page.getByPlaceholder('Message the AI')).toHaveCount(0);
  await expect(chat.log.getByText('Waiting for your answer')).toBeVisible();
  await expect(form(chat).getByText('1 of 3')).toBeVisible();
  await expect(chat.page.getByRole('radio', { name: 'New to it' })).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(form(chat).getByText('2 of 3')).toBeVisible();
  await expect(chat.page.getByRole('checkbox', { name: 'Nodes' })).toBeFocused();
  await keyboard.press('Space');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await keyboard.press('Tab');
  await keyboard.type('Grippers');
  await keyboard.press('Enter');
  await expect(chat.page.getByRole('textbox', { name: 'What is your goal?' })).toBeFocused();
  await expect(form(chat).getByText('One sentence is enough.')).toBeVisible();
  await keyboard.type('Tidy up');
  await keyboard.press('Control+Enter');
  const stream = await chat.backend.next('threads.add_structured_input');
  expect(stream.request.params).toEqual({
    thread_id: 'thr_1',
    item_id: 'q1',
    input: {
      status: 'answered',
      answers: {
        level: { values: ['Some'], skipped: false },
        parts: { values: ['Nodes', 'VLA', 'Grippers'], skipped: false },
        goal: { values: ['Tidy up'], skipped: false },
      },
    },
  });
  await expect(form(chat).getByRole('button', { name: 'Submit' })).toBeDisabled();
  const values = [['Some'], ['Nodes', 'VLA', 'Grippers'], ['Tidy up']];
  stream.send(options(), {
    type: 'thread.item.replaced',
    item: questions({
      status: 'answered',
      inputs: inputs.map((input, at) => ({ ...input, answer: { values: values[at], skipped: false } })),
    }),
  });
  await expect(chat.log.getByRole('definition')).toHaveText(['Some', 'Nodes, VLA, Grippers', 'Tidy up']);
  await expect(chat.input).toBeFocused();
  stream.end(done(answerItem('m2', 'Here is your week.')));
  await expect(chat.log.getByText('Here is your week.')).toBeVisible();
});

test('one question can be skipped, or all; a word of one’s own takes the place of a choice', async ({
  chat,
}) => {
  await asked(chat);
  await chat.page.getByRole('radio', { name: 'Some' }).check();
  await chat.page.getByRole('textbox', { name: 'Other answer' }).fill('An old hand');
  await expect(chat.page.getByRole('radio', { name: 'Some' })).not.toBeChecked();
  await chat.page.getByRole('button', { name: 'Next' }).click();
  await chat.page.getByRole('button', { name: 'Skip question' }).click();
  await chat.page.getByRole('button', { name: 'Back' }).click();
  await chat.page.getByRole('button', { name: 'Back' }).click();
  await expect(chat.page.getByRole('textbox', { name: 'Other answer' })).toHaveValue('An old hand');
  await chat.page.getByRole('button', { name: 'Next' }).click();
  await chat.page.getByRole('button', { name: 'Next' }).click();
  await chat.page.getByRole('button', { name: 'Submit' }).click();
  const { request } = await chat.backend.next('threads.add_structured_input');
  expect(request.params.input).toEqual({
    status: 'answered',
    answers: {
      level: { values: ['An old hand'], skipped: false },
      parts: { values: [], skipped: true },
      goal: { values: [], skipped: true },
    },
  });
});

test('all questions can be skipped at once', async ({ chat }) => {
  await asked(chat);
  await chat.page.getByRole('button', { name: 'Skip all' }).click();
  const stream = await chat.backend.next('threads.add_structured_input');
  expect(stream.request.params.input).toEqual({ status: 'skipped', answers: {} });
  stream.end({
    type: 'thread.item.replaced',
    item: questions({
      status: 'skipped',
      inputs: inputs.map((input) => ({ ...input, answer: { values: [], skipped: true } })),
    }),
  });
  await expect(chat.log.getByRole('definition')).toHaveText(['Skipped', 'Skipped', 'Skipped']);
});

test('after a failure the answers are still there, and the server is asked what became of the questions', async ({
  chat,
}) => {
  await asked(chat, questions({ inputs: inputs.slice(0, 1) }));
  await chat.page.getByRole('radio', { name: 'Some' }).check();
  await chat.page.getByRole('button', { name: 'Submit' }).click();
  (await chat.backend.next('threads.add_structured_input')).json({}, 503);
  (await chat.backend.next('threads.get_by_id')).json(
    threadOf('thr_1', {
      items: pageOf([userItem('m1', 'Plan my week'), questions({ inputs: inputs.slice(0, 1) })]),
    }),
  );
  await expect(chat.page.getByRole('radio', { name: 'Some' })).toBeChecked();
  await chat.page.getByRole('button', { name: 'Submit' }).click();
  (await chat.backend.next('threads.add_structured_input')).json({}, 409);
  (await chat.backend.next('threads.get_by_id')).json(
    threadOf('thr_1', {
      items: pageOf([
        userItem('m1', 'Plan my week'),
        questions({
          status: 'answered',
          inputs: [{ ...inputs[0], answer: { values: ['New to it'], skipped: false } }],
        }),
      ]),
    }),
  );
  await expect(chat.log.getByRole('definition')).toHaveText(['New to it']);
  await expect(chat.page.getByPlaceholder('Message the AI')).toBeVisible();
});

test('a reloaded thread asks again without taking the focus; one that went on shows what was left open', async ({
  chat,
}) => {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf(String(answer.request.params.thread_id), {
        items: pageOf([
          userItem('m1', 'Plan my week'),
          questions(),
          ...(answer.request.params.thread_id === 'thr_2' ? [userItem('m2', 'Never mind')] : []),
        ]),
      }),
    ),
  );
  await chat.open({ initialThread: 'thr_1' });
  await expect(form(chat)).toBeVisible();
  await expect(chat.page.getByRole('radio', { name: 'New to it' })).not.toBeFocused();
  await chat.page.evaluate(() => window.host.kit?.setThreadId('thr_2'));
  await expect(chat.log.getByRole('definition')).toHaveText(['Not answered', 'Not answered', 'Not answered']);
  await expect(form(chat)).toHaveCount(0);
  await expect(chat.page.getByPlaceholder('Message the AI')).toBeVisible();
});
