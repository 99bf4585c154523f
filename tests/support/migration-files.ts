import { appendFileSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Declaration } from '@/lib/db/read-migrations';

export const PRODUCT_MIGRATIONS = path.resolve('prisma/migrations');

/** The migrations of another build: the product's with these behind them. The caller removes the directory. */
export function migrationsOfBuild(added: Record<string, string> = {}): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'robolearn-migrations-'));
  cpSync(PRODUCT_MIGRATIONS, directory, { recursive: true });
  for (const [name, sql] of Object.entries(added)) {
    mkdirSync(path.join(directory, name));
    writeFileSync(path.join(directory, name, 'migration.sql'), sql);
  }
  return directory;
}

/** As if somebody had edited a file that was applied already. */
export function changeMigration(directory: string, name: string): void {
  appendFileSync(path.join(directory, name, 'migration.sql'), '\n-- changed\n');
}

/** The line with which a migration declares itself. */
export function declarationOf(name: string, { version, compatible }: Declaration): string {
  return `INSERT INTO "chatkit"."releases" ("migration", "version", "compatible") VALUES ('${name}', '${version}', ${compatible});\n`;
}
