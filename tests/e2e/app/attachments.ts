import type { Locator, Page } from 'playwright/test';
import { pickFiles } from '../../support/pick-files';
import { answered, composer, expect, transcript } from './fixtures';

/** What is attached to the message that is being written. */
export function attachments(chat: Locator): Locator {
  return chat.getByRole('list', { name: 'Attachments' });
}

export function sendButton(chat: Locator): Locator {
  return chat.getByRole('button', { name: 'Send message' });
}

/**
 * Attaches to a written message a page that calls itself a picture, sees it refused at its place, takes it out, and sends the
 * rest.
 *
 * @param whileRefused what else to see before it is taken out
 */
export async function sendWithoutLie(
  page: Page,
  chat: Locator,
  whileRefused: () => Promise<void>,
): Promise<void> {
  const text = 'Please read this.';
  await composer(chat).fill(text);
  const lie = Buffer.from('<html><script>alert(1)</script></html>');
  await pickFiles(page, chat, [{ name: 'plan.png', mimeType: 'image/png', buffer: lie }]);
  await expect(attachments(chat).getByText('This file is not what its type says.')).toBeVisible();
  await expect(sendButton(chat)).toBeDisabled();
  await whileRefused();
  await chat.getByRole('button', { name: 'Remove plan.png' }).click();
  await expect(composer(chat)).toHaveValue(text);
  await sendButton(chat).click();
  await answered(chat);
  await expect(transcript(chat).getByText(text, { exact: true })).toBeVisible();
}
