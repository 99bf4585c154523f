import { encode } from 'next-auth/jwt';
import { expect, type Page, test } from 'playwright/test';
import { type AppServer, startApp } from '../../support/app-server';
import { freePort } from '../../support/free-port';
import { type OidcServer, startOidcProvider } from '../../support/oidc-provider';
import { answered, ask, composer, transcript } from './fixtures';

const SECRET = 'a secret of the sign-in tests that is long enough';

let app: AppServer;
let provider: OidcServer;

test.beforeAll(async () => {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  provider = await startOidcProvider(`${url}/api/auth/callback/oidc`);
  app = await startApp({
    port,
    env: {
      NEXTAUTH_URL: url,
      NEXTAUTH_SECRET: SECRET,
      AUTH_DEMO: 'off',
      AUTH_OIDC_ISSUER: provider.issuer,
      AUTH_OIDC_CLIENT_ID: provider.clientId,
      AUTH_OIDC_CLIENT_SECRET: provider.clientSecret,
    },
  });
});

test.afterAll(async () => {
  await app?.stop();
  await provider?.stop();
});

test.beforeEach(async ({ page }) => {
  // The provider's own pages, which are not ours, ask for a font from elsewhere.
  await page.context().route('https://fonts.googleapis.com/**', (route) => route.abort());
});

const button = (page: Page) => page.getByRole('button', { name: /RoboLearn account/ });

