import { constants, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { hashFiles } from '../../../scripts/hash-files';
import { withLock } from '../../../scripts/with-lock';

const CACHE = path.resolve('node_modules/.cache/robolearn');

export interface Preparation {
  name: string;
  /** Files and folders that its content follows from; a change in any of them makes a new one. */
  inputs: string[];
  make(directory: string): Promise<void>;
}

/**
 * What takes long to make and is the same for many tests: made once, by the first who asks, for every process and every later run.
 *
 * @returns a directory to be read and copied, never written to
 */
export async function preparedDirectory({ name, inputs, make }: Preparation): Promise<string> {
  const directory = path.join(
    CACHE,
    `${name}-${hashFiles([...inputs, 'package-lock.json'], { more: [process.version] }).slice(0, 16)}`,
  );
  if (existsSync(directory)) return directory;
  await withLock(path.join(CACHE, `${name}.lock`), async () => {
    if (existsSync(directory)) return;
    const draft = `${directory}.draft`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft);
    await make(draft);
    // Of older inputs, which may come back, but not often.
    for (const old of readdirSync(CACHE).filter((entry) => isOf(name, entry)))
      rmSync(path.join(CACHE, old), { recursive: true });
    renameSync(draft, directory);
  });
  return directory;
}

/** Copies what stands in a prepared directory into another one, but for what stands there already: half of each would be neither. */
export function copyPrepared(prepared: string, directory: string): void {
  for (const entry of readdirSync(prepared)) {
    const copy = path.join(directory, entry);
    if (existsSync(copy)) continue;
    cpSync(path.join(prepared, entry), copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  }
}

function isOf(name: string, entry: string): boolean {
  return new RegExp(`^${name}-[0-9a-f]{16}$`).test(entry);
}
