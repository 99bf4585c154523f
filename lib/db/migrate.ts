import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** The little of a database connection that migrations need. One session, not a pool. */
export interface MigrationSession {
  /** Runs several statements at once, for as long as they take. */
  execute(sql: string): Promise<void>;
  /** Runs a statement that is done at once, or not at all. */
  query(sql: string, values: (string | number)[]): Promise<Record<string, unknown>[]>;
}

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** An applied migration whose file has changed since, or that has no file any more. */
export class MigrationMismatch extends Error {
  override name = 'MigrationMismatch';

  constructor(readonly reason: string) {
    super(reason);
  }
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
 * Applies the migrations that the database does not have yet, each in its own transaction and all under one lock.
 *
 * @param directory holds `<name>/migration.sql`, applied in the order of their names
 * @returns the names that were applied now
 * @throws MigrationMismatch if the database and the files disagree about the past
 */
export async function migrate(session: MigrationSession, directory: string): Promise<string[]> {
  const migrations = await readMigrations(directory);
  await untilLocked(session);
  try {
    await session.query(JOURNAL, []);
    const done = await appliedChecksums(session);
    refuseMismatch(migrations, done);
    const pending = migrations.filter((migration) => !done.has(migration.name));
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

/** The migrations of a directory, in the order in which they are applied. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function appliedChecksums(session: MigrationSession): Promise<Map<string, string>> {
  const rows = await session.query(
    'SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    [],
  );
  return new Map(rows.map((row) => [String(row.migration_name), String(row.checksum)]));
}

function refuseMismatch(migrations: Migration[], done: Map<string, string>): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of done) {
    const expected = known.get(name);
    if (expected === undefined)
      throw new MigrationMismatch(`The database has migration ${name}, which this version lacks.`);
    if (expected !== checksum)
      throw new MigrationMismatch(`Migration ${name} was changed after it was applied.`);
  }
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
