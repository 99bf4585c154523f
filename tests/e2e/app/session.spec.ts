import { readFileSync } from 'node:fs';
import path from 'node:path';
import { encode } from 'next-auth/jwt';
import type { BrowserContext } from 'playwright/test';
import { signInByName } from '../../support/sign-in';
import { answered, ask, composer, expect, FIRST_LESSON, gate, openTutor, test, transcript } from './fixtures';

const SESSION = 'next-auth.session-token';

/** A session of the same student whose time was over a minute ago. The browser still sends it. */
async function expireSession(context: BrowserContext, app: { url: string; dataDir: string }, userId: string) {
  const secret = readFileSync(path.join(app.dataDir, 'secret'), 'utf8').trim();
  const value = await encode({ secret, token: { sub: userId }, maxAge: -60 });
  await context.clearCookies({ name: SESSION });
  await context.addCookies([{ name: SESSION, value, url: app.url, httpOnly: true, sameSite: 'Lax' }]);
}

/** The browser reports every refusal in its console; those are what these tests are about. */
test.use({ expectedComplaints: /status of 401/ });

test('a session that ends before a message is sent: the message waits, and goes out after signing in again', async ({
  context,
  page,
  scripted: { app, openai },
}) => {
  openai.play(() => ({ kind: 'text', text: 'An answer.' }));
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Outlived');
  await ask(chat, 'Before the end');
  await answered(chat);

  await expireSession(context, app, 'demo:outlived');
  await ask(chat, 'A long question that nobody wants to write twice');
  await expect(page.getByRole('heading', { name: 'Please sign in again' })).toBeVisible();
  expect(openai.turns).toHaveLength(1);
  await expect(page.getByLabel('Your name')).toHaveValue('Outlived');
  await signInByName(page);

  await expect(page.getByRole('heading', { name: 'Please sign in again' })).toHaveCount(0);
  await expect(transcript(chat)).toContainText('A long question that nobody wants to write twice');
  await chat.getByRole('button', { name: /try again|retry/i }).click();
  await expect(transcript(chat).getByRole('article')).toHaveCount(4);
  await answered(chat);
  expect(JSON.stringify(openai.turns.at(-1)?.input)).toContain('Before the end');
});

test('a session that ends while the tutor answers: the answer ends, the draft stays, and both go on', async ({
  context,
  page,
  scripted: { app, openai },
}) => {
  const { wait, open } = gate();
  let chunks = 0;
  openai.play(() => ({
    kind: 'text',
    text: 'The first half, and the second.',
    chunks: ['The first half,', ' and the second.'],
    pace: async () => {
      chunks += 1;
      if (chunks > 1) await wait();
    },
  }));
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Streamer');
  await ask(chat, 'Tell me slowly');
  await expect(transcript(chat)).toContainText('The first');
  await composer(chat).fill('A draft that is not finished');
  await expireSession(context, app, 'demo:streamer');
  open();
  await expect(transcript(chat)).toContainText('and the second.');
  await answered(chat);

  // The next thing that the page asks for tells it.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(page.getByRole('heading', { name: 'Please sign in again' })).toBeVisible();
  await signInByName(page);
  // Below the card the conversation takes no keys.
  await expect(page.getByRole('heading', { name: 'Please sign in again' })).toHaveCount(0);
  await expect(composer(chat)).toHaveValue('A draft that is not finished');
  openai.play(() => ({ kind: 'text', text: 'And on.' }));
  await composer(chat).press('Enter');
  await expect(transcript(chat)).toContainText('And on.');
});

test('somebody else who signs in then sees nothing of it', async ({
  context,
  page,
  scripted: { app, openai },
}) => {
  openai.play(() => ({ kind: 'text', text: 'An answer for one pair of eyes.' }));
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'First one');
  await ask(chat, 'A private question');
  await answered(chat);
  await composer(chat).fill('A private draft');
  await expireSession(context, app, 'demo:first%20one');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(page.getByRole('heading', { name: 'Please sign in again' })).toBeVisible();
  await signInByName(page, 'Second one');

  await expect(page.getByRole('button', { name: 'Account of Second one' })).toBeVisible();
  await expect(chat.getByText(/Hello Second/)).toBeVisible();
  await expect(page.getByText(/private|pair of eyes/)).toHaveCount(0);
  await expect(composer(chat)).toHaveValue('');
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toMatch(/first|thr_/);
});
