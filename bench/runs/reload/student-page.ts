import { setTimeout } from 'node:timers/promises';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright';
import type { ChatClient } from '../../../tests/support/chat-client';
import { type Sample, watchTranscript } from './watch-transcript';

const PATIENCE_MS = 25_000;

/** A browser of its own for a student who is signed in. */
export async function openContext(
  browser: Browser,
  client: ChatClient,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const cookies = (client.headers.cookie ?? '').split('; ').map((pair) => {
    const equals = pair.indexOf('=');
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1), url: client.url };
  });
  await context.addCookies(cookies);
  // The compiler of this program names functions with a helper that pages lack.
  await context.addInitScript('globalThis.__name = (target) => target');
  await context.addInitScript(watchTranscript);
  return context;
}

/** A page with the tutor in it. */
export class StudentPage {
  readonly chat: Locator;
  readonly stop: Locator;

  private constructor(readonly page: Page) {
    this.chat = page.locator('openai-chatkit');
    this.stop = this.chat.getByRole('button', { name: 'Stop answering' });
  }

  /** @param tag of the question that is looked at, if one has been asked */
  static async open(context: BrowserContext, url: string, tag?: string): Promise<StudentPage> {
    const page = await context.newPage();
    if (tag) await page.addInitScript((value) => sessionStorage.setItem('watched-tag', value), tag);
    await page.goto(url);
    return new StudentPage(page);
  }

  async ask(tag: string, text: string): Promise<void> {
    await this.page.evaluate((value) => {
      window.samples = [];
      sessionStorage.setItem('watched-tag', value);
    }, tag);
    await this.chat.getByRole('textbox').fill(`${tag}: ${text}`);
    await this.chat.getByRole('textbox').press('Enter');
  }

  samples(): Promise<Sample[]> {
    return this.page.evaluate(() => window.samples);
  }

  async last(): Promise<Sample | undefined> {
    return (await this.samples()).at(-1);
  }

  /** Resolves when what is shown is as it should be, or when it has been waited for long enough. */
  async until(test: (sample: Sample) => boolean, patienceMs = PATIENCE_MS): Promise<boolean> {
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      const last = await this.last();
      if (last && test(last)) return true;
      await setTimeout(50);
    }
    return false;
  }

  /** The text of the answer, as it stands there. */
  async answer(tag: string): Promise<string> {
    const paragraph = this.chat.locator('[part~="assistant-message"] p').filter({ hasText: `${tag}w0` });
    return (await paragraph.allTextContents()).join('\n').trim();
  }

  isEditable(): Promise<boolean> {
    return this.chat.getByRole('textbox').isEditable();
  }
}

/** The words in their order, each once. */
export const isInOrder = ({ words }: Sample): boolean => words.every((word, index) => word === index);

/** Whether at some moment there was less than before: something flashed, or was taken away. */
export const shrinks = (samples: Sample[]): boolean =>
  samples.some((sample, index) => {
    const before = samples[index - 1];
    return before !== undefined && sample.words.length < before.words.length;
  });
