import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { documentPath } from '../course/document-path';
import type { CoursePassage } from '../passage';
import { type Payload, payload } from './payload';

/** What a point that does not say it belongs to. */
export interface PayloadDefaults {
  locale: string;
  /** Where the site serves the course, as in `/docs`. */
  route: string;
}

/**
 * Reads the payload of a point. What it lacks has the defaults of spec robolearn A6.3; the path of a point of the original
 * service, which has none, follows from its file by the rules of the site.
 *
 * @returns undefined for a point that is no passage
 */
export function fromPayload(
  found: unknown,
  id: string,
  defaults: PayloadDefaults,
): CoursePassage | undefined {
  const parsed = payload.safeParse(found);
  return parsed.success ? passageOf(parsed.data, id, defaults) : undefined;
}

function passageOf(data: Payload, id: string, { locale, route }: PayloadDefaults): CoursePassage {
  const { text, chapter = 0, lesson = 0, source_file: sourceFile = '' } = data;
  const contentHash = data.content_hash ?? createHash('sha256').update(text).digest('hex');
  const wordCount = data.word_count ?? text.split(/\s+/).filter(Boolean).length;
  const lessonTitle = data.lesson_title ?? titleOf(chapter, lesson, sourceFile);
  return {
    id,
    bookId: data.book_id,
    locale: data.locale ?? locale,
    text,
    ...(data.asked ? { asked: data.asked } : {}),
    contentHash,
    // The original service counted tokens so (A8.3).
    tokenCount: data.token_count ?? Math.ceil(wordCount * 1.3),
    wordCount,
    sourceFile,
    sourceFileHash: data.source_file_hash ?? '',
    fingerprint: data.fingerprint ?? data.source_file_hash ?? contentHash,
    ...(data.doc_id ? { docId: data.doc_id } : {}),
    kind: data.kind ?? kindOf(chapter, lesson, sourceFile),
    headingPath: data.heading_path ?? [lessonTitle, ...(data.section_title ? [data.section_title] : [])],
    ...(data.section_title ? { sectionTitle: data.section_title } : {}),
    ...(data.anchor ? { anchor: data.anchor } : {}),
    path:
      data.path !== undefined && isCoursePath(data.path, route)
        ? data.path
        : sourceFile
          ? derivedPath(sourceFile, data.doc_id, route)
          : route,
    module: data.module ?? '',
    moduleTitle: data.module_title ?? '',
    chapter,
    lesson,
    lessonTitle,
    ...(data.lesson_description ? { lessonDescription: data.lesson_description } : {}),
    hardwareTier: data.hardware_tier ?? 1,
    proficiency: data.proficiency_level ?? 'A2',
    layer: data.layer ?? 'L1',
    chunkIndex: data.chunk_index ?? 0,
    totalChunks: data.total_chunks ?? 1,
    // Without a page of its own, a passage is one.
    parentDocId: data.parent_doc_id ?? id,
    ...(data.prev_chunk_id ? { prevChunkId: data.prev_chunk_id } : {}),
    ...(data.next_chunk_id ? { nextChunkId: data.next_chunk_id } : {}),
  };
}

/** Whether a path leads to a page of the course, in whatever language: what a point says is data, and could say anything. */
function isCoursePath(path: string, route: string): boolean {
  const [page = ''] = path.split(/[?#]/);
  const hasDots = page.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
  const [, locale = ''] = /^\/([A-Za-z]{2,8}(?:-[A-Za-z\d]{1,8})*)(?=\/)/.exec(page) ?? [];
  const below = (start: string) => page === start || page.startsWith(`${start}/`);
  return !hasDots && (below(route) || (locale !== '' && below(`/${locale}${route}`)));
}

/** What a citation calls a page without a title (A6.4). */
function titleOf(chapter: number, lesson: number, sourceFile: string): string {
  if (lesson > 0) return `Lesson ${chapter}.${lesson}`;
  return chapter > 0 ? `Chapter ${chapter}` : posix.parse(sourceFile).name;
}

/** The original service knew overviews by their numbers alone. */
function kindOf(chapter: number, lesson: number, sourceFile: string): CoursePassage['kind'] {
  if (lesson > 0) return 'lesson';
  if (chapter > 0) return 'chapter';
  return sourceFile.includes('/') ? 'module' : 'page';
}

/** The original service read no front matter that would change how numbers are treated. */
function derivedPath(sourceFile: string, docId: string | undefined, route: string): string {
  return documentPath(sourceFile, { parseNumberPrefixes: true, ...(docId ? { id: docId } : {}) }, route);
}
