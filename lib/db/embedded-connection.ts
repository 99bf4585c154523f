import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { Connection } from './connection';
import { lockDirectory } from './directory-lock';
import { unpackEmbeddedTemplate } from './embedded-template';

export interface EmbeddedOptions {
  dataDir: string;
  migrationsDir: string;
  /** Where a cluster may stand that a new one begins from, see {@link unpackEmbeddedTemplate}. */
  template: string;
  /** Called if the operating system has no lock for the directory, with the reason. */
  onLockFallback?: ((reason: string) => void) | undefined;
}

/** Below the data directory. */
export const CLUSTER_DIR = 'postgres';

/** There is something where the cluster should be, and it is none that can be opened. */
export class EmbeddedDatabaseUnusable extends Error {
  override name = 'EmbeddedDatabaseUnusable';
  readonly reason: string;

  constructor(directory: string, options: { cause: unknown }) {
    const { cause } = options;
    const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? cause.name) : String(cause);
    const reason = `the embedded database in ${directory} cannot be opened (${message}); bring back a copy of it, or set DATA_DIR to another directory`;
    super(reason, options);
    this.reason = reason;
  }
}

/**
 * Opens the embedded database under `dataDir`, for this process alone.
 *
 * @throws DirectoryInUse if it is open already, in this process or another one
 * @throws EmbeddedDatabaseUnusable
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Connection> {
  const lock = await lockDirectory(options.dataDir, { onFallback: options.onLockFallback });
  try {
    const database = await openCluster(options).catch((cause: unknown) => {
      throw new EmbeddedDatabaseUnusable(path.join(options.dataDir, CLUSTER_DIR), { cause });
    });
    return {
      kind: 'embedded',
      adapter: new PrismaPGlite(database),
      withMigrationSession: (work) =>
        work({
          execute: async (sql) => void (await database.exec(sql)),
          query: async (sql, values) => (await database.query<Record<string, unknown>>(sql, values)).rows,
        }),
      close: async () => {
        await database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openCluster(options: EmbeddedOptions): Promise<PGlite> {
  const { dataDir } = options;
  const directory = path.join(dataDir, CLUSTER_DIR);
  const drafts = (await readdir(dataDir)).filter((name) => name.startsWith(DRAFT));
  // Of processes that were killed while they made one: this process alone is at work here.
  for (const draft of drafts) await rm(path.join(dataDir, draft), { recursive: true, force: true });
  if (existsSync(path.join(directory, 'PG_VERSION'))) return PGlite.create(directory);
  return (await fromTemplate(directory, options)) ?? (await anew(directory, dataDir));
}

const DRAFT = `${CLUSTER_DIR}-draft-`;

const draftIn = (dataDir: string) => path.join(dataDir, `${DRAFT}${randomUUID()}`);

/** Undefined if there is no template that works; then nothing of it is left. */
async function fromTemplate(
  directory: string,
  { dataDir, migrationsDir, template }: EmbeddedOptions,
): Promise<PGlite | undefined> {
  const draft = draftIn(dataDir);
  if (!(await unpackEmbeddedTemplate(template, { directory: draft, migrationsDir }))) {
    await rm(draft, { recursive: true, force: true });
    return undefined;
  }
  await rename(draft, directory);
  try {
    return await PGlite.create(directory);
  } catch {
    // Whole, and yet not for this version of PGlite. Nobody has written to it yet.
    await rm(directory, { recursive: true, force: true });
    return undefined;
  }
}

/** Makes a cluster beside its place, so that one of which the making is broken off never stands there. */
async function anew(directory: string, dataDir: string): Promise<PGlite> {
  const draft = draftIn(dataDir);
  await mkdir(draft, { recursive: true });
  const made = await PGlite.create(draft);
  await made.close();
  await rename(draft, directory);
  return PGlite.create(directory);
}
