import { afterAll, beforeAll, describe, test } from 'vitest';
import { runStoreConformance } from '@/lib/chatkit/runs/conformance';
import { runStoreBackends } from '../support/run-store-backends';

describe.each(runStoreBackends)('runs in $name', ({ open }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test.each(runStoreConformance)('$name', async ({ run }) => {
    await run(opened.connect);
  });
});
