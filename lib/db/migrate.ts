import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Migration, readMigrations } from './read-migrations';
import { MigrationMismatch, type MigrationPolicy, refuseByPolicy, refuseNewer } from './releases';

/** The little of a database connection that migrations need. One session, not a pool. */
export interface MigrationSession {
  /** Runs several statements at once, for as long as they take. */
  execute(sql: string): Promise<void>;
  /** Runs a statement that is done at once, or not at all. */
  query(sql: string, values: (string | number)[]): Promise<Record<string, unknown>[]>;
}

// Prisma's own number for this lock, so that `prisma migrate deploy` and this runner exclude each other.
const ADVISORY_LOCK = 72_707_369;
const LOCK_PAUSE_MS = 200;

// The table as Prisma creates it.
const JOURNAL = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies the migrations that the database does not have yet, each in its own transaction and all under one lock. A database that has
 * newer ones is left as it is, if they let this build go on.
 *
 * @param directory holds `<name>/migration.sql`, applied in the order of their names
 * @param policy what may be applied
 * @returns the names that were applied now
 * @throws MigrationMismatch if the database and the files disagree about the past, or the database is for newer builds
 * @throws MigrationRefused if something would have to be applied that may not
 */
export async function migrate(
  session: MigrationSession,
  directory: string,
  policy: MigrationPolicy = 'all',
): Promise<string[]> {
  const migrations = await readMigrations(directory);
  await untilLocked(session);
  try {
    const done = await appliedChecksums(session);
    refuseChanged(migrations, done);
    const pending = migrations.filter((migration) => !done.has(migration.name));
    const known = new Set(migrations.map(({ name }) => name));
    const unknown = [...done.keys()].filter((name) => !known.has(name)).sort();
    await refuseNewer(session, unknown);
    refuseSplit(unknown, pending);
    refuseByPolicy(policy, pending, done.size === 0);
    if (pending.length) await session.query(JOURNAL, []);
    for (const migration of pending) await apply(session, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await session.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCK]);
  }
}

/** Asks again and again: a statement that waits cannot be told from a server that hangs. */
async function untilLocked(session: MigrationSession): Promise<void> {
  for (;;) {
    const [row] = await session.query('SELECT pg_try_advisory_lock($1) AS locked', [ADVISORY_LOCK]);
    if (row?.locked === true) return;
    await setTimeout(LOCK_PAUSE_MS);
  }
}

/** By name; none where nothing was ever applied. */
async function appliedChecksums(session: MigrationSession): Promise<Map<string, string>> {
  const [table] = await session.query(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS present`,
    [],
  );
  if (table?.present !== true) return new Map();
  const rows = await session.query(
    'SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    [],
  );
  return new Map(rows.map((row) => [String(row.migration_name), String(row.checksum)]));
}

function refuseChanged(migrations: Migration[], done: Map<string, string>): void {
  const changed = migrations.find(({ name, checksum }) => (done.get(name) ?? checksum) !== checksum);
  if (changed) throw new MigrationMismatch(`Migration ${changed.name} was changed after it was applied.`);
}

/** Two builds that have each what the other lacks: nobody has tried the one upon the other. */
function refuseSplit([unknown]: string[], [pending]: Migration[]): void {
  if (unknown === undefined || pending === undefined) return;
  throw new MigrationMismatch(
    `The database has migration ${unknown}, which this version lacks, and lacks ${pending.name}, which this version has.`,
  );
}

async function apply(session: MigrationSession, migration: Migration): Promise<void> {
  await session.query('BEGIN', []);
  try {
    await session.execute(migration.sql);
    await session.query(
      'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
      [randomUUID(), migration.checksum, migration.name],
    );
    await session.execute('COMMIT');
  } catch (error) {
    await session.query('ROLLBACK', []);
    throw error;
  }
}
