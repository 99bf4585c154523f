import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { CourseDocument } from './course';
import type { CourseConfig } from './course-config';
import { decodePage } from './decode-page';
import type { DocsRoot } from './docs-root';
import { documentPath } from './document-path';
import { headings } from './headings';
import { plainMarkdown } from './mdx/plain-markdown';
import type { PagePlace } from './page-place';
import { parseFrontMatter } from './parse-front-matter';
import { readAsked } from './read-asked';
import { stripNumberPrefix } from './strip-number-prefix';

/** A page before it is known what module it stands in by name, which its fingerprint covers. */
export type ReadDocument = Omit<CourseDocument, 'fingerprint'>;

/**
 * Reads one page; undefined if it is a draft or cannot be read. Nothing throws: what was odd becomes a warning.
 * @param file path below the root, with forward slashes
 * @param warn called with each thing that could not be taken as it stands
 */
export async function readDocument(
  root: DocsRoot,
  file: string,
  place: PagePlace,
  config: CourseConfig,
  warn: (warning: string) => void,
): Promise<ReadDocument | undefined> {
  const sourceFile = posix.join(root.prefix, file);
  const say = (warning: string) => warn(`${sourceFile}: ${warning}`);
  const bytes = await readFile(join(root.dir, file)).catch((error: unknown) => {
    say(`cannot be read (${reason(error)})`);
  });
  if (!bytes) return undefined;
  const { text, warning } = decodePage(bytes);
  if (warning) say(warning);
  if (text === undefined) return undefined;

  const { frontMatter, body: written, warnings } = parseFrontMatter(text);
  for (const each of warnings) say(each);
  if (frontMatter.draft) return undefined;

  const format = frontMatter.format ?? config.markdown;
  const body = await plainMarkdown(written, {
    file: join(root.dir, file),
    isMdx: format === 'mdx' || (format === 'detect' && file.endsWith('.mdx')),
    root,
    warn: say,
  });
  const asked = await readAsked(join(root.dir, file), () => headings(body).map(({ anchor }) => anchor), say);
  const { id, durationMinutes } = frontMatter;
  const name = posix.parse(file).name;
  return {
    ...place,
    sourceFile,
    path: documentPath(file, frontMatter, root.route),
    locale: root.locale,
    ...(id === undefined ? {} : { docId: id }),
    title: frontMatter.title ?? firstTitle(body) ?? id ?? stripNumberPrefix(name).name,
    description: frontMatter.description ?? '',
    ...(frontMatter.unlisted ? { unlisted: true } : {}),
    hardwareTier: frontMatter.hardwareTier,
    proficiency: frontMatter.proficiency,
    layer: frontMatter.layer,
    ...(durationMinutes === undefined ? {} : { durationMinutes }),
    body,
    ...(asked ? { asked } : {}),
    fileHash: createHash('sha256').update(bytes).digest('hex'),
    chunkSizes: config.chunks,
  };
}

function firstTitle(body: string): string | undefined {
  return headings(body).find((heading) => heading.depth === 1)?.text;
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
