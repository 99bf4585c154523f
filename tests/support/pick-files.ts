import type { Locator, Page } from 'playwright/test';

export interface PickedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Picks files as a person does: by the button, in the system's own dialog. */
export async function pickFiles(page: Page, chat: Locator, files: PickedFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await chat.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles(files);
}
