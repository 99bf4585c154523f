import type { Page } from 'playwright/test';
import { signInByName } from '../../support/sign-in';
import { answered, ask, composer, expect, FIRST_LESSON, gate, openTutor, test, transcript } from './fixtures';

test('stop keeps what was said; retry answers again', async ({ page, scripted: { app, openai } }) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Stopper');
  const rest = gate();
  let said = 0;
  openai.play(() => ({
    kind: 'text',
    text: 'The beginning and the end.',
    chunks: ['The beginning ', 'and the end.'],
    pace: () => (++said > 1 ? rest.wait() : Promise.resolve()),
  }));
  await ask(chat, 'Tell me everything');
  await expect(transcript(chat)).toContainText('The beginning');
  await chat.getByRole('button', { name: 'Stop answering' }).click();
  await expect(transcript(chat)).toContainText('You stopped this answer.');
  rest.open();

  openai.play(() => ({ kind: 'text', text: 'A whole answer.' }));
  await chat.getByRole('button', { name: 'Answer again' }).click();
  await expect(transcript(chat)).toContainText('A whole answer.');
  await expect(transcript(chat)).not.toContainText('The beginning');
  await answered(chat);
  // and so it is stored
  await page.reload();
  await expect(transcript(chat)).toContainText('A whole answer.');
  await expect(transcript(chat)).not.toContainText('The beginning');
});

test('a stopped answer is there after a reload, as far as it came', async ({
  page,
  scripted: { app, openai },
}) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Reloader');
  const never = gate();
  let said = 0;
  openai.play(() => ({
    kind: 'text',
    text: 'Half of it and more',
    chunks: ['Half of it ', 'and more'],
    pace: () => (++said > 1 ? never.wait() : Promise.resolve()),
  }));
  await ask(chat, 'Begin');
  await expect(transcript(chat)).toContainText('Half of it');
  await chat.getByRole('button', { name: 'Stop answering' }).click();
  await expect(transcript(chat)).toContainText('You stopped this answer.');
  await page.reload();
  await expect(transcript(chat)).toContainText('Half of it');
  await expect(transcript(chat)).toContainText('You stopped this answer.');
  never.open();
});

test('an answer that was cut says so after a reload, and goes on where it stopped', async ({
  page,
  scripted: { app, openai },
}) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Reader');
  openai.play(() => ({ kind: 'text', text: 'A lidar measures dist', incomplete: 'max_output_tokens' }));
  await ask(chat, 'What is a lidar?');
  await expect(transcript(chat)).toContainText('The answer reached its length limit.');
  await page.reload();
  await expect(transcript(chat)).toContainText('The answer reached its length limit.');
  openai.play(() => ({ kind: 'text', text: 'distances with light.' }));
  await chat.getByRole('button', { name: 'Go on' }).click();
  await expect(transcript(chat)).toContainText('A lidar measures distances with light.');
  await expect(transcript(chat)).not.toContainText('length limit');
  await answered(chat);
  await page.reload();
  await expect(transcript(chat)).toContainText('A lidar measures distances with light.');
  await expect(transcript(chat)).not.toContainText('length limit');
});

test('an error says what happened and offers to try again', async ({ page, scripted: { app, openai } }) => {
  await page.goto(`${app.url}/`);
  const chat = await openTutor(page, 'Unlucky');
  openai.play(() => ({ kind: 'error', status: 400 }));
  await ask(chat, 'Will this work?');
  await expect(transcript(chat)).toContainText('The tutor could not answer this time.');
  openai.play(() => ({ kind: 'text', text: 'Now it does.' }));
  await chat.getByRole('button', { name: 'Try again' }).click();
  await expect(transcript(chat)).toContainText('Now it does.');
  await expect(transcript(chat)).not.toContainText('could not answer');
});

test('conversations can be found, renamed and deleted', async ({ page, scripted: { app, openai } }) => {
  openai.play(() => ({ kind: 'text', text: 'Answer.' }));
  await page.goto(`${app.url}/`);
  const chat = await openTutor(page, 'Historian');
  await ask(chat, 'First question');
  await answered(chat);
  await chat.getByRole('button', { name: 'New chat' }).first().click();
  await ask(chat, 'Second question');
  await answered(chat);

  await chat.getByRole('button', { name: 'Show conversations' }).click();
  await expect(chat.getByRole('button', { name: /^Actions for/ })).toHaveCount(2);
  await chat
    .getByRole('button', { name: /^Actions for/ })
    .last()
    .click();
  await chat.getByRole('menuitem', { name: 'Rename' }).click();
  await chat.getByRole('textbox', { name: 'Conversation name' }).fill('My robot');
  await chat.getByRole('textbox', { name: 'Conversation name' }).press('Enter');
  await expect(chat.getByRole('button', { name: 'Actions for “My robot”' })).toBeVisible();

  await chat.getByRole('button', { name: 'Actions for “A scripted title”' }).click();
  await chat.getByRole('menuitem', { name: 'Delete' }).click();
  await chat.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(chat.getByRole('button', { name: /^Actions for/ })).toHaveCount(1);

  await chat.getByRole('button', { name: 'My robot', exact: true }).click();
  await expect(transcript(chat)).toContainText('First question');
  await page.reload();
  await expect(transcript(chat)).toContainText('First question');
});

