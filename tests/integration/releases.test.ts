import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { parseConfig } from '@/lib/config';
import { createDatabase } from '@/lib/db/database';
import { migrateDeployment } from '../../scripts/migrate-deployment';
import { declarationOf, migrationsOfBuild } from '../support/migration-files';
import { testReleases } from '../support/release-cases';
import { sharedPostgres } from '../support/shared-postgres';

const postgres = sharedPostgres();

describe('on PostgreSQL', () => {
  testReleases(async (state) => {
    const location = { url: await postgres.createDatabase(), dataDir: '' };
    if (state === 'migrated') {
      const database = createDatabase({ ...location, poolSize: 1 });
      await database.ping();
      await database.close();
    }
    return location;
  });
});

describe('the build step of a deployment', () => {
  const directories: string[] = [];
  afterEach(() => {
    for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
  });

  /** The build step on Vercel, with the variables that are set there. */
  const deploy = (env: Record<string, string>, migrationsDir?: string) =>
    migrateDeployment(parseConfig({ VERCEL: '1', NEXTAUTH_SECRET: 'n'.repeat(32), ...env }), migrationsDir);

  /** Whether a build that applies nothing finds the database as it needs it. */
  async function isMigrated(url: string): Promise<boolean> {
    const database = createDatabase({ url, dataDir: '', poolSize: 1, migrations: 'none' });
    return database
      .ping()
      .then(
        () => true,
        () => false,
      )
      .finally(() => database.close());
  }

  test('leaves the database alone in a preview, says so, and migrates it for production', async () => {
    const DATABASE_URL = await postgres.createDatabase();
    const preview = { DATABASE_URL, VERCEL_ENV: 'preview' };
    expect(await deploy(preview)).toMatch(/^The database was not migrated: .+$/);
    expect(await isMigrated(DATABASE_URL)).toBe(false);

    expect(await deploy({ DATABASE_URL, VERCEL_ENV: 'production' })).toBe('The database is up to date.');
    expect(await isMigrated(DATABASE_URL)).toBe(true);
  });

  test('migrates the database of a preview that has one of its own', async () => {
    const DATABASE_URL = await postgres.createDatabase();
    await deploy({ DATABASE_URL, VERCEL_ENV: 'preview', MIGRATIONS: 'all' });
    expect(await isMigrated(DATABASE_URL)).toBe(true);
  });

  test('fails in one line on a migration that breaks what is in use, and applies it when it is told to', async () => {
    const DATABASE_URL = await postgres.createDatabase();
    const production = { DATABASE_URL, VERCEL_ENV: 'production' };
    await deploy(production);
    const name = '20990101000000_removed';
    const newer = migrationsOfBuild({ [name]: declarationOf(name, { version: '9.9.0', compatible: false }) });
    directories.push(newer);
    await expect(deploy(production, newer)).rejects.toThrow(new RegExp(`^Migration ${name} .+$`));
    expect(await deploy({ ...production, MIGRATIONS: 'all' }, newer)).toBe('The database is up to date.');
  });

  test('goes around a pooler', async () => {
    const DIRECT_DATABASE_URL = await postgres.createDatabase();
    const DATABASE_URL = 'postgresql://nobody@127.0.0.1:1/nothing';
    expect(await deploy({ DATABASE_URL, DIRECT_DATABASE_URL })).toBe('The database is up to date.');
  });

  test('does without a database', async () => {
    expect(await deploy({})).toMatch(/^No database was migrated: DATABASE_URL .+$/);
  });
});
