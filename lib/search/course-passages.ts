import { createHash } from 'node:crypto';
import { countTokens } from './chunk/count-tokens';
import { cutPage } from './chunk/cut-page';
import type { Piece } from './chunk/merge-tiny';
import { uuidV5 } from './chunk/uuid-v5';
import { type CourseDocument, type Heading, headings } from './course';
import { DEFAULT_CHUNK_SIZES } from './course/course-config-schema';
import { INTRO } from './course/read-asked';
import type { CoursePassage } from './passage';

export interface DocumentPassagesOptions {
  /** The tenant that the passages are made for. */
  bookId: string;
  moduleTitle: string;
}

/**
 * Cuts a page into passages, in its order. The tokeniser comes with this file, and takes a tenth of a second to load:
 * import it where something is cut, and not before.
 */
export function documentPassages(
  document: CourseDocument,
  { bookId, moduleTitle }: DocumentPassagesOptions,
): CoursePassage[] {
  const pieces = cutPage(document.body, document.chunkSizes ?? DEFAULT_CHUNK_SIZES);
  const place = [bookId, document.locale, document.sourceFile].join(':');
  const sections = document.asked ? headings(document.body) : [];
  const parentDocId = uuidV5(`${place}:parent`);
  const repeated = new Map<string, number>();
  const passages = pieces.map((piece, chunkIndex): CoursePassage => {
    const { text } = piece;
    const own = piece.headings.findLast(canBeLinkedTo);
    const contentHash = createHash('sha256').update(text).digest('hex');
    const name = [place, own?.anchor ?? '', contentHash].join(':');
    // The same words twice in one section are two places.
    const repetition = repeated.get(name) ?? 0;
    repeated.set(name, repetition + 1);
    return {
      id: uuidV5(`${name}:${repetition}`),
      bookId,
      locale: document.locale,
      text,
      ...askedFor(document, sections, piece, chunkIndex),
      contentHash,
      tokenCount: countTokens(text),
      wordCount: text.split(/\s+/).filter(Boolean).length,
      sourceFile: document.sourceFile,
      sourceFileHash: document.fileHash,
      fingerprint: document.fingerprint,
      ...(document.docId === undefined ? {} : { docId: document.docId }),
      kind: document.kind,
      headingPath: headingPath(document.title, piece),
      ...(own ? { sectionTitle: own.text, anchor: own.anchor } : {}),
      path: own ? `${document.path}#${own.anchor}` : document.path,
      module: document.moduleId,
      moduleTitle,
      chapter: document.chapterNumber,
      lesson: document.lessonNumber,
      lessonTitle: document.title,
      ...(document.description ? { lessonDescription: document.description } : {}),
      hardwareTier: document.hardwareTier,
      proficiency: document.proficiency,
      layer: document.layer,
      chunkIndex,
      totalChunks: pieces.length,
      parentDocId,
    };
  });
  return passages.map((passage, index) => {
    const prevChunkId = passages[index - 1]?.id;
    const nextChunkId = passages[index + 1]?.id;
    return { ...passage, ...(prevChunkId ? { prevChunkId } : {}), ...(nextChunkId ? { nextChunkId } : {}) };
  });
}

/**
 * How students ask for a piece: for its own section, and for those that were merged into it. The parts of a section that was
 * cut are all asked for in the same way.
 */
function askedFor(
  { asked }: CourseDocument,
  all: Heading[],
  { headings: own, text }: Piece,
  chunkIndex: number,
): Pick<CoursePassage, 'asked'> {
  if (!asked) return {};
  const merged = all.filter((heading) => heading.depth > 1 && text.includes(`# ${heading.text}`));
  const anchors = [...own.slice(-1), ...merged].map(({ anchor }) => anchor);
  const isIntro = chunkIndex === 0;
  const lists = [...new Set([...(isIntro ? [INTRO] : []), ...anchors])].map((anchor) => asked[anchor] ?? []);
  return lists.some(({ length }) => length > 0) ? { asked: lists.flat() } : {};
}

/** The page's own title is the page, and a heading of nothing but signs has no anchor. */
function canBeLinkedTo({ depth, anchor }: Heading): boolean {
  return depth > 1 && anchor !== '';
}

/** The title of a page is often its first heading too, and is said once. */
function headingPath(title: string, { headings: path }: Piece): string[] {
  const [first, ...inner] = path;
  const outer = first?.depth === 1 && first.text === title ? inner : path;
  return [title, ...outer.map(({ text }) => text)];
}