test('selected text is asked about as a quote, and the tutor knows the page on every turn', async ({
  page,
  scripted: { app, openai },
}) => {
  openai.play(() => ({ kind: 'text', text: 'It means this.' }));
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Reader');
  const paragraph = page
    .getByRole('article')
    .getByText('Think of a delivery robot in a corridor.', { exact: false });
  await paragraph.click({ clickCount: 3 });
  await page.getByRole('button', { name: 'Ask about this' }).click();
  await expect(composer(chat)).toBeFocused();
  await expect(chat.getByText('Think of a delivery robot in a corridor.', { exact: false })).toBeVisible();
  await ask(chat, 'What does this mean?');
  await answered(chat);

  const [first] = openai.turns;
  expect(JSON.stringify(first?.input)).toContain('Think of a delivery robot in a corridor.');
  expect(first?.system).toContain('What ROS 2 is');
  expect(first?.system).toContain('User Information: Name: Reader');

  // The second turn, on another page that was reached without a reload
  await page
    .getByRole('link', { name: /Nodes and topics/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Nodes and topics', level: 1 })).toBeVisible();
  await ask(chat, 'And this page?');
  await expect(transcript(chat)).toContainText('And this page?');
  await expect.poll(() => openai.turns.length).toBe(2);
  expect(openai.turns[1]?.system).toContain('"Page Title": "Nodes and topics');
  expect(JSON.stringify(openai.turns[1]?.input)).toContain('It means this.');
});

test('a selection can be asked about with the keyboard alone', async ({
  page,
  scripted: { app, openai },
}) => {
  openai.play(() => ({ kind: 'text', text: 'Sure.' }));
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Keys');
  // Words that are selected earlier keep the tutor from taking the focus.
  await expect(composer(chat)).toBeFocused();
  await selectFirstParagraph(page);
  await expect(page.getByRole('button', { name: 'Ask about this' })).toBeVisible();
  await page.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
  );
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Ask about this' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(composer(chat)).toBeFocused();
});

test('words that are selected while the tutor is loading stay selected', async ({
  page,
  scripted: { app, openai },
}) => {
  openai.play(() => ({ kind: 'text', text: 'Sure.' }));
  const script = gate();
  await page.route('**/chatkit.js*', async (route) => {
    await script.wait();
    await route.continue();
  });
  await page.goto(`${app.url}${FIRST_LESSON}`, { waitUntil: 'domcontentloaded' });
  await page.getByRole('button', { name: 'Ask the tutor' }).last().click();
  await signInByName(page, 'Early');
  await expect(page.getByLabel('Your name')).toBeHidden();
  await selectFirstParagraph(page);
  await expect(page.getByRole('button', { name: 'Ask about this' })).toBeVisible();
  script.open();
  const chat = page.locator('openai-chatkit');
  await expect(composer(chat)).toBeVisible();
  await page.getByRole('button', { name: 'Ask about this' }).click();
  await expect(composer(chat)).toBeFocused();
  await expect(chat.getByText('Lesson 1.1')).toBeVisible();
});

async function selectFirstParagraph(page: Page): Promise<void> {
  await page.evaluate(() => {
    const paragraph = document.querySelector('article p');
    if (paragraph) getSelection()?.selectAllChildren(paragraph);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });

  test('the tutor is a full-width sheet that makes way for a cited lesson', async ({
    page,
    scripted: { app, openai },
  }) => {
    const { searchThenSay } = await import('../../support/scripted-openai');
    openai.play(searchThenSay('What is a topic', 'A topic is a named channel [1].'));
    await page.goto(`${app.url}${FIRST_LESSON}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const chat = await openTutor(page, 'Phone');
    const box = await chat.boundingBox();
    expect(box?.width).toBe(390);
    await ask(chat, 'What is a topic?');
    await answered(chat);
    await chat
      .getByRole('link', { name: /^Source 1/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\/docs\/module-1-ros2\/.*#/);
    await expect(chat).toBeHidden();
    await page.getByRole('button', { name: 'Ask the tutor' }).last().click();
    await expect(transcript(chat)).toContainText('A topic is a named channel');
  });
});

test('two students on one browser see only their own', async ({ browser, scripted: { app, openai } }) => {
  openai.play(() => ({ kind: 'text', text: 'ok' }));
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()]);
  const [alicePage, bobPage] = await Promise.all([first.newPage(), second.newPage()]);
  await alicePage.goto(`${app.url}/`);
  const alice = await openTutor(alicePage, 'Alice of the browser');
  await ask(alice, 'A private question');
  await answered(alice);
  await bobPage.goto(`${app.url}/`);
  const bob = await openTutor(bobPage, 'Bob of the browser');
  await bob.getByRole('button', { name: 'Show conversations' }).click();
  await expect(bob.getByText('No conversations yet')).toBeVisible();
  await Promise.all([first.close(), second.close()]);
});
