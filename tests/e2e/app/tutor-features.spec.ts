import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from 'playwright/test';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { pickQuestions } from '@/lib/tutor/quiz/load-quiz';
import { answered, ask, composer, expect, openTutor, test, transcript } from './fixtures';

const TOPICS = '/docs/module-1-ros2/chapter-1-foundations/nodes-and-topics';
const lessons = new CourseLessonsOnDisk(resolve('content'));

/** The first quiz of a thread on the lesson: its right answers and, for each, a wrong one. */
async function quizOnTopics(): Promise<{ right: string; wrong: string }[]> {
  const { questions } = pickQuestions(await lessons.questions(TOPICS), new Set());
  return questions.map(({ options, right }) => ({
    right: options[right] ?? '',
    wrong: options[(right + 1) % options.length] ?? '',
  }));
}

const card = (chat: Locator) => transcript(chat).locator('.w-card').last();

async function quizMe(page: Page, url: string, name: string): Promise<Locator> {
  await page.goto(`${url}${TOPICS}`);
  const chat = await openTutor(page, name);
  await chat.getByRole('button', { name: 'Quiz me on this lesson' }).click();
  await expect(card(chat)).toContainText('1 of 3');
  return chat;
}

test('a quiz by clicking, with one wrong answer, its review and what comes next', async ({ page, guide }) => {
  const chat = await quizMe(page, guide.url, 'Clicker');
  for (const [at, { right, wrong }] of (await quizOnTopics()).entries()) {
    await expect(card(chat)).toContainText(`${at + 1} of 3`);
    await card(chat)
      .getByRole('radio', { name: at === 1 ? wrong : right, exact: true })
      .check();
    await card(chat).getByRole('button', { name: 'Check' }).click();
    await expect(card(chat)).toContainText(at === 1 ? 'Not quite.' : 'That is right.');
    await card(chat)
      .getByRole('button', { name: at < 2 ? 'Next question' : 'See the result' })
      .click();
  }
  await expect(card(chat)).toContainText('2 of 3 right');
  const { violations } = await new AxeBuilder({ page }).include('openai-chatkit').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

  await card(chat).getByRole('button', { name: 'Go over it' }).click();
  await expect(transcript(chat)).toContainText(
    '2 of 3 right. Here is what the lesson says on the other one.',
  );
  await expect(chat.getByText('What next?')).toBeVisible();
  await chat.getByRole('radio', { name: 'Three more questions' }).check();
  await chat.getByRole('button', { name: 'Submit' }).click();
  // Those of the lesson that were not asked yet.
  const left = (await lessons.questions(TOPICS)).length - 3;
  await expect(card(chat)).toContainText(`1 of ${Math.min(left, 3)}`);
  await page.reload();
  await expect(transcript(chat)).toContainText('2 of 3 right');
});

test('a quiz can be taken with the keyboard, and nothing is checked without an answer', async ({
  page,
  guide,
}) => {
  const chat = await quizMe(page, guide.url, 'Keyboarder');
  await card(chat).getByRole('button', { name: 'Check' }).focus();
  await page.keyboard.press('Enter');
  await expect(card(chat).getByRole('button', { name: 'Check' })).toBeVisible();
  await card(chat).getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(card(chat)).toContainText(/That is right|Not quite/);
  await expect(card(chat).getByRole('link', { name: /^Read “/ })).toHaveAttribute(
    'href',
    new RegExp(`${TOPICS}#`),
  );
});

test('the section of a question opens beside the conversation', async ({ page, guide }) => {
  const chat = await quizMe(page, guide.url, 'Reader');
  await card(chat).getByRole('radio').first().check();
  await card(chat).getByRole('button', { name: 'Check' }).click();
  await card(chat)
    .getByRole('link', { name: /^Read “/ })
    .click();
  await expect(page).toHaveURL(/nodes-and-topics#/);
  await expect(card(chat)).toBeVisible();
});

test('the lessons that a search read stand in its workflow and open', async ({ page, guide }) => {
  await page.goto(`${guide.url}${TOPICS}`);
  const chat = await openTutor(page, 'Searcher');
  await ask(chat, 'What is Quality of Service?');
  await answered(chat);
  const workflow = chat.getByRole('button', { name: /Read \d lessons?/ });
  await expect(workflow).toHaveAttribute('aria-expanded', 'false');
  await workflow.click();
  await expect(chat.locator('.workflow')).toContainText('What is Quality of Service?');
  await chat.locator('.workflow').getByRole('link', { name: 'Quality of Service' }).click();
  await expect(page).toHaveURL(/chapter-2-communication\/quality-of-service/);
  await expect(workflow).toBeVisible();
});

test('the tutor opens a lesson, beside the page and from the full page', async ({ page, guide }) => {
  await page.goto(`${guide.url}/`);
  const chat = await openTutor(page, 'Traveller');
  await ask(chat, 'Take me to quality of service');
  await expect(page).toHaveURL(/\/docs\/module-1-ros2\/chapter-2-communication\/quality-of-service$/);
  await expect(transcript(chat)).toContainText('“Quality of Service” is open.');
  await expect(page.getByRole('heading', { name: 'Quality of Service', level: 1 })).toBeVisible();

  await page.goto(`${guide.url}/chat`);
  // The conversation is there: until then nothing is sent.
  await expect(transcript(chat)).toContainText('“Quality of Service” is open.');
  await ask(chat, 'Open the lesson on LoRA');
  await expect(page).toHaveURL(/fine-tuning-with-lora$/);
  await expect(transcript(chat)).toContainText('“Fine-tuning with LoRA” is open.');
  await expect(composer(chat)).toBeVisible();
});

test('a page that a model makes up is not opened', async ({ page, scripted: { app, openai } }) => {
  await page.goto(`${app.url}${TOPICS}`);
  const chat = await openTutor(page, 'Careful');
  openai.play(() =>
    openai.turns.length === 1
      ? { kind: 'tool', name: 'open_lesson', arguments: { path: 'https://evil.test/docs/x' } }
      : { kind: 'text', text: 'There is no such lesson.' },
  );
  await ask(chat, 'Open it');
  await expect(transcript(chat)).toContainText('There is no such lesson.');
  await expect(page).toHaveURL(new RegExp(`${TOPICS}$`));
});

test('thumbs are shown and sent, and dictation is offered only where it works', async ({
  page,
  guide,
  scripted: { app, openai },
}) => {
  await page.goto(`${guide.url}${TOPICS}`);
  const chat = await openTutor(page, 'Critic');
  await ask(chat, 'What is a node?');
  await answered(chat);
  await chat.getByRole('button', { name: 'Good answer' }).first().click();
  await expect
    .poll(() => guide.logs.find(({ msg }) => msg === 'feedback'))
    .toMatchObject({ kind: 'positive' });
  await expect(chat.getByRole('button', { name: 'Dictate', exact: true })).toHaveCount(0);

  openai.play(() => ({ kind: 'text', text: 'ok' }));
  await page.goto(`${app.url}${TOPICS}`);
  const other = await openTutor(page, 'Speaker');
  await expect(other.getByRole('button', { name: 'Dictate', exact: true })).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });

  test('a quiz fits the sheet', async ({ page, guide }) => {
    const chat = await quizMe(page, guide.url, 'Phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const box = await card(chat).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    await card(chat).getByRole('radio').first().check();
    await card(chat).getByRole('button', { name: 'Check' }).click();
    await expect(card(chat)).toContainText(/That is right|Not quite/);
  });
});
