import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { CourseDocument } from './course';
import { documentPath } from './document-path';
import { headings } from './headings';
import { parseFrontMatter } from './parse-front-matter';
import { stripNumberPrefix } from './strip-number-prefix';

type Place = Pick<CourseDocument, 'kind' | 'moduleId' | 'moduleNumber' | 'chapterNumber'>;

/**
 * Reads one file of the course; undefined if its front matter marks it as a draft.
 * @param sourceFile path below `courseDir`, with forward slashes
 * @param warn called with each value that was not understood
 */
export async function readDocument(
  courseDir: string,
  sourceFile: string,
  place: Place,
  warn: (warning: string) => void,
): Promise<CourseDocument | undefined> {
  const bytes = await readFile(join(courseDir, sourceFile));
  const { frontMatter, body, warnings } = parseFrontMatter(bytes.toString('utf8'));
  for (const warning of warnings) warn(`${sourceFile}: ${warning}`);
  if (frontMatter.draft) return undefined;

  const fileName = posix.parse(sourceFile).name;
  const { name, number } = stripNumberPrefix(fileName);
  return {
    ...place,
    sourceFile,
    path: documentPath(sourceFile, frontMatter),
    title: frontMatter.title ?? firstTitle(body) ?? name,
    description: frontMatter.description ?? '',
    hardwareTier: frontMatter.hardwareTier,
    proficiency: frontMatter.proficiency,
    layer: frontMatter.layer,
    ...(frontMatter.durationMinutes === undefined ? {} : { durationMinutes: frontMatter.durationMinutes }),
    lessonNumber: place.kind === 'lesson' ? (number ?? 0) : 0,
    body,
    fileHash: createHash('sha256').update(bytes).digest('hex'),
  };
}

function firstTitle(body: string): string | undefined {
  return headings(body).find((heading) => heading.depth === 1)?.text;
}
