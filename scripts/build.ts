import { buildProduct } from './build-product';

await buildProduct();
