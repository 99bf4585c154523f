import { existsSync } from 'node:fs';
import type { LaunchOptions } from 'playwright';
import { chromium } from 'playwright';

const KNOWN_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser to test with: `CHROMIUM_PATH`, one that the system has, or Playwright's own; undefined if there is none. */
export function findChromium(): string | undefined {
  const own = chromium.executablePath();
  return [process.env.CHROMIUM_PATH, ...KNOWN_PLACES, own].find((path) => path && existsSync(path));
}

/** Flags that keep Chromium from calling home and let it run as root in a container. */
export function chromiumLaunchOptions(): LaunchOptions {
  const executablePath = findChromium();
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  };
}
