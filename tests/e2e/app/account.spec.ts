import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { readZip } from '../../support/read-zip';
import { answered, ask, expect, openTutor, test } from './fixtures';

async function openProfile(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/profile`);
  await expect(page.getByRole('heading', { name: 'Your data' })).toBeVisible();
}

async function deleteAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Delete my account…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete your account' });
  const confirm = dialog.getByRole('button', { name: 'Delete everything' });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('delete my acount');
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('Delete my account');
  await confirm.click();
}

test('data download: the archive of the profile page holds what was said', async ({
  page,
  scripted: { app, openai },
}) => {
  openai.play(() => ({ kind: 'text', text: 'A node is a process that takes part.' }));
  await page.goto(`${app.url}/`);
  const chat = await openTutor(page, 'Quentin');
  await ask(chat, 'What is a node, please?');
  await answered(chat);

  await openProfile(page, app.url);
  const begun = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download my data' }).click();
  const download = await begun;
  expect(download.suggestedFilename()).toMatch(/^robolearn-\d{4}-\d\d-\d\d\.zip$/);
  const archive = readZip(readFileSync(await download.path()));
  const page1 = [...archive].find(([name]) => name.startsWith('conversations/'))?.[1].toString();
  expect(page1).toContain('What is a node, please?');
  expect(page1).toContain('A node is a process that takes part.');
  expect(JSON.parse(archive.get('data.json')?.toString() ?? '')).toMatchObject({
    user_id: 'demo:quentin',
    threads: [{ items: [{ type: 'user_message' }, { type: 'workflow' }, { type: 'assistant_message' }] }],
  });
});

test('deletion: typed, gone, signed out, and signing in again shows nothing', async ({
  page,
  context,
  scripted: { app, openai },
}) => {
  openai.play(() => ({ kind: 'text', text: 'An answer to forget.' }));
  await page.goto(`${app.url}/`);
  const chat = await openTutor(page, 'Rosalind');
  await ask(chat, 'Something to forget');
  await answered(chat);

  await openProfile(page, app.url);
  await deleteAccount(page);
  await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect((await context.cookies()).filter(({ name }) => name.includes('session-token'))).toEqual([]);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toMatch(/rosalind|thr_/i);

  await page.goto(`${app.url}/profile`);
  await expect(page).toHaveURL(/\/signin/);
  await page.goto(`${app.url}/`);
  const again = await openTutor(page, 'Rosalind');
  await expect(again).not.toContainText('Something to forget');
  const threads = await page.evaluate(async () => {
    const body = JSON.stringify({ type: 'threads.list', params: { limit: 10, order: 'desc' } });
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/chatkit', { method: 'POST', headers, body })).json();
  });
  expect(threads.data).toEqual([]);
});

test('a deletion that fails says so, keeps the dialog, and can be tried again', async ({
  page,
  scripted: { app },
}) => {
  test.info().annotations.push({ type: 'meant', description: 'status of 503' });
  await page.goto(`${app.url}/`);
  await openTutor(page, 'Sibyl');
  await openProfile(page, app.url);
  const message =
    'Your account cannot be deleted right now, and nothing was deleted. Please try again in a minute.';
  await page.route('**/api/account', (route) =>
    route.fulfill({ status: 503, json: { error: { code: 'unavailable', message } } }),
  );
  await deleteAccount(page);
  const dialog = page.getByRole('dialog', { name: 'Delete your account' });
  await expect(dialog).toContainText(message);
  await page.unroute('**/api/account');
  await dialog.getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`the profile page and its dialog are accessible in the ${theme} theme`, async ({
    page,
    scripted: { app },
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(`${app.url}/`);
    await openTutor(page, 'Tamara');
    await openProfile(page, app.url);
    const problems = async () => (await new AxeBuilder({ page }).include('main').analyze()).violations;
    expect(await problems()).toEqual([]);
    await page.getByRole('button', { name: 'Delete my account…' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('delete my account');
    expect(await problems()).toEqual([]);
  });
}
