import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

const shared = {
  resolve: { alias: { '@': root } },
};

/** How long something may be waited for on a busy machine before it counts as hanging. In milliseconds; nothing is timed by it. */
const PATIENCE = { testTimeout: 180_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000 } } };

/**
 * Files of a worker share the modules that they import, which otherwise takes more than half of the processor's time. So a test
 * neither replaces a module nor changes the state of one, but gives the code what it is to work with.
 */
const SHARED_MODULES = { isolate: false };

/** Vitest leaves one core free by itself, which is half of two. */
const ALL_CORES = { maxWorkers: '100%' };

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          ...PATIENCE,
          ...SHARED_MODULES,
          ...ALL_CORES,
          globalSetup: ['tests/support/setup/prisma-client.ts'],
          setupFiles: ['tests/support/fail-on-console-error.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          ...PATIENCE,
          globalSetup: ['tests/support/setup/built-product.ts', 'tests/support/setup/postgres-server.ts'],
          // Each has a server or several, which use the other cores.
          maxWorkers: 3,
          // Vitest wants projects of other numbers of workers one after the other.
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...shared,
        test: {
          name: 'conformance',
          include: ['tests/conformance/**/*.test.ts'],
          ...PATIENCE,
          ...SHARED_MODULES,
          ...ALL_CORES,
          globalSetup: ['tests/support/setup/prisma-client.ts', 'tests/support/setup/postgres-server.ts'],
        },
      },
    ],
  },
});
