import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isLeftAlone } from './is-left-alone';
import { isWithin } from './is-within';

/**
 * The Markdown files below a directory that are pages, by their paths below it, sorted. A link that leads out of the
 * directory, or to one that it stands in, is not followed, with a warning. A directory that does not exist has none.
 */
export async function pageFiles(root: string, warn: (warning: string) => void): Promise<string[]> {
  const realRoot = await realpath(root).catch(() => undefined);
  if (realRoot === undefined) return [];
  const found: string[] = [];

  const walk = async (dir: string, above: string[]): Promise<void> => {
    for (const entry of await readdir(join(root, dir), { withFileTypes: true })) {
      if (isLeftAlone(entry.name)) continue;
      const path = posix.join(dir, entry.name);
      const target = entry.isSymbolicLink()
        ? await linked(path, above)
        : { entry, real: join(above.at(-1) ?? '', entry.name) };
      if (!target) continue;
      if (target.entry.isDirectory()) await walk(path, [...above, target.real]);
      else if (target.entry.isFile() && /\.mdx?$/.test(entry.name)) found.push(path);
    }
  };

  const linked = async (
    path: string,
    above: string[],
  ): Promise<{ entry: Pick<Dirent, 'isDirectory' | 'isFile'>; real: string } | undefined> => {
    try {
      const real = await realpath(join(root, path));
      if (!isWithin(realRoot, real)) warn(`${path}: the link leads out of the course and is not followed`);
      else if (above.includes(real))
        warn(`${path}: the link leads to a directory around it and is not followed`);
      else return { entry: await stat(real), real };
    } catch {
      warn(`${path}: the link leads nowhere`);
    }
    return undefined;
  };

  await walk('', [realRoot]);
  return found.sort();
}
