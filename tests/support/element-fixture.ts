import { test as base, expect, type Page } from 'playwright/test';
import { type PageFile, ScriptedBackend } from './element-backend';
import type { HeardEvent } from './element-host';
import { POLICY, pageFiles } from './element-page-files';

/** The element in its host page. */
export class ChatPage {
  readonly page: Page;
  readonly backend: ScriptedBackend;
  readonly #url: string;

  constructor(page: Page, backend: ScriptedBackend, url: string) {
    this.page = page;
    this.backend = backend;
    this.#url = url;
  }

  get input() {
    return this.page.getByRole('textbox').last();
  }

  get log() {
    return this.page.getByRole('log');
  }

  /** Another window of the same browser, on the same server. */
  async anotherWindow(): Promise<ChatPage> {
    return new ChatPage(await this.page.context().newPage(), this.backend, this.#url);
  }

  /** Another device of the same student. */
  async anotherDevice(): Promise<ChatPage> {
    const context = await this.page.context().browser()?.newContext();
    if (!context) throw new Error('the browser is gone');
    return new ChatPage(await context.newPage(), this.backend, this.#url);
  }

  /** What the page is told when its reader goes elsewhere, and comes back. */
  async setVisible(isVisible: boolean): Promise<void> {
    await this.page.evaluate((visible) => {
      Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        get: () => (visible ? 'visible' : 'hidden'),
      });
      document.dispatchEvent(new Event('visibilitychange'));
    }, isVisible);
  }

  /** Opens the page and mounts the React application. */
  async open(options: Record<string, unknown> = {}, strict = true): Promise<void> {
    await this.page.goto(this.#url);
    await this.page.waitForFunction(
      () => 'host' in window && customElements.get('openai-chatkit') !== undefined,
    );
    await this.page.evaluate(([first, mode]) => window.host.mount(first, mode), [options, strict] as const);
    await this.heard('onReady');
  }

  async send(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  events(): Promise<HeardEvent[]> {
    return this.page.evaluate(() => window.host.heard);
  }

  async names(): Promise<string[]> {
    return (await this.events()).map(({ name }) => name);
  }

  /** Waits until the host has heard an event `count` times. */
  async heard(name: string, count = 1): Promise<void> {
    await expect.poll(async () => (await this.names()).filter((heard) => heard === name).length).toBe(count);
  }
}

interface WorkerFixtures {
  files: Map<string, PageFile>;
}

interface TestFixtures {
  chat: ChatPage;
}

/** Tests of the element; after each the page must have broken no policy and asked nobody else for anything. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  files: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => use(await pageFiles()),
    { scope: 'worker' },
  ],
  chat: async ({ page, files }, use) => {
    const backend = new ScriptedBackend(files, POLICY);
    const url = await backend.start();
    const foreign: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => {
      const target = request.url();
      if (!target.startsWith(url) && !/^(data|blob):/.test(target)) foreign.push(target);
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await use(new ChatPage(page, backend, url));
    const violations = await page.evaluate(() => ('host' in window ? window.host.violations : []));
    await page.close();
    await backend.stop();
    expect(violations, 'content security policy').toEqual([]);
    expect(foreign, 'requests elsewhere').toEqual([]);
    expect(errors, 'uncaught errors').toEqual([]);
  },
});

export { expect };
