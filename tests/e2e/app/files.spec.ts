import type { Locator } from 'playwright/test';
import sharp from 'sharp';
import { pickFiles } from '../../support/pick-files';
import { attachments, sendButton, sendWithoutLie } from './attachments';
import { answered, ask, composer, expect, FIRST_LESSON, openTutor, test, transcript } from './fixtures';

/** Files in the browser, on the built product: picked, pasted and dropped, broken off and refused. */
const picture = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#2a7' } })
  .png()
  .toBuffer();
const map = { name: 'map.png', mimeType: 'image/png', buffer: picture };

/** Plays a paste into the text, or a drop onto the conversation: no browser lets a test do it for real. */
async function give(target: Locator, kind: 'paste' | 'drop', base64: string, name: string, type: string) {
  await target.evaluate(
    (element, [event, data, called, mime]) => {
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], called, { type: mime }));
      const init = { bubbles: true, composed: true, cancelable: true };
      if (event === 'paste') {
        element.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: transfer }));
        return;
      }
      element.dispatchEvent(new DragEvent('dragover', { ...init, dataTransfer: transfer }));
      element.dispatchEvent(new DragEvent('drop', { ...init, dataTransfer: transfer }));
    },
    [kind, base64, name, type] as const,
  );
}

async function expectShown(image: Locator): Promise<void> {
  await expect(image).toBeVisible();
  await expect
    .poll(() => image.evaluate((element) => (element instanceof HTMLImageElement ? element.naturalWidth : 0)))
    .toBe(320);
}

test.describe('a picture', () => {
  for (const way of ['picked', 'pasted', 'dropped'] as const) {
    test(`that is ${way} goes along with the message, reaches the model and is there after a reload`, async ({
      page,
      scripted: { app, openai },
    }) => {
      openai.play(() => ({ kind: 'text', text: 'A green map.' }));
      await page.goto(`${app.url}${FIRST_LESSON}`);
      const chat = await openTutor(page, `Files ${way}`);
      const base64 = picture.toString('base64');
      if (way === 'picked') await pickFiles(page, chat, [map]);
      if (way === 'pasted') await give(composer(chat), 'paste', base64, 'map.png', 'image/png');
      if (way === 'dropped')
        await give(
          transcript(chat).or(chat.getByRole('heading').first()).first(),
          'drop',
          base64,
          'map.png',
          'image/png',
        );

      await expectShown(attachments(chat).getByRole('img', { name: 'map.png' }));
      await ask(chat, 'What is on this map?');
      await answered(chat);
      await expectShown(transcript(chat).getByRole('img', { name: 'map.png' }));
      const sent = JSON.stringify(openai.turns.at(-1)?.input);
      const [, seen = ''] = /data:image\/png;base64,([^"]+)/.exec(sent) ?? [];
      expect(await sharp(Buffer.from(seen, 'base64')).metadata()).toMatchObject({ width: 320, height: 200 });

      await page.reload();
      await expectShown(transcript(chat).getByRole('img', { name: 'map.png' }));
    });
  }
});

/** What the tip of a button says, if it can be seen. */
const tipOf = (button: Locator) =>
  button.evaluate((element) => {
    const { content, display, visibility } = getComputedStyle(element, '::after');
    return display !== 'none' && visibility === 'visible' ? content : undefined;
  });

test('a file that lies says why, and the draft survives', async ({ page, scripted: { app, openai } }) => {
  openai.play(() => ({ kind: 'text', text: 'Fine.' }));
  test.info().annotations.push({ type: 'meant', description: 'status of 415' });
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Files refused');
  await sendWithoutLie(page, chat, async () => {
    await expect(attachments(chat).locator('img')).toHaveCount(0);
    await expect(chat.getByText('Remove what could not be attached to send your message.')).toBeVisible();
    // It would be refused again.
    await expect(chat.getByRole('button', { name: 'Upload plan.png again' })).toHaveCount(0);
  });
});

test('a file that could not be stored for the moment can be uploaded again', async ({
  page,
  scripted: { app },
}) => {
  test.info().annotations.push({ type: 'meant', description: 'status of 503' });
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Files again');
  await page.route(
    '**/attachments/*/content?*',
    (route) =>
      route.fulfill({ status: 503, json: { error: { message: 'Files cannot be reached right now.' } } }),
    { times: 1 },
  );
  await pickFiles(page, chat, [map]);
  await expect(attachments(chat).getByText('Files cannot be reached right now.')).toBeVisible();
  await chat.getByRole('button', { name: 'Upload map.png again' }).click();
  await expectShown(attachments(chat).getByRole('img', { name: 'map.png' }));
  await expect(chat.getByText('Remove what could not be attached to send your message.')).toHaveCount(0);
});

test('what is not allowed or empty is not even tried, and says why', async ({ page, scripted: { app } }) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Files not allowed');
  const attach = chat.getByRole('button', { name: 'Attach files' });
  await attach.hover();
  await expect.poll(() => tipOf(attach)).toBe('"Attach files"');
  await pickFiles(page, chat, [
    { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.from('x') },
    { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
  ]);
  await expect(
    chat.getByText('film.mp4 cannot be attached: this type is not allowed.').first(),
  ).toBeVisible();
  await expect(chat.getByText('empty.png is empty.').first()).toBeVisible();
  await expect(attachments(chat)).toHaveCount(0);
  // The pointer is on the button still, and its tip lies over none of this. It comes again when the pointer does.
  await expect.poll(() => tipOf(attach)).toBeUndefined();
  await composer(chat).hover();
  await attach.hover();
  await expect.poll(() => tipOf(attach)).toBe('"Attach files"');
});

test('an upload shows how far it is and can be broken off; nothing of it is left', async ({
  page,
  scripted: { app },
}) => {
  await page.goto(`${app.url}${FIRST_LESSON}`);
  const chat = await openTutor(page, 'Files cancelled');
  const held: (() => void)[] = [];
  await page.route('**/attachments/*/content?*', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.abort().catch(() => undefined);
  });
  const deleted = page.waitForRequest(
    (request) => request.postData()?.includes('attachments.delete') ?? false,
  );
  await pickFiles(page, chat, [map]);
  await expect(chat.getByRole('progressbar', { name: 'Uploading map.png' })).toBeVisible();
  await composer(chat).fill('wait for it');
  await expect(sendButton(chat)).toBeDisabled();
  await chat.getByRole('button', { name: 'Cancel map.png' }).click();
  await expect(attachments(chat)).toHaveCount(0);
  await expect(sendButton(chat)).toBeEnabled();
  expect((await (await deleted).response())?.status()).toBe(200);
  for (const release of held) release();
});
