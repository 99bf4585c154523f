import { spawnSync } from 'node:child_process';
import { findChromium } from '../tests/support/chromium';

/**
 * Makes sure that there is a browser to test with: one that is there, else Playwright's own, else the system's package.
 *
 * @throws if none of these ways leads to one
 */
export function ensureBrowser(): void {
  if (findChromium()) return;
  run('node_modules/.bin/playwright', ['install', '--with-deps', 'chromium']);
  if (findChromium()) return;
  if (process.getuid?.() === 0) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', 'chromium']);
  }
  if (!findChromium())
    throw new Error('No browser for the tests: install Chromium, or set CHROMIUM_PATH to one.');
}

function run(command: string, args: string[]): void {
  spawnSync(command, args, { stdio: 'inherit', timeout: 10 * 60_000 });
}
