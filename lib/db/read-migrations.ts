import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a migration says to builds that do not have it. */
export interface Declaration {
  /** The first version of the product that has the migration. */
  version: string;
  /** Whether builds without it may go on with the database. */
  compatible: boolean;
}

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
  /** Absent where the file declares nothing under its own name; then nobody may take it for compatible. */
  declaration?: Declaration;
}

/** The migrations of a directory (`<name>/migration.sql`), in the order in which they are applied. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(directory, name, 'migration.sql'), 'utf8');
      const declaration = readDeclaration(name, sql);
      return {
        name,
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
        ...(declaration && { declaration }),
      };
    }),
  );
}

/** The one form that a declaration has, on a line of its own. */
const DECLARATION =
  /^INSERT INTO "chatkit"\."releases" \("migration", "version", "compatible"\) VALUES \('([^']+)', '(\d+\.\d+\.\d+)', (true|false)\);$/gm;

function readDeclaration(name: string, sql: string): Declaration | undefined {
  const found = [...sql.matchAll(DECLARATION)].filter(([, migration]) => migration === name);
  const [, , version, compatible] = found[0] ?? [];
  return found.length === 1 && version !== undefined
    ? { version, compatible: compatible === 'true' }
    : undefined;
}