/** What the student does at the provider. */
async function passProvider(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function signIn(page: Page, login: string, callbackUrl = '/chat') {
  await page.goto(`${app.url}/signin?callbackUrl=${encodeURIComponent(callbackUrl)}`);
  await button(page).click();
  await passProvider(page, login);
  await expect(page.getByRole('button', { name: `Account of Student ${login}` })).toBeVisible();
}

async function signOut(page: Page) {
  await page.getByRole('button', { name: /^Account of/ }).click();
  // The page says so before it is left for one that was loaded without the session.
  const loaded = page.waitForEvent('load');
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await loaded;
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  // The provider has a session of its own, which is not ours to end.
  await page.context().clearCookies({ domain: 'localhost', name: /^_/ });
}

/** Asks with the cookies of the browser, but not in the page, which may be on its way to another. */
async function listThreads(page: Page): Promise<number> {
  const answer = await page.request.post(`${app.url}/api/chatkit`, {
    headers: { origin: app.url },
    data: { type: 'threads.list', params: {} },
  });
  return answer.status();
}

test('a student signs in through an OpenID Connect provider and is known by name', async ({ page }) => {
  await page.goto(`${app.url}/signin?callbackUrl=/chat`);
  await expect(page.getByLabel('Your name')).toHaveCount(0);
  await button(page).click();
  await passProvider(page, 'lovelace');
  await expect(page).toHaveURL(`${app.url}/chat`);
  await expect(composer(page.locator('openai-chatkit'))).toBeVisible();
  const session = await page.evaluate(() => fetch('/api/auth/session').then((response) => response.json()));
  expect(session.user).toMatchObject({ id: 'oidc:lovelace', name: 'Student lovelace' });
});

test('after signing out nothing of the session is left, and the back button does not bring it back', async ({
  page,
  context,
}) => {
  await signIn(page, 'hopper', '/profile');
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  expect(await listThreads(page)).toBe(200);
  await signOut(page);

  expect((await context.cookies()).filter(({ name }) => name.includes('session-token'))).toEqual([]);
  expect(await listThreads(page)).toBe(401);
  await page.goto(`${app.url}/profile`);
  await expect(page).toHaveURL(/\/signin\?/);
  await page.goBack();
  await page.goBack();
  expect(await listThreads(page)).toBe(401);
  await expect(page.getByRole('button', { name: /^Account of/ })).toHaveCount(0);
  await expect(page.getByLabel('Name', { exact: true })).toHaveCount(0);
});

test('a session whose time is over counts as none', async ({ page, context }) => {
  await signIn(page, 'meitner');
  const value = await encode({ secret: SECRET, token: { sub: 'oidc:meitner' }, maxAge: -60 });
  await context.clearCookies({ name: 'next-auth.session-token' });
  await context.addCookies([{ name: 'next-auth.session-token', value, url: app.url, httpOnly: true }]);
  expect(await listThreads(page)).toBe(401);
  await page.goto(`${app.url}/profile`);
  await expect(page).toHaveURL(/\/signin\?/);
  await expect(page.getByRole('alert').filter({ hasText: 'Please sign in to see this page.' })).toBeVisible();
});

test('a second student at the same computer sees nothing of the first', async ({ page }) => {
  await signIn(page, 'first');
  const chat = page.locator('openai-chatkit');
  await ask(chat, 'A private question about topics in ROS 2');
  await answered(chat);
  await composer(chat).fill('A private draft');
  await signOut(page);
  const kept = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(await kept()).not.toMatch(/thr_|first|private/i);

  await signIn(page, 'second');
  await expect(composer(chat)).toHaveValue('');
  await expect(transcript(chat).getByRole('article')).toHaveCount(0);
  await expect(page.getByText(/private/i)).toHaveCount(0);
  expect(await kept()).not.toMatch(/thr_|first|private/i);
});

test('a session that ends is taken up in a tab of its own, and the draft stays where it was', async ({
  page,
  context,
}) => {
  test.slow();
  await signIn(page, 'franklin');
  const chat = page.locator('openai-chatkit');
  await composer(chat).fill('A draft that is not finished');
  await context.clearCookies({ name: 'next-auth.session-token' });
  await chat
    .getByRole('button', { name: /conversations|history/i })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Please sign in again' })).toBeVisible();

  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Sign in, in a new tab' }).click();
  const tab = await opened;
  await button(tab).click();
  await expect(tab.getByRole('heading', { name: 'You are signed in' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Please sign in again' })).toHaveCount(0);
  await tab.close();
  await expect(composer(chat)).toHaveValue('A draft that is not finished');
  expect(await listThreads(page)).toBe(200);
});

test.describe('where to go after signing in', () => {
  const TRICKS = [
    'https://evil.test/',
    '//evil.test/',
    '/\\evil.test',
    '\\\\evil.test',
    'https:evil.test',
    'javascript:alert(1)',
    '/%2f%2fevil.test',
    'http://localhost@evil.test/',
    '/signin?callbackUrl=https://evil.test',
    '\t//evil.test',
  ];

  test('is always a page of ours', async ({ page }) => {
    await signIn(page, 'curie');
    for (const trick of TRICKS) {
      await page.goto(`${app.url}/signin?callbackUrl=${encodeURIComponent(trick)}`);
      expect(new URL(page.url()).origin, trick).toBe(app.url);
    }
    await signOut(page);
    const [trick = ''] = TRICKS;
    await page.goto(`${app.url}/signin?callbackUrl=${encodeURIComponent(trick)}`);
    await button(page).click();
    await passProvider(page, 'curie');
    await expect(page.getByRole('button', { name: 'Account of Student curie' })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(app.url);
  });
});

test('a provider that goes away between is told of, and another try works', async ({ page }) => {
  await page.goto(`${app.url}/signin?callbackUrl=/chat`);
  await button(page).click();
  provider.answersTokens(false);
  await passProvider(page, 'noether');
  await expect(
    page.getByRole('alert').filter({ hasText: 'The sign-in was not completed. Please try again.' }),
  ).toBeVisible();
  expect(await listThreads(page)).toBe(401);
  provider.answersTokens(true);
  await button(page).click();
  await expect(page.getByRole('button', { name: 'Account of Student noether' })).toBeVisible();
});

test('a provider that is down at the button is told of in plain words', async ({ page }) => {
  await provider.stop();
  await page.goto(`${app.url}/signin?callbackUrl=/chat`);
  await button(page).click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'Signing in did not work. Please try again in a moment.' }),
  ).toBeVisible();
  await expect(button(page)).toBeEnabled();
});
