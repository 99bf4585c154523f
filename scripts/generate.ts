import { generatePrismaClient } from './generate-prisma-client';

await generatePrismaClient();
