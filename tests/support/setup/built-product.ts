import { buildProduct } from '../../../scripts/build-product';

/** Before tests of the running product: builds what has changed, so that they never speak of older code. */
export default async function setup(): Promise<void> {
  await buildProduct();
}
