import { Prisma } from './generated/client';

/** PostgreSQL's code of a failed raw statement (`23505` for a unique violation, say); undefined for other errors. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2010') return undefined;
  return /Code: `(\w{5})`/.exec(error.message)?.[1];
}
