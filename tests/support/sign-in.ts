import type { Page } from 'playwright/test';

/**
 * Signs in on the card that is open, by name, as the demo does.
 *
 * @param name typed; without one, whoever stands there already
 */
export async function signInByName(page: Page, name?: string): Promise<void> {
  if (name !== undefined) await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Continue' }).click();
}
