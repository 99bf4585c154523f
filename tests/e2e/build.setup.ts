import { test } from 'playwright/test';
import { buildProduct } from '../../scripts/build-product';

test('the product is built of what stands here', async () => {
  // A build takes as long as it takes.
  test.setTimeout(0);
  await buildProduct();
});
