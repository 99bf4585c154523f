import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readMigrations } from '@/lib/db/read-migrations';
import { declarationOf, migrationsOfBuild, PRODUCT_MIGRATIONS } from '../../support/migration-files';

/** Where declarations begin. */
const FIRST = '20261130000000_releases';

/** Files of migrations that do not say, in the one form there is, whether older builds may go on. */
async function undeclared(directory: string): Promise<string[]> {
  const migrations = await readMigrations(directory);
  return migrations
    .filter(({ name, declaration }) => name >= FIRST && !declaration)
    .map(({ name }) => path.join(name, 'migration.sql'));
}

const parts = (version: string) => version.split('.').map(Number);

/** Below zero if the first is older. */
function compareVersions(a: string, b: string): number {
  const [first, second] = [parts(a), parts(b)];
  const index = first.findIndex((part, at) => part !== second[at]);
  return index < 0 ? 0 : (first[index] ?? 0) - (second[index] ?? 0);
}

describe('migrations', () => {
  let directory: string | undefined;
  afterEach(() => {
    if (directory) rmSync(directory, { recursive: true });
    directory = undefined;
  });

  test('declare whether older builds may go on', async () => {
    expect(await undeclared(PRODUCT_MIGRATIONS)).toEqual([]);
  });

  const NAME = '20990101000000_added';
  const line = declarationOf(NAME, { version: '1.2.3', compatible: true });
  test.each([
    ['says nothing', 'CREATE TABLE added (id INT);\n'],
    ['speaks of another', declarationOf(FIRST, { version: '1.2.3', compatible: true })],
    ['says two things', line + line.replace('true', 'false')],
    ['says it in a comment', `-- ${line}`],
    ['names no version', line.replace('1.2.3', 'next')],
    ['does not say whether', line.replace('true', 'NULL')],
  ])('are found, with the name of the file, where one %s', async (_, sql) => {
    directory = migrationsOfBuild({ [NAME]: sql });
    expect(await undeclared(directory)).toEqual([`${NAME}/migration.sql`]);
  });

  test('name versions in order, up to the one that is being made', async () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const declared = (await readMigrations(PRODUCT_MIGRATIONS)).flatMap(
      ({ declaration }) => declaration?.version ?? [],
    );
    const versions = [...declared, version];
    expect(versions).toEqual(versions.toSorted(compareVersions));
  });
});
