import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * One hash over the names and the bytes of files, to tell whether what was made of them is still theirs.
 *
 * @param inputs files and folders, relative to the repository; one that does not exist counts as absent
 * @param options.isInput leaves out files below the folders
 * @param options.more what else it follows from, such as the version of Node
 */
export function hashFiles(
  inputs: string[],
  { isInput = () => true, more = [] }: { isInput?: (file: string) => boolean; more?: string[] } = {},
): string {
  const hash = createHash('sha256').update(JSON.stringify(more));
  for (const file of inputs.flatMap(filesBelow).filter(isInput)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(input: string): string[] {
  if (!existsSync(input)) return [];
  if (statSync(input).isFile()) return [input];
  return readdirSync(input, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.posix.join(entry.parentPath, entry.name))
    .sort();
}
