import {
  added,
  answerItem,
  delta,
  done,
  options,
  page as pageOf,
  threadOf,
  userItem,
} from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';
import { quiz, widgetItem } from '../../support/element-widgets';

const text = (words: string, count: number) => `${words}. ${'More words. '.repeat(count)}`;

const history = Array.from({ length: 8 }, (_, at) =>
  at % 2 ? answerItem(`i${at}`, text(`Answer ${at}`, 120)) : userItem(`i${at}`, `Message ${at}`),
);

const ask = (label: string, action: Record<string, unknown> = { type: 'quiz.answer' }) =>
  widgetItem('w1', {
    type: 'Card',
    children: [
      { type: 'Title', value: 'Which policy sends again what was lost?' },
      { type: 'Button', label, onClickAction: action },
    ],
  });

const questions = (status = 'pending', values: string[] = []) => ({
  type: 'structured_input',
  id: 'q1',
  thread_id: 'thr_1',
  created_at: '',
  status,
  inputs: [
    {
      type: 'multiple_choice',
      id: 'next',
      question: 'How sure were you?',
      options: ['Quite sure', 'I had an idea', 'I guessed', 'I do not know'].map((value) => ({ value })),
      ...(status === 'pending' ? {} : { answer: { values, skipped: false } }),
    },
    {
      type: 'freeform',
      id: 'why',
      question: 'Why?',
      ...(status === 'pending' ? {} : { answer: { values: ['A hunch'], skipped: false } }),
    },
  ],
});

async function open(chat: ChatPage, items: unknown[], more: Record<string, unknown> = {}) {
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(threadOf('thr_1', { items: pageOf([...history, ...items]) })),
  );
  await chat.open({ initialThread: 'thr_1', ...more });
  await expect(chat.log).toBeVisible();
}

const top = (chat: ChatPage) => chat.log.evaluate((box) => box.scrollTop);
/** Of the end of what is written, below the lower edge of the view, in px. */
const hidden = (chat: ChatPage) =>
  chat.log.evaluate((box) => {
    const room = box.querySelector<HTMLElement>('.room')?.offsetHeight ?? 0;
    return box.scrollHeight - room - box.scrollTop - box.clientHeight;
  });
const panel = (chat: ChatPage) => chat.page.getByRole('form', { name: 'Waiting for your answer' });

const screens = [
  { name: 'a desktop', width: 1280, height: 720 },
  { name: 'a phone', width: 390, height: 740 },
];

for (const { name, ...size } of screens) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport: size });

    test('the answer to an action begins in view, and stays above the questions that open below it', async ({
      chat,
    }, info) => {
      await open(chat, [ask('Check')]);
      await chat.log.getByRole('button', { name: 'Check' }).click();
      const stream = await chat.backend.next('threads.custom_action');
      await expect(chat.log.getByText('Thinking')).toBeInViewport({ ratio: 1 });
      stream.send(options(), added(answerItem('r1', '')), delta('r1', 'First line of the review.'));
      const review = chat.log.getByText('First line of the review.');
      await expect(review).toBeInViewport({ ratio: 1 });
      await expect(chat.log.getByRole('button', { name: 'Check' })).toBeInViewport();
      const place = await top(chat);
      // Higher than what the questions leave of the view.
      const whole = `First line of the review.\n\n${'A reason.\n\n'.repeat(6)}The last line of the review.`;
      stream.send(done(answerItem('r1', whole)));
      await expect(chat.log.getByText('The last line of the review.')).toBeInViewport({ ratio: 1 });
      expect(await top(chat)).toBe(place);
      stream.end(done(questions()));
      await expect(panel(chat)).toBeVisible();
      await chat.heard('onResponseEnd');
      await expect(chat.log.getByText('The last line of the review.')).toBeInViewport({ ratio: 1 });
      expect(await top(chat)).toBeGreaterThan(place);
      await chat.page.screenshot({ path: info.outputPath('panel.png') });
    });

    test('the answer to questions begins in view, and the composer comes back below it', async ({
      chat,
    }, info) => {
      await open(chat, [userItem('m', 'Quiz me'), answerItem('a', text('Here', 60)), questions()]);
      await chat.page.getByRole('radio', { name: 'I guessed' }).check();
      await chat.page.getByRole('button', { name: 'Submit' }).click();
      const stream = await chat.backend.next('threads.add_structured_input');
      stream.send(options(), {
        type: 'thread.item.replaced',
        item: questions('answered', ['I guessed']),
      });
      await expect(panel(chat)).toHaveCount(0);
      await expect(chat.log.getByText('Thinking')).toBeInViewport({ ratio: 1 });
      stream.send(done(answerItem('r1', `The first line.\n\n${text('Then', 500)}`)));
      await expect(chat.log.getByText('The first line.')).toBeInViewport({ ratio: 1 });
      await expect(chat.log.getByText('I guessed')).toBeInViewport();
      await chat.page.screenshot({ path: info.outputPath('answered.png') });
      stream.end();
    });
  });
}

