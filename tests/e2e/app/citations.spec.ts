import type { Locator, Page } from 'playwright/test';
import { answered, ask, expect, openTutor, test, transcript } from './fixtures';

const QOS = '/docs/module-1-ros2/chapter-2-communication/quality-of-service';
const QUESTION = 'What is Quality of Service?';

/** Asks on a page, and answers with the chat and the first mark of the answer. */
async function asked(page: Page, url: string, name: string, question = QUESTION) {
  await page.goto(url);
  const chat = await openTutor(page, name);
  await ask(chat, question);
  await answered(chat);
  return { chat, mark: chat.getByRole('link', { name: /^Source 1/ }).first() };
}

/** What is lit, and that it is what the card has quoted. */
async function expectLit(page: Page, quote: string): Promise<void> {
  const lit = page.locator('article [data-cited]');
  await expect(lit.first()).toBeInViewport();
  const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const words = letters((await lit.allTextContents()).join(' '));
  expect(words).toContain(letters(quote).slice(0, 24));
  await expect(page.locator('article [data-cited]')).toHaveCount(0);
}

const card = (chat: Locator) => chat.locator('.card');
const quoteOf = (source: Locator) => source.locator('.source-quote').innerText();

test('the card of a citation names lesson and section, and quotes the passage', async ({ page, guide }) => {
  const { chat, mark } = await asked(page, `${guide.url}/`, 'Ada');
  await mark.hover();
  await expect(card(chat).locator('.source-title')).toHaveText(/quality of service/i);
  await expect(card(chat).locator('.source-place')).toContainText('ROS 2');
  const quote = await quoteOf(card(chat));
  expect(quote.length).toBeGreaterThan(40);
  expect(quote).not.toMatch(/[`*#|]|\]\(/);
});

test('a click opens the lesson with the passage in view and lit, and then it is lit no more', async ({
  page,
  guide,
}) => {
  const { chat, mark } = await asked(page, `${guide.url}/`, 'Grace');
  await mark.hover();
  const quote = await quoteOf(card(chat));
  await mark.click();
  await expect(page).toHaveURL(new RegExp(`${QOS}(#|$)`));
  await expectLit(page, quote);
  await expect(transcript(chat)).toContainText(QUESTION);
});

test('on the page that is open already the passage is lit as well', async ({ page, guide }) => {
  const { chat, mark } = await asked(page, `${guide.url}${QOS}`, 'Alan');
  await mark.hover();
  const quote = await quoteOf(card(chat));
  await mark.click();
  await expectLit(page, quote);
  await mark.click();
  await expectLit(page, quote);
});

test('a source of the list opens its passage', async ({ page, guide }) => {
  const { chat } = await asked(page, `${guide.url}/`, 'Katherine');
  await chat
    .getByRole('button', { name: /^Sources/ })
    .first()
    .click();
  const source = chat.locator('a.source').first();
  const quote = await quoteOf(source);
  await source.click();
  await expectLit(page, quote);
});

test('a keyboard reaches the card, and opens the passage', async ({ page, guide }) => {
  const { chat, mark } = await asked(page, `${guide.url}/`, 'Mary');
  await mark.focus();
  await expect(card(chat)).toBeVisible();
  const quote = await quoteOf(card(chat));
  await page.keyboard.press('Enter');
  await expectLit(page, quote);
});

test('a passage with a table in it is lit as a whole', async ({ page, guide }) => {
  const { mark } = await asked(page, `${guide.url}/`, 'Rosalind', 'What is Nav2 made of?');
  await mark.click();
  await expect(page.locator('article p[data-cited]')).toBeInViewport();
  await expect(page.locator('article .table-scroll[data-cited]')).toBeInViewport();
});

test.describe('with motion', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } });

  test('the light fades', async ({ page, guide }) => {
    const { mark } = await asked(page, `${guide.url}/`, 'Radia');
    await mark.click();
    const lit = page.locator('article [data-cited]').first();
    await expect(lit).toBeInViewport();
    const animation = await lit.evaluate((block) => getComputedStyle(block, '::before').animationName);
    expect(animation).toBe('lit');
    await expect(page.locator('article [data-cited]')).toHaveCount(0);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a tap shows the card, and its link the passage', async ({ page, guide }) => {
    const { chat, mark } = await asked(page, `${guide.url}/`, 'Hedy');
    await mark.tap();
    const quote = await quoteOf(card(chat));
    await card(chat).getByRole('link').tap();
    await expect(page).toHaveURL(new RegExp(`${QOS}(#|$)`));
    await expectLit(page, quote);
  });
});
