import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { createDatabase, type DatabaseOptions } from '@/lib/db/database';
import type { PrismaClient } from '@/lib/db/generated/client';
import { changeMigration, declarationOf, migrationsOfBuild, PRODUCT_MIGRATIONS } from './migration-files';

const ADDED = '20990101000000_added';
const REMOVED = '20990102000000_removed';

const ADDITION = `ALTER TABLE "chatkit"."users" ADD COLUMN "nickname" TEXT NOT NULL DEFAULT 'none';
CREATE TABLE "chatkit"."badges" ("id" TEXT PRIMARY KEY, "user_id" TEXT NOT NULL REFERENCES "chatkit"."users" ("id"));
`;
const REMOVAL = 'ALTER TABLE "chatkit"."users" DROP COLUMN "name";\n';

const additive = {
  [ADDED]: ADDITION + declarationOf(ADDED, { version: '9.8.0', compatible: true }),
};
const breaking = {
  [REMOVED]: REMOVAL + declarationOf(REMOVED, { version: '9.9.0', compatible: false }),
};

/** Where a database is. */
export type Location = Pick<DatabaseOptions, 'url' | 'dataDir'>;

type Policy = NonNullable<DatabaseOptions['migrations']>;

/**
 * What builds of different age do with one database, through the door that the product uses.
 *
 * @param locate makes a place for a database: an empty one, or one that this build has migrated
 */
export function testReleases(locate: (state: 'empty' | 'migrated') => Promise<Location>): void {
  const directories: string[] = [];

  afterEach(() => {
    for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
  });

  function files(added: Record<string, string>): string {
    const directory = migrationsOfBuild(added);
    directories.push(directory);
    return directory;
  }

  /** A build with these migrations opens the database, works on it and closes it. */
  async function build<T>(
    location: Location,
    migrationsDir: string,
    work: (client: PrismaClient) => Promise<T>,
    migrations: Policy = 'all',
  ): Promise<T> {
    // A new database begins with nothing, whether or not the product has been built here.
    const template = '/nowhere';
    const database = createDatabase({ ...location, poolSize: 1, migrationsDir, migrations, template });
    try {
      return await work(await database.client());
    } finally {
      await database.close();
    }
  }

  const open = (location: Location, migrationsDir: string, migrations?: Policy) =>
    build(location, migrationsDir, async () => undefined, migrations);

  const refusal = (location: Location, migrationsDir: string, migrations?: Policy) =>
    open(location, migrationsDir, migrations).catch(String);

  /** The names in the journal, as a build reads them that knows them all. */
  const applied = (location: Location, migrationsDir: string) =>
    build(
      location,
      migrationsDir,
      async (client) => {
        const rows = await client.$queryRaw<{ name: string }[]>`
          SELECT migration_name AS name FROM _prisma_migrations ORDER BY migration_name`;
        return rows.map(({ name }) => name);
      },
      'none',
    );

  describe('an older build', () => {
    test('serves a database with a newer migration that lets it go on', async () => {
      const location = await locate('migrated');
      const newer = files(additive);
      await open(location, newer);
      const users = await build(location, PRODUCT_MIGRATIONS, async (client) => {
        await client.user.create({ data: { id: 'alice', name: 'Alice' } });
        return client.user.findMany();
      });
      expect(users).toMatchObject([{ id: 'alice', name: 'Alice' }]);
      expect((await applied(location, newer)).at(-1)).toBe(ADDED);
    });

    test('is refused by one that does not, in one line with the version that is needed', async () => {
      const location = await locate('migrated');
      await open(location, files({ ...additive, ...breaking }));
      expect(await refusal(location, PRODUCT_MIGRATIONS)).toMatch(
        /^MigrationMismatch: .+ migration 20990102000000_removed and needs version 9\.9\.0 .+$/,
      );
    });

    test('is refused by one that says nothing', async () => {
      const location = await locate('migrated');
      await open(location, files({ [ADDED]: ADDITION }));
      expect(await refusal(location, PRODUCT_MIGRATIONS)).toBe(
        `MigrationMismatch: The database has migration ${ADDED}, which this version lacks.`,
      );
    });

    test('is refused where it has migrations of its own to apply', async () => {
      const location = await locate('migrated');
      await open(location, files(additive));
      const name = '20990103000000_other';
      const other = files({ [name]: declarationOf(name, { version: '9.8.0', compatible: true }) });
      expect(await refusal(location, other)).toMatch(
        /^MigrationMismatch: .+ 20990101000000_added, .+ lacks 20990103000000_other, .+$/,
      );
    });
  });

  test('a migration that was changed after it was applied is refused, also a compatible one', async () => {
    const location = await locate('migrated');
    const newer = files(additive);
    await open(location, newer);
    changeMigration(newer, ADDED);
    expect(await refusal(location, newer)).toBe(
      `MigrationMismatch: Migration ${ADDED} was changed after it was applied.`,
    );
  });

  describe('a deployment', () => {
    test('applies everything to a database that is new', async () => {
      const location = await locate('empty');
      const newer = files({ ...additive, ...breaking });
      expect(await refusal(location, newer, 'none')).toMatch(
        /^MigrationRefused: The database lacks migration .+_init, .+$/,
      );
      await open(location, newer, 'compatible');
      expect((await applied(location, newer)).at(-1)).toBe(REMOVED);
    });

    test('applies a migration that lets the older build go on', async () => {
      const location = await locate('migrated');
      const newer = files(additive);
      await open(location, newer, 'compatible');
      expect((await applied(location, newer)).at(-1)).toBe(ADDED);
    });

    test.each([
      ['breaks it', breaking],
      ['says nothing', { [REMOVED]: REMOVAL }],
    ])('applies none of them while one %s, and all when it is to', async (_, last) => {
      const location = await locate('migrated');
      const before = await applied(location, PRODUCT_MIGRATIONS);
      const newer = files({ ...additive, ...last });
      expect(await refusal(location, newer, 'compatible')).toMatch(
        /^MigrationRefused: Migration 20990102000000_removed .+$/,
      );
      expect(await applied(location, PRODUCT_MIGRATIONS)).toEqual(before);
      await open(location, newer, 'all');
      expect(await applied(location, newer)).toEqual([...before, ADDED, REMOVED]);
    });

    test('that may apply none leaves a database as it is, and serves it if nothing is to be applied', async () => {
      const location = await locate('migrated');
      const before = await applied(location, PRODUCT_MIGRATIONS);
      expect(await refusal(location, files(additive), 'none')).toMatch(
        /^MigrationRefused: .+ migration 20990101000000_added, .+$/,
      );
      expect(await applied(location, PRODUCT_MIGRATIONS)).toEqual(before);
    });
  });
}
