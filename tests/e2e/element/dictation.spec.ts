import { chromiumLaunchOptions } from '../../support/chromium';
import { page as pageOf, threadOf, userItem } from '../../support/element-events';
import { type ChatPage, expect, test } from '../../support/element-fixture';

const launch = chromiumLaunchOptions();

// A microphone that beeps, and nobody to ask for it.
test.use({
  launchOptions: {
    ...launch,
    args: [
      ...(launch.args ?? []),
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
  },
  permissions: ['microphone'],
});

const ON = { composer: { dictation: { enabled: true } } };

/** Keeps every track that was handed out, so that a test can ask whether the microphone is still open. */
async function watchTracks(chat: ChatPage): Promise<void> {
  await chat.page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Reflect.set(window, 'tracks', tracks);
    const original = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function watched(...args) {
      const stream = await original.apply(this, args);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

const trackStates = (chat: ChatPage): Promise<string[]> =>
  chat.page.evaluate(() => {
    const tracks: MediaStreamTrack[] = Reflect.get(window, 'tracks');
    return tracks.map(({ readyState }) => readyState);
  });

const dictate = (chat: ChatPage) => chat.page.getByRole('button', { name: 'Dictate' });
const done = (chat: ChatPage) => chat.page.getByRole('button', { name: 'Use the recording' });

test('what is spoken stands at the caret, and is not sent', async ({ chat }) => {
  await watchTracks(chat);
  await chat.open(ON);
  await chat.input.fill('Explain please');
  await chat.input.evaluate((area) => {
    if (area instanceof HTMLTextAreaElement) area.setSelectionRange(7, 7);
  });
  await dictate(chat).click();
  await expect(chat.page.getByRole('timer')).toHaveText('0:01');
  await expect(done(chat)).toBeFocused();
  expect(await trackStates(chat)).toEqual(['live']);
  await done(chat).click();
  const transcribe = await chat.backend.next('input.transcribe');
  expect(transcribe.request.params).toMatchObject({ mime_type: 'audio/webm;codecs=opus' });
  const audio = Buffer.from(String(transcribe.request.params.audio_base64), 'base64');
  expect(audio.subarray(0, 4).toString('hex'), 'a WebM file').toBe('1a45dfa3');
  await expect(chat.page.getByText('Turning speech into text…').first()).toBeVisible();
  expect(await trackStates(chat)).toEqual(['ended']);
  transcribe.json({ text: ' quality of service ' });
  await expect(chat.input).toHaveValue('Explain quality of service please');
  await expect(chat.input).toBeFocused();
  expect(
    await chat.input.evaluate((area) => (area instanceof HTMLTextAreaElement ? area.selectionStart : 0)),
  ).toBe('Explain quality of service'.length);
  expect(chat.backend.requests).toHaveLength(1);
  await chat.input.press('Enter');
  const { request } = await chat.backend.next('threads.create');
  expect(request.params).toMatchObject({
    input: { content: [{ text: 'Explain quality of service please' }] },
  });
});

test('a recording can be thrown away, by button or Esc, also while it is transcribed', async ({ chat }) => {
  await watchTracks(chat);
  await chat.open(ON);
  await dictate(chat).click();
  await chat.page.getByRole('button', { name: 'Cancel the recording' }).click();
  await expect(chat.input).toBeFocused();
  await dictate(chat).click();
  await expect(done(chat)).toBeFocused();
  await chat.page.keyboard.press('Escape');
  await expect(dictate(chat)).toBeVisible();
  expect(await trackStates(chat)).toEqual(['ended', 'ended']);
  expect(chat.backend.requests).toHaveLength(0);
  await dictate(chat).click();
  await done(chat).click();
  const transcribe = await chat.backend.next('input.transcribe');
  await chat.page.getByRole('button', { name: 'Cancel the recording' }).click();
  await transcribe.aborted;
  await expect(chat.input).toHaveValue('');
  expect(await chat.names()).not.toContain('onError');
});

test('after five minutes the recording ends by itself', async ({ chat }) => {
  await chat.page.clock.install();
  await chat.open(ON);
  await dictate(chat).click();
  await expect(done(chat)).toBeVisible();
  await chat.page.clock.fastForward('05:00');
  (await chat.backend.next('input.transcribe')).json({ text: 'A long story' });
  await expect(chat.input).toHaveValue('A long story');
});

test('a blocked microphone is explained where it was asked for', async ({ chat }) => {
  await chat.page.addInitScript(() => {
    MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await chat.open(ON);
  await dictate(chat).click();
  const words = chat.page.locator('.composer').getByText(/The microphone is blocked/);
  await expect(words).toBeVisible();
  await chat.heard('onError');
  await chat.input.pressSequentially('x');
  await expect(words).toHaveCount(0);
});

test('a transcription that fails leaves the draft alone and says so', async ({ chat }) => {
  await chat.open(ON);
  await chat.input.fill('Kept');
  await dictate(chat).click();
  await done(chat).click();
  (await chat.backend.next('input.transcribe')).json({}, 503);
  await expect(chat.page.locator('.composer').getByText(/could not be turned into text/)).toBeVisible();
  await expect(chat.input).toHaveValue('Kept');
  await dictate(chat).click();
  await done(chat).click();
  (await chat.backend.next('input.transcribe')).json({ text: '' });
  await expect(chat.page.locator('.composer').getByText('Nothing was heard in the recording.')).toBeVisible();
});

test('the microphone is let go when the element leaves the page', async ({ chat }) => {
  await watchTracks(chat);
  await chat.open(ON);
  await dictate(chat).click();
  await expect(done(chat)).toBeVisible();
  await chat.page.evaluate(() => document.querySelector('openai-chatkit')?.remove());
  await expect.poll(() => trackStates(chat)).toEqual(['ended']);
});

test('there is no button unless the host wants it, the browser can, and the thread takes words', async ({
  chat,
}) => {
  await chat.open();
  await expect(chat.page.getByRole('button', { name: 'Send message' })).toBeVisible();
  await expect(dictate(chat)).toHaveCount(0);
  await chat.page.evaluate(() => window.host.change({ composer: { dictation: { enabled: true } } }));
  await expect(dictate(chat)).toBeVisible();
  chat.backend.on('threads.get_by_id', (answer) =>
    answer.json(
      threadOf('thr_1', { status: { type: 'locked' }, items: pageOf([userItem('m1', 'Question')]) }),
    ),
  );
  await chat.page.evaluate(() => window.host.kit?.setThreadId('thr_1'));
  await expect(dictate(chat)).toHaveCount(0);
});

test('a browser that cannot record is not offered it', async ({ chat }) => {
  await chat.page.addInitScript(() => Reflect.deleteProperty(window, 'MediaRecorder'));
  await chat.open(ON);
  await expect(chat.page.getByRole('button', { name: 'Send message' })).toBeVisible();
  await expect(dictate(chat)).toHaveCount(0);
});
