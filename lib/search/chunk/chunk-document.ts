import { createHash } from 'node:crypto';
import { type CourseDocument, parseLesson } from '../course';
import type { Chunk } from './chunk';
import { cutSections } from './cut-sections';
import { mergeTiny, type Piece } from './merge-tiny';
import { splitBlocks } from './split-blocks';
import { uuidV5 } from './uuid-v5';

/** Characters up to which a section stays whole, and a split part is filled. */
const LONGEST = 1_600;

/** Shorter pieces say too little alone, and join a neighbour of the same page. */
const SHORTEST = 160;

/** The chunks of a page in its order. Together they hold every line of it. */
export function chunkDocument(document: CourseDocument): Chunk[] {
  const { body } = document;
  const pieces = cutSections(parseLesson(body), body).flatMap((section): Piece[] => {
    const { headings, headingLine, blocks } = section;
    const parts = splitBlocks(blocks, LONGEST).map(({ start, end }) => body.slice(start, end));
    return (parts.length ? parts : ['']).map((text, index) => ({
      headings,
      headingLine: index === 0 ? headingLine : '',
      text,
    }));
  });
  return linked(mergeTiny(pieces, { shortest: SHORTEST, longest: LONGEST }), document);
}

function linked(pieces: Piece[], document: CourseDocument): Chunk[] {
  const parentDocId = uuidV5(`${document.sourceFile}:parent`);
  const seen = new Map<string, number>();
  const chunks = pieces.map(({ headings, text }, chunkIndex): Chunk => {
    const own = headings.at(-1);
    const contentHash = createHash('sha256').update(text).digest('hex');
    const place = `${document.sourceFile}#${own?.anchor ?? ''}:${contentHash.slice(0, 16)}`;
    // The same words twice in one section are two places.
    const repeated = seen.get(place) ?? 0;
    seen.set(place, repeated + 1);
    return {
      id: uuidV5(repeated ? `${place}:${repeated}` : place),
      document,
      headingPath: [document.title, ...headings.map((heading) => heading.text)],
      ...(own ? { sectionTitle: own.text, anchor: own.anchor } : {}),
      path: own ? `${document.path}#${own.anchor}` : document.path,
      text,
      chunkIndex,
      totalChunks: pieces.length,
      parentDocId,
      contentHash,
    };
  });
  return chunks.map((chunk, index) => {
    const prevChunkId = chunks[index - 1]?.id;
    const nextChunkId = chunks[index + 1]?.id;
    return {
      ...chunk,
      ...(prevChunkId ? { prevChunkId } : {}),
      ...(nextChunkId ? { nextChunkId } : {}),
    };
  });
}
