import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * One hash over the names and the bytes of files, to tell whether what was made of them is still theirs.
 *
 * @param inputs files and folders, relative to the repository; one that does not exist counts as absent
 * @param isInput leaves out files below the folders
 */
export function hashFiles(inputs: string[], isInput: (file: string) => boolean = () => true): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs.flatMap(filesBelow).filter(isInput)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(input: string): string[] {
  if (!existsSync(input)) return [];
  if (path.extname(input)) return [input];
  return readdirSync(input, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.posix.join(entry.parentPath, entry.name))
    .sort();
}
