import { answered, ask, composer, expect, FIRST_LESSON, gate, openTutor, test, transcript } from './fixtures';

/** An answer of three parts: the second and third come when the test says so. */
function threeParts() {
  const [second, third] = [gate(), gate()];
  let parts = 0;
  return {
    second,
    third,
    answer: () => ({
      kind: 'text' as const,
      text: 'The beginning, the middle, the end.',
      chunks: ['The beginning, ', 'the middle, ', 'the end.'],
      pace: () => {
        parts += 1;
        if (parts === 2) return second.wait();
        return parts === 3 ? third.wait() : Promise.resolve();
      },
    }),
  };
}

test('an answer goes on after a reload, and is stored as it was read', async ({
  page,
  scripted: { app, openai },
}) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Reloading reader');
  const { answer, second, third } = threeParts();
  openai.play(answer);
  await ask(chat, 'Tell me everything');
  await expect(transcript(chat)).toContainText('The beginning');
  await page.reload();
  await expect(transcript(chat)).toContainText('The beginning');
  await expect(chat.getByRole('button', { name: 'Stop answering' })).toBeVisible();
  second.open();
  await expect(transcript(chat)).toContainText('the middle');
  await page.reload();
  await expect(transcript(chat)).toContainText('The beginning, the middle');
  third.open();
  await answered(chat);
  await expect(transcript(chat).getByText('The beginning, the middle, the end.')).toHaveCount(1);
  await expect(transcript(chat).getByText('Tell me everything')).toHaveCount(1);
  await page.reload();
  await expect(transcript(chat).getByText('The beginning, the middle, the end.')).toHaveCount(1);
  expect(openai.turns).toHaveLength(1);
});

test('a second tab shows the answer as it comes, and can stop it', async ({
  page,
  context,
  scripted: { app, openai },
}) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Reader of two tabs');
  const { answer, second, third } = threeParts();
  openai.play(answer);
  await ask(chat, 'Tell me everything');
  await expect(transcript(chat)).toContainText('The beginning');
  const tab = await context.newPage();
  await tab.goto(`${app.url}/chat`);
  const other = tab.locator('openai-chatkit');
  await expect(transcript(other)).toContainText('The beginning');
  second.open();
  await expect(transcript(other)).toContainText('the middle');
  await other.getByRole('button', { name: 'Stop answering' }).click();
  for (const window of [chat, other]) {
    await expect(transcript(window)).toContainText('You stopped this answer.');
    await expect(transcript(window)).toContainText('The beginning, the middle');
    await expect(composer(window)).toBeEnabled();
  }
  third.open();
});

test('an answer that was asked for again goes on after a reload, without the one before it', async ({
  page,
  scripted: { app, openai },
}) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Reader who asks again');
  openai.play(() => ({ kind: 'text', text: 'The first answer.' }));
  await ask(chat, 'Tell me everything');
  await answered(chat);
  const { answer, second, third } = threeParts();
  openai.play(answer);
  await chat.getByRole('button', { name: 'Answer again' }).click();
  await expect(transcript(chat)).toContainText('The beginning');
  await page.reload();
  await expect(transcript(chat)).toContainText('The beginning');
  await expect(transcript(chat)).not.toContainText('The first answer.');
  second.open();
  third.open();
  await answered(chat);
  await expect(transcript(chat).getByText('The beginning, the middle, the end.')).toHaveCount(1);
  await page.reload();
  await expect(transcript(chat).getByText('The beginning, the middle, the end.')).toHaveCount(1);
  await expect(transcript(chat)).not.toContainText('The first answer.');
});