test.describe('in a long thread', () => {
  test('with autoScroll the answer to an action is followed, and its end stays above the questions', async ({
    chat,
  }) => {
    await open(chat, [ask('Check')], { thread: { autoScroll: true } });
    await chat.log.getByRole('button', { name: 'Check' }).click();
    const stream = await chat.backend.next('threads.custom_action');
    stream.send(options(), done(answerItem('r1', `${text('Review', 900)} The very end.`)));
    await expect.poll(() => hidden(chat)).toBeLessThan(2);
    stream.end(done(questions()));
    await expect(panel(chat)).toBeVisible();
    await expect.poll(() => hidden(chat)).toBeLessThan(2);
  });

  test('a reader who scrolled up during the answer is left alone, also when questions open', async ({
    chat,
  }) => {
    await open(chat, [ask('Check')], { thread: { autoScroll: true } });
    await chat.log.getByRole('button', { name: 'Check' }).click();
    const stream = await chat.backend.next('threads.custom_action');
    stream.send(options(), done(answerItem('r1', text('Review', 600))));
    await expect.poll(() => hidden(chat)).toBeLessThan(2);
    await chat.log.evaluate((box) => box.scrollBy(0, -700));
    await expect(chat.page.getByRole('button', { name: 'Jump to latest' })).toBeVisible();
    const place = await top(chat);
    stream.send(done(answerItem('r2', text('Second part', 200))));
    await expect(chat.log.getByText('Second part.')).toBeAttached();
    stream.end(done(questions()));
    await expect(panel(chat)).toBeVisible();
    await chat.heard('onResponseEnd');
    expect(await top(chat)).toBe(place);
  });

  test('a reader who scrolled up before the answer came is not fetched back', async ({ chat }) => {
    await open(chat, [ask('Check')]);
    await chat.log.getByRole('button', { name: 'Check' }).click();
    const stream = await chat.backend.next('threads.custom_action');
    await expect(chat.log.getByText('Thinking')).toBeInViewport();
    await chat.log.evaluate((box) => box.scrollBy(0, -900));
    await expect(chat.page.getByRole('button', { name: 'Jump to latest' })).toBeVisible();
    const place = await top(chat);
    stream.send(options(), done(answerItem('r1', text('Review', 20))));
    await expect(chat.log.getByText('Review.')).toBeAttached();
    stream.end();
    await chat.heard('onResponseEnd');
    expect(await top(chat)).toBe(place);
  });

  test('an action of the page scrolls only for a reader who is at the end; a press on an old card always', async ({
    chat,
  }) => {
    await open(chat, [ask('Check'), userItem('m', 'Go on'), answerItem('a', text('Well', 400))]);
    const act = () =>
      void chat.page.evaluate(() => window.host.kit?.sendCustomAction({ type: 'page.act' }, 'w1'));
    await chat.log.getByRole('button', { name: 'Check' }).scrollIntoViewIfNeeded();
    await expect(chat.page.getByRole('button', { name: 'Jump to latest' })).toBeVisible();
    const place = await top(chat);
    act();
    (await chat.backend.next('threads.custom_action')).end(done(answerItem('r1', 'For the page.')));
    await chat.heard('onResponseEnd');
    expect(await top(chat)).toBe(place);

    await chat.log.getByRole('button', { name: 'Check' }).click();
    (await chat.backend.next('threads.custom_action')).end(done(answerItem('r2', 'For the reader.')));
    await expect(chat.log.getByText('For the reader.')).toBeInViewport({ ratio: 1 });
    await chat.heard('onResponseEnd', 2);

    act();
    const stream = await chat.backend.next('threads.custom_action');
    stream.end(done(answerItem('r3', `Once more.\n\n${text('Long', 400)}`)));
    await expect(chat.log.getByText('Once more.')).toBeInViewport({ ratio: 1 });
  });

  test('an action without a turn moves nothing', async ({ chat }) => {
    await open(chat, [
      ask('Mark', { type: 'lesson.mark', streaming: false }),
      widgetItem('w2', quiz()),
      answerItem('a', text('Well', 400)),
    ]);
    await chat.log.getByRole('button', { name: 'Mark' }).scrollIntoViewIfNeeded();
    const place = await top(chat);
    await chat.log.getByRole('button', { name: 'Mark' }).click();
    (await chat.backend.next('threads.sync_custom_action')).json({ updated_item: ask('Marked') });
    await expect(chat.log.getByRole('button', { name: 'Marked' })).toBeInViewport();
    expect(await top(chat)).toBe(place);
  });

  test('a composer that grows takes nothing from what is in view at the end, and gives it back', async ({
    chat,
  }) => {
    await open(chat, []);
    const place = await top(chat);
    await chat.input.fill('one\ntwo\nthree\nfour\nfive');
    await expect.poll(() => top(chat)).toBeGreaterThan(place + 20);
    await expect.poll(() => hidden(chat)).toBeLessThan(2);
    await chat.input.fill('');
    await expect.poll(() => top(chat)).toBe(place);
  });
});
