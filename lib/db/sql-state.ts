import { Prisma } from './generated/client';

/** Prisma's codes for what PostgreSQL says in its own words: of a raw statement, and of one that Prisma has made. */
const IN_ITS_OWN_WORDS: ReadonlySet<string> = new Set(['P2010', 'P2039']);

/** PostgreSQL's code of a failed statement (`57014` for one that took too long, say); undefined where Prisma has a code of its own. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || !IN_ITS_OWN_WORDS.has(error.code))
    return undefined;
  return /Code: `(\w{5})`/.exec(error.message)?.[1];
}
