import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The modules of our own course. */
const COURSE_JSON = readFileSync('content/course.json', 'utf8');

/**
 * Writes files (path below the course → text) into a directory of their own. `remove` takes it away again. The course has
 * our modules, unless it comes with a `course.json` of its own; an empty one is not written.
 */
export async function tinyCourse(
  given: Record<string, string>,
): Promise<{ dir: string; remove: () => Promise<void> }> {
  const site = await mkdtemp(path.join(tmpdir(), 'tiny-course-'));
  const dir = path.join(site, 'docs');
  const { 'course.json': config = COURSE_JSON, ...others } = given;
  const files = config ? { ...others, 'course.json': config } : others;
  await mkdir(dir);
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return { dir, remove: () => rm(site, { recursive: true }) };
}

/** A page with front matter. */
export function page(frontMatter: Record<string, string | number>, body = 'Text.\n'): string {
  const lines = Object.entries(frontMatter).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return ['---', ...lines, '---', body].join('\n');
}
