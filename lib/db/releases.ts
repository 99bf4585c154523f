import type { MigrationSession } from './migrate';
import type { Declaration, Migration } from './read-migrations';

/** The database and the files of this build disagree about the past, or the database is newer and not for this build. */
export class MigrationMismatch extends Error {
  override name = 'MigrationMismatch';

  constructor(readonly reason: string) {
    super(reason);
  }
}

/** What may be applied is decided by whoever deploys, and this may not. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused';

  constructor(readonly reason: string) {
    super(reason);
  }
}

/** `compatible`: only what lets the builds go on that are in use. */
export type MigrationPolicy = 'all' | 'compatible' | 'none';

/**
 * Refuses a database with migrations that this build does not have, unless each of them says that older builds may go on.
 *
 * @param unknown their names, in order
 * @throws MigrationMismatch with the version that is needed, if it is known
 */
export async function refuseNewer(session: MigrationSession, unknown: string[]): Promise<void> {
  if (!unknown.length) return;
  const declared = await readDeclarations(session);
  const breaking = unknown.filter((name) => !declared.get(name)?.compatible);
  const silent = breaking.find((name) => !declared.has(name));
  if (silent !== undefined)
    throw new MigrationMismatch(`The database has migration ${silent}, which this version lacks.`);
  const last = breaking.at(-1);
  if (last === undefined) return;
  throw new MigrationMismatch(
    `The database has migration ${last} and needs version ${declared.get(last)?.version} of the product or a newer one; this one is older.`,
  );
}

async function readDeclarations(session: MigrationSession): Promise<Map<string, Declaration>> {
  const [table] = await session.query("SELECT to_regclass('chatkit.releases') IS NOT NULL AS present", []);
  if (table?.present !== true) return new Map();
  const rows = await session.query('SELECT migration, version, compatible FROM chatkit.releases', []);
  return new Map(
    rows.map(({ migration, version, compatible }) => [
      String(migration),
      { version: String(version), compatible: compatible === true },
    ]),
  );
}

/**
 * Refuses what a policy does not let be applied: all of it, before anything is applied.
 *
 * @param isNew whether the database has no migration yet, and so nobody who could not go on
 * @throws MigrationRefused
 */
export function refuseByPolicy(policy: MigrationPolicy, pending: Migration[], isNew: boolean): void {
  const [first] = pending;
  if (!first) return;
  switch (policy) {
    case 'all':
      return;
    case 'none':
      throw new MigrationRefused(
        `The database lacks migration ${first.name}, and MIGRATIONS=none (the default of previews on Vercel) leaves it as it is. Apply it with npm run migrate, or set MIGRATIONS=all where the database is this deployment’s own.`,
      );
    case 'compatible': {
      const breaking = isNew ? undefined : pending.find(({ declaration }) => !declaration?.compatible);
      if (!breaking) return;
      throw new MigrationRefused(
        `Migration ${breaking.name} does not let the version go on that is in use, and MIGRATIONS=compatible does not apply it. Stop that version and run npm run migrate, or deploy once with MIGRATIONS=all.`,
      );
    }
    default:
      policy satisfies never;
  }
}
