import { expect, test } from '@playwright/test';
import { type AppServer, startApp } from '../../support/app-server';
import { type OidcServer, startOidcProvider } from '../../support/oidc-provider';
import { freePort } from '../../support/postgres';
import { composer } from './fixtures';

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

test('a student signs in through an OpenID Connect provider and is known by name', async ({ page }) => {
  // The provider's own pages, which are not ours, ask for a font from elsewhere.
  await page.route('https://fonts.googleapis.com/**', (route) => route.abort());
  await page.goto(`${app.url}/signin?callbackUrl=/chat`);
  await expect(page.getByLabel('Your name')).toHaveCount(0);
  await page.getByRole('button', { name: /RoboLearn account/ }).click();

  // At the provider
  await page.getByPlaceholder('Enter any login').fill('lovelace');
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();

  // Back, signed in
  await expect(page).toHaveURL(`${app.url}/chat`);
  const chat = page.locator('openai-chatkit');
  await expect(composer(chat)).toBeVisible();
  const session = await page.evaluate(() => fetch('/api/auth/session').then((response) => response.json()));
  expect(session.user).toMatchObject({ id: 'oidc:lovelace', name: 'Student lovelace' });
});
