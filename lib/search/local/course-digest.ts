import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ownRoot, translationRoot } from '../course/docs-root';
import { readCourseConfig } from '../course/read-course-config';

/** Files that pages, their questions and the course's layout are read from. */
const READ = /\.(mdx?|yaml|json)$/i;

export interface DigestOptions {
  courseDir: string;
  bookId: string;
  /** Names the code that reads the course. */
  code: string;
}

/**
 * SHA-256, in hex, over all that an index is made from, without parsing any of it: pages take in others only from these directories.
 * Undefined with a link among the files, which may lead to others.
 * @throws CourseConfigInvalid
 */
export async function courseDigest({ courseDir, bookId, code }: DigestOptions): Promise<string | undefined> {
  const config = readCourseConfig(courseDir);
  const translations = config.locales.others.map((locale) => translationRoot(courseDir, locale, config));
  const hash = createHash('sha256').update(JSON.stringify([code, bookId]));
  for (const { dir, prefix } of [ownRoot(courseDir, config), ...translations]) {
    const files = await filesBelow(dir);
    if (!files) return undefined;
    for (const file of files) {
      const bytes = await readFile(path.join(dir, file));
      hash.update(JSON.stringify([prefix, file, bytes.length])).update(bytes);
    }
  }
  return hash.digest('hex');
}

/** Paths below a directory, sorted; undefined if one of them is a link. */
async function filesBelow(dir: string): Promise<string[] | undefined> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  if (entries.some((entry) => entry.isSymbolicLink())) return undefined;
  return entries
    .filter((entry) => entry.isFile() && READ.test(entry.name))
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
    .sort();
}
