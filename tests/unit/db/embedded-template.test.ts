import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createDatabase } from '@/lib/db/database';
import { CLUSTER_DIR } from '@/lib/db/embedded-connection';
import { unpackEmbeddedTemplate, writeEmbeddedTemplate } from '@/lib/db/embedded-template';
import { declarationOf, migrationsOfBuild, PRODUCT_MIGRATIONS } from '../../support/migration-files';
import { directoryWithDatabase } from '../../support/prepared/embedded-database';

const ADDED = '20990101000000_added';
const SQL = `CREATE TABLE "chatkit"."badges" ("id" TEXT PRIMARY KEY);
${declarationOf(ADDED, { version: '9.8.0', compatible: true })}`;

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

function own(directory: string): string {
  directories.push(directory);
  return directory;
}

const empty = () => own(mkdtempSync(path.join(tmpdir(), 'robolearn-template-')));

async function templateOfThisBuild(): Promise<string> {
  const template = empty();
  const cluster = path.join(await directoryWithDatabase(), CLUSTER_DIR);
  await writeEmbeddedTemplate(template, { cluster, migrationsDir: PRODUCT_MIGRATIONS });
  return template;
}

test('a newer build begins from the template of an older one, and adds what it lacks', async () => {
  const [template, dataDir] = [await templateOfThisBuild(), empty()];
  const migrationsDir = own(migrationsOfBuild({ [ADDED]: SQL }));
  expect(
    await unpackEmbeddedTemplate(template, { directory: path.join(empty(), 'unpacked'), migrationsDir }),
  ).toBe(true);

  const database = createDatabase({ url: undefined, dataDir, poolSize: 1, migrationsDir, template });
  const releases = await (await database.client()).release.findMany({ orderBy: { migration: 'asc' } });
  await database.close();
  expect(releases.at(-1)).toEqual({ migration: ADDED, version: '9.8.0', compatible: true });
});

test('an older build does not begin from the template of a newer one', async () => {
  const template = empty();
  const cluster = path.join(await directoryWithDatabase(), CLUSTER_DIR);
  const migrationsDir = own(migrationsOfBuild({ [ADDED]: SQL }));
  await writeEmbeddedTemplate(template, { cluster, migrationsDir });
  const directory = path.join(empty(), 'unpacked');
  expect(await unpackEmbeddedTemplate(template, { directory, migrationsDir: PRODUCT_MIGRATIONS })).toBe(
    false,
  );
  expect(existsSync(directory)).toBe(false);
});
