import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { packDirectory, unpackDirectory } from './packed-directory';
import { type Migration, readMigrations } from './read-migrations';

/** The files of a template, below the directory of templates: the cluster, and what is known of it. */
const CLUSTER = 'postgres.br';
const MANIFEST = 'postgres.json';

const manifest = z.object({
  /** SHA-256 of the packed cluster, in hex. */
  sha256: z.string(),
  /** What was applied to it, in order. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
});

type Applied = z.infer<typeof manifest>['migrations'];

/**
 * Packs a cluster for first starts to begin from.
 *
 * @param cluster was closed in order, has these migrations, and nobody's data
 */
export async function writeEmbeddedTemplate(
  template: string,
  { cluster, migrationsDir }: { cluster: string; migrationsDir: string },
): Promise<void> {
  const packed = await packDirectory(cluster);
  const migrations = (await readMigrations(migrationsDir)).map(({ name, checksum }) => ({ name, checksum }));
  await mkdir(template, { recursive: true });
  await writeFile(path.join(template, CLUSTER), packed);
  // Last: without it the cluster is not looked at.
  await writeFile(
    path.join(template, MANIFEST),
    JSON.stringify({ sha256: sha256(packed), migrations } satisfies z.infer<typeof manifest>),
  );
}

/**
 * Unpacks the cluster of a template. It may lack migrations that were added since; opening the database applies them.
 *
 * @param directory does not exist yet
 * @returns false if there is no template, or one that is not whole, or that has migrations which are not those of today. Then a part
 * of the directory may be there.
 */
export async function unpackEmbeddedTemplate(
  template: string,
  { directory, migrationsDir }: { directory: string; migrationsDir: string },
): Promise<boolean> {
  try {
    const [packed, written] = await Promise.all([
      readFile(path.join(template, CLUSTER)),
      readFile(path.join(template, MANIFEST), 'utf8'),
    ]);
    const { sha256: expected, migrations } = manifest.parse(JSON.parse(written));
    if (sha256(packed) !== expected) return false;
    if (!isBeginning(migrations, await readMigrations(migrationsDir))) return false;
    await unpackDirectory(packed, directory);
    return true;
  } catch {
    // Whatever is wrong with it, or with the disk: making a cluster anew says it, if it matters.
    return false;
  }
}

function isBeginning(applied: Applied, all: Migration[]): boolean {
  return applied.every(
    ({ name, checksum }, index) => all[index]?.name === name && all[index].checksum === checksum,
  );
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
