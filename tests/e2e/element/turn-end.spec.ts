import type { TurnEndReason } from '@/lib/chatkit/protocol';
import {
  answerItem,
  created,
  delta,
  done,
  options,
  page as pageOf,
  threadOf,
  userItem,
} from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';

const CREATED = '2026-01-01T10:00:00.000Z';
const endItem = (reason: string) => ({
  type: 'turn_end',
  id: `end_${reason}`,
  thread_id: 'thr_1',
  created_at: CREATED,
  reason,
});

interface Row {
  reason: TurnEndReason;
  words: string;
  way?: 'Go on' | 'Try again';
}

const ROWS: Row[] = [
  { reason: 'stopped', words: 'You stopped this answer.' },
  { reason: 'cut', words: 'The answer reached its length limit.', way: 'Go on' },
  { reason: 'filtered', words: 'The rest was held back by the model’s content filter.' },
  { reason: 'refused', words: 'The tutor declined to answer this.' },
  { reason: 'without_words', words: 'The tutor gave no answer.', way: 'Try again' },
  { reason: 'broke_off', words: 'The answer broke off.', way: 'Try again' },
  { reason: 'gave_up', words: 'The tutor gave up on this answer.', way: 'Try again' },
];

/** What a thread holds after such a turn. */
const itemsOf = (reason: string) => [
  userItem('m1', 'What is a lidar?'),
  ...(reason === 'without_words' ? [] : [answerItem('m2', 'A lidar measures dist')]),
  endItem(reason),
];

async function openThread(chat: ChatPage, items: unknown[], options: Record<string, unknown> = {}) {
  chat.backend.on('threads.get_by_id', (answer) => answer.json(threadOf('thr_1', { items: pageOf(items) })));
  await chat.open({ initialThread: 'thr_1', ...options });
}

const button = (chat: ChatPage, name: string) => chat.log.getByRole('button', { name, exact: true });

test.describe('how an answer ended', () => {
  for (const { reason, words, way } of ROWS) {
    test(`${reason}: is said after a reload, with the way on that fits`, async ({ chat }) => {
      await openThread(chat, itemsOf(reason));
      await expect(chat.log.getByText(words)).toBeVisible();
      for (const name of ['Go on', 'Try again']) {
        await expect(button(chat, name)).toHaveCount(name === way ? 1 : 0);
      }
      expect(chat.backend.of('threads.get_by_id')[0]?.headers['x-chatkit-resume']).toBe('1');
    });

    test(`${reason}: is said when it comes, and announced once`, async ({ chat }) => {
      await chat.open();
      await chat.send('What is a lidar?');
      const stream = await chat.backend.next('threads.create');
      const [message, ...rest] = itemsOf(reason);
      stream.run('run_1', 1, created(), done(message), options(), ...rest.map(done)).end();
      await chat.heard('onResponseEnd');
      await expect(chat.log.getByText(words)).toBeVisible();
      const region = chat.page.locator('openai-chatkit [aria-live="polite"]');
      await expect(region).toHaveText(new RegExp(`${words.replace('.', '\\.')}$`));
      await expect(chat.page.locator('openai-chatkit [aria-live="assertive"]')).toHaveText('');
    });
  }

  test('an error that says more stands in its place, until it is reloaded', async ({ chat }) => {
    await chat.open();
    await chat.send('What is a lidar?');
    const stream = await chat.backend.next('threads.create');
    const error = { type: 'error', code: 'custom', message: 'The tutor is very busy.', allow_retry: true };
    const [message, ...rest] = itemsOf('broke_off');
    stream.run('run_1', 1, created(), done(message), options(), error, ...rest.map(done)).end();
    await expect(chat.log.getByText('The tutor is very busy.')).toBeVisible();
    await expect(chat.log.getByText('The answer broke off.')).toHaveCount(0);
    await expect(button(chat, 'Try again')).toHaveCount(1);
  });

  test('what an unknown server says of it is nothing', async ({ chat }) => {
    await openThread(chat, itemsOf('evaporated'));
    await expect(chat.log.getByText('A lidar measures dist')).toBeVisible();
    await expect(chat.log.locator('.turn-end')).toHaveCount(0);
  });
});

