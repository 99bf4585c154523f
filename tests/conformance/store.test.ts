import { afterAll, beforeAll, describe, test } from 'vitest';
import { storeConformance } from '@/lib/chatkit/store/conformance';
import { type StoreBackend, storeBackends } from '../support/store-backends';

describe.each(storeBackends)('the store on $name', ({ open }) => {
  let backend: Awaited<ReturnType<StoreBackend['open']>>;
  let users = 0;

  beforeAll(async () => {
    backend = await open();
  });

  afterAll(() => backend.close());

  test.each(storeConformance)('$name', async ({ run }) => {
    users += 1;
    await run(backend.store, { userId: `alice-${users}` }, { userId: `bob-${users}` });
  });
});
