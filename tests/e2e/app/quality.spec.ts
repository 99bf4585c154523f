import AxeBuilder from '@axe-core/playwright';
import { signInByName } from '../../support/sign-in';
import { answered, ask, composer, expect, FIRST_LESSON, openTutor, test, transcript } from './fixtures';

test('Ctrl+K leads the signed-out to the name field, and closing leads back to the launcher', async ({
  page,
  scripted: { app },
}) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByLabel('Your name')).toBeFocused();
  await page.keyboard.type('Keyboarder');
  await page.keyboard.press('Enter');
  const chat = page.locator('openai-chatkit');
  await expect(composer(chat)).toBeFocused();
  await chat.getByRole('button', { name: 'Close', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(chat).toBeHidden();
  await expect(page.locator('.launcher')).toBeFocused();
});

test('a name longer than the server takes cannot be typed', async ({ page, scripted: { app } }) => {
  await page.goto(`${app.url}/signin`);
  const name = page.getByLabel('Your name');
  // Until the page has come to life nothing can be typed into it, and keys pressed are not kept.
  await expect(name).toBeEnabled();
  await name.pressSequentially('Wolfeschlegelsteinhausenbergerdorff '.repeat(3));
  expect(await name.inputValue()).toHaveLength(60);
  await signInByName(page);
  await expect(page.getByRole('button', { name: /^Account of Wolfe/ })).toBeVisible();
});

test('what went on in another tab is there when the student comes back to this one', async ({
  context,
  page,
  scripted: { app, openai },
}) => {
  openai.play(() => ({ kind: 'text', text: 'An answer.' }));
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const here = await openTutor(page, 'Two tabs');
  await ask(here, 'Asked here');
  await answered(here);
  const other = await context.newPage();
  await other.goto(`${app.url}${FIRST_LESSON}`);
  const there = other.locator('openai-chatkit');
  await expect(transcript(there)).toContainText('Asked here');
  await ask(there, 'Asked there');
  await answered(there);
  // A browser without a screen shows every tab at once.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(transcript(here)).toContainText('Asked there');
  await expect(transcript(here).getByRole('article')).toHaveCount(4);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });

  test('the tutor is a proper dialog, and left open it does not cover the lesson that is opened next', async ({
    page,
    scripted: { app, openai },
  }) => {
    openai.play(() => ({ kind: 'text', text: 'An answer.' }));
    await page.goto(`${app.url}${FIRST_LESSON}`);
    const chat = await openTutor(page, 'Phone reader');
    await ask(chat, 'Asked on the phone');
    await answered(chat);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.reload();
    await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('button', { name: 'Ask the tutor' }).last().click();
    await expect(transcript(chat)).toContainText('Asked on the phone');
  });
});
