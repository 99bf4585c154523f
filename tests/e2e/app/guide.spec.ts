import type { Locator } from 'playwright/test';
import { signInByName } from '../../support/sign-in';
import { answered, ask, composer, expect, FIRST_LESSON, openTutor, test, transcript } from './fixtures';

/**
 * Whether a text stands there at a moment at which the answer can still be stopped. Looked for in the page at each frame: the
 * guide writes a whole answer in the time in which a busy machine looks twice from outside.
 */
async function isSeenWhileWritten(chat: Locator, text: string): Promise<boolean> {
  return chat.evaluate(
    (element, part) =>
      new Promise<boolean>((resolve) => {
        const until = performance.now() + 25_000;
        const look = () => {
          const root = element.shadowRoot;
          const isThere = root?.querySelector('[role="log"]')?.textContent?.includes(part) === true;
          const isStoppable = Boolean(root?.querySelector('button[aria-label="Stop answering"]'));
          if ((isThere && isStoppable) || performance.now() > until) resolve(isThere && isStoppable);
          else requestAnimationFrame(look);
        };
        look();
      }),
    text,
  );
}

test('a student signs in, asks, follows a citation, reloads and finds everything', async ({
  page,
  guide,
}) => {
  await page.goto(`${guide.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Ada Lovelace');
  await expect(chat.getByText('Hello Ada')).toBeVisible();
  await expect(page.getByText('answers quote the course', { exact: false })).toBeVisible();

  // It streams: part of the answer stands there while it is still being written.
  const streamed = isSeenWhileWritten(chat, 'ROS 2 is an open-source set');
  await ask(chat, 'What is ROS 2?');
  await answered(chat);
  expect(await streamed).toBe(true);

  // The citation opens the passage, and the tutor stays.
  await chat
    .getByRole('link', { name: /^Source 1: What ROS 2 is/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/what-is-ros-2#what-is-ros-2$/);
  await expect(page.locator('article #what-is-ros-2')).toBeInViewport();
  await expect(transcript(chat)).toContainText('ROS 2 is an open-source set');

  // It stays on the way to another lesson, too.
  await page
    .getByRole('link', { name: /Nodes and topics/ })
    .first()
    .click();
  await expect(page).toHaveURL(/nodes-and-topics/);
  await expect(transcript(chat)).toContainText('ROS 2 is an open-source set');

  await page.reload();
  await expect(transcript(chat)).toContainText('ROS 2 is an open-source set');
  await expect(transcript(chat)).toContainText('What is ROS 2?');
});

test('a citation of another lesson opens that lesson at its heading', async ({ page, guide }) => {
  await page.goto(`${guide.url}/`);
  const chat = await openTutor(page, 'Grace Hopper');
  await ask(chat, 'What is Quality of Service?');
  await answered(chat);
  const citation = chat.getByRole('link', { name: /^Source 1/ }).first();
  await citation.focus();
  await citation.press('Enter');
  await expect(page).toHaveURL(/\/docs\/module-1-ros2\/chapter-2-communication\/quality-of-service#/);
  const anchor = new URL(page.url()).hash.slice(1);
  await expect(page.locator(`[id="${anchor}"]`)).toBeInViewport();
});

test('what the course does not cover is declined', async ({ page, guide }) => {
  await page.goto(`${guide.url}/chat`);
  await signInByName(page, 'Alan Turing');
  const chat = page.locator('openai-chatkit');
  await expect(composer(chat)).toBeVisible();
  await ask(chat, 'What is the capital of France?');
  await answered(chat);
  await expect(transcript(chat)).toContainText(/does not cover|has nothing/i);
  await expect(chat.getByRole('link', { name: /^Source/ })).toHaveCount(0);
});

test('the guide remembers what the conversation holds', async ({ page, guide }) => {
  await page.goto(`${guide.url}/`);
  const chat = await openTutor(page, 'Katherine');
  await ask(chat, 'My name is Zarah.');
  await answered(chat);
  await ask(chat, 'What is my name?');
  await expect(transcript(chat).getByText('Zarah').last()).toBeVisible();
  await answered(chat);
  await expect(transcript(chat)).toContainText(/Zarah[\s\S]*What is my name\?[\s\S]*Zarah/);
});

test('nothing of the chat is loaded before it is asked for', async ({ page, guide }) => {
  const requested: string[] = [];
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  await page.goto(`${guide.url}${FIRST_LESSON}`);
  await page.waitForLoadState('networkidle');
  expect(requested.filter((path) => path.includes('chatkit'))).toEqual([]);
});

test('the profile is saved and comes back', async ({ page, guide }) => {
  await page.goto(`${guide.url}/signin?callbackUrl=/profile`);
  await signInByName(page, 'Marie Curie');
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Marie');
  await page.getByLabel(/RTX GPU workstation/).check();
  await page.getByLabel(/Beginner/i).check();
  await page.getByRole('button', { name: /Save/ }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Marie');
  await expect(page.getByLabel(/RTX GPU workstation/)).toBeChecked();
});
