import { generatePrismaClient } from '../../../scripts/generate-prisma-client';

/** Before tests that import the code: writes what is generated of it, if that is not there or of an older schema. */
export default async function setup(): Promise<void> {
  await generatePrismaClient();
}
