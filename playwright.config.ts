import { defineConfig } from 'playwright/test';
import { chromiumLaunchOptions } from './tests/support/chromium';

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/setup/browser.ts',
  fullyParallel: false,
  workers: 3,
  retries: 0,
  // How long something may be waited for on a busy machine before it counts as hanging; nothing is timed by them.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: chromiumLaunchOptions(),
    trace: 'retain-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    { name: 'element', testDir: 'tests/e2e/element' },
    { name: 'build', testMatch: 'e2e/build.setup.ts' },
    // The element is bundled by its own tests; these have the product, which is built first where it is not.
    { name: 'app', testDir: 'tests/e2e/app', dependencies: ['build'] },
  ],
});