test('"Go on" makes one answer of the two', async ({ chat }) => {
  await openThread(chat, itemsOf('cut'));
  await button(chat, 'Go on').click();
  const stream = await chat.backend.next('threads.continue');
  expect(stream.request.params).toEqual({ thread_id: 'thr_1' });
  await expect(chat.log.getByText('The answer reached its length limit.')).toHaveCount(0);
  stream.run(
    'run_1',
    1,
    options(),
    { type: 'thread.item.removed', item_id: 'end_cut' },
    delta('m2', 'ances.'),
  );
  await expect(chat.log.getByText('A lidar measures distances.')).toBeVisible();
  const replaced = { type: 'thread.item.replaced', item: answerItem('m2', 'A lidar measures distances.') };
  stream.run('run_1', 4, replaced).end();
  await chat.heard('onResponseEnd');
  await expect(chat.log.getByRole('article')).toHaveCount(2);
  await expect(chat.log.getByText('A lidar measures distances.')).toHaveCount(1);
  await expect(button(chat, 'Go on')).toHaveCount(0);
});

test('"Go on" that fails can be pressed again', async ({ chat }) => {
  await openThread(chat, itemsOf('cut'));
  await button(chat, 'Go on').click();
  const stream = await chat.backend.next('threads.continue');
  const error = { type: 'error', code: 'custom', message: 'Not now.', allow_retry: true };
  stream
    .run(
      'run_1',
      1,
      options(),
      { type: 'thread.item.removed', item_id: 'end_cut' },
      error,
      done(endItem('cut')),
    )
    .end();
  await expect(chat.log.getByText('Not now.')).toBeVisible();
  await button(chat, 'Try again').click();
  const again = await chat.backend.next('threads.continue');
  again.run('run_2', 1, options(), delta('m2', 'ances.')).raw('').end();
  await expect(chat.log.getByText('A lidar measures distances.')).toBeVisible();
});

test('"Go on" with an answer that another window has gone on with shows that', async ({ chat }) => {
  await openThread(chat, itemsOf('cut'));
  const whole = [userItem('m1', 'What is a lidar?'), answerItem('m2', 'A lidar measures distances.')];
  chat.backend.on('threads.get_by_id', (answer) => answer.json(threadOf('thr_1', { items: pageOf(whole) })));
  chat.backend.on('threads.continue', (answer) => answer.json({ error: { code: 'conflict' } }, 409));
  await button(chat, 'Go on').click();
  await expect(chat.log.getByText('A lidar measures distances.')).toBeVisible();
  await expect(button(chat, 'Go on')).toHaveCount(0);
  await expect(chat.log.getByText('An answer is still coming here')).toHaveCount(0);
});

test('"Try again" after an answer without words asks anew', async ({ chat }) => {
  await openThread(chat, itemsOf('without_words'));
  await button(chat, 'Try again').click();
  const stream = await chat.backend.next('threads.retry_after_item');
  expect(stream.request.params).toEqual({ thread_id: 'thr_1', item_id: 'm1' });
  stream.run('run_1', 1, options(), done(answerItem('m3', 'It measures distances.'))).end();
  await expect(chat.log.getByText('It measures distances.')).toBeVisible();
  await expect(chat.log.getByText('The tutor gave no answer.')).toHaveCount(0);
});

test('only the last turn of an open conversation has a way on', async ({ chat }) => {
  await openThread(chat, [...itemsOf('cut'), userItem('m4', 'go on'), answerItem('m5', 'ances.')]);
  await expect(chat.log.getByText('The answer reached its length limit.')).toBeVisible();
  await expect(button(chat, 'Go on')).toHaveCount(0);
});
