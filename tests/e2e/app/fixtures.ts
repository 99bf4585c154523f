import { test as base, expect, type Locator, type Page } from 'playwright/test';
import { type AppServer, startApp } from '../../support/app-server';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import { signInByName } from '../../support/sign-in';

export interface ScriptedApp {
  app: AppServer;
  openai: ScriptedOpenAI;
}

interface Workers {
  /** The product without a key: the built-in guide answers. */
  guide: AppServer;
  /** The product with a model that says what the test wants. */
  scripted: ScriptedApp;
}

interface Watch {
  /** What the browser may say in its console, in tests of what goes wrong. */
  expectedComplaints: RegExp | undefined;
  watched: undefined;
}

export const test = base.extend<Watch, Workers>({
  expectedComplaints: [undefined, { option: true }],
  guide: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const app = await startApp();
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
  scripted: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const openai = await ScriptedOpenAI.start();
      const app = await startApp({ env: { OPENAI_BASE_URL: openai.baseUrl } });
      await use({ app, openai });
      await app.stop();
      await openai.stop();
    },
    { scope: 'worker' },
  ],
  // Every page of every test: nothing in the console, nothing thrown, no request to another origin.
  watched: [
    async ({ context, expectedComplaints }, use, testInfo) => {
      const complaints: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      context.on('weberror', (error) => complaints.push(String(error.error())));
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol.startsWith('http') && hostname !== 'localhost')
          complaints.push(`request to ${request.url()}`);
      });
      await use(undefined);
      // A request that is refused on purpose is told on the console by the browser itself.
      const meant = testInfo.annotations
        .filter(({ type }) => type === 'meant')
        .map(({ description }) => description ?? '');
      const isExpected = (line: string) =>
        expectedComplaints?.test(line) || meant.some((part) => line.includes(part));
      expect(complaints.filter((line) => !isExpected(line))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export const FIRST_LESSON = '/docs/module-1-ros2/chapter-1-foundations/what-is-ros-2';

/** Opens the tutor beside the page and signs in through its card. */
export async function openTutor(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Ask the tutor' }).last().click();
  await signInByName(page, name);
  const chat = page.locator('openai-chatkit');
  await expect(composer(chat)).toBeVisible();
  return chat;
}

export function composer(chat: Locator): Locator {
  return chat.getByRole('textbox');
}

export async function ask(chat: Locator, question: string): Promise<void> {
  await composer(chat).fill(question);
  await composer(chat).press('Enter');
}

/** The transcript of the conversation. */
export function transcript(chat: Locator): Locator {
  return chat.getByRole('log');
}

/** Resolves when the answer is complete: the send button is back. */
export async function answered(chat: Locator): Promise<void> {
  await expect(chat.getByRole('button', { name: 'Answer again' })).toBeVisible();
}

/** Lets a scripted answer go on when the test wants it to. */
export function gate(): { wait: () => Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait: () => opened, open };
}
