import type { CoursePassage } from '../passage';

/**
 * All that an index is made of, as it is kept in memory and in its file. Lists of lists are two arrays: the entries one
 * after the other, and where each list starts, with the end of the last.
 */
export interface IndexData {
  /** The words of the course as they are written. */
  words: string[];
  /** How often each stands in the lessons; what only students say stands there not once. */
  wordCounts: Uint32Array<ArrayBuffer>;
  /** The terms that each word can be found by: first its whole, then its parts, then its variants. */
  wordTermStarts: Uint32Array<ArrayBuffer>;
  wordTerms: Uint32Array<ArrayBuffer>;

  terms: string[];
  /** For each term the passages that have it, in order, with how often in each field (some bits each, the title's first). */
  postingStarts: Uint32Array<ArrayBuffer>;
  postingPassages: Uint32Array<ArrayBuffer>;
  postingCounts: Uint32Array<ArrayBuffer>;
  /** How many words each field of each passage has. */
  fieldLengths: Uint16Array<ArrayBuffer>;

  /** What each passage says, see {@link MARKS}. */
  tokenStarts: Uint32Array<ArrayBuffer>;
  tokens: Uint32Array<ArrayBuffer>;

  pages: IndexedPage[];
  /** First passage of each page. */
  pageStarts: Uint32Array<ArrayBuffer>;

  ids: string[];
  /** Each passage as JSON in UTF-8: texts are many, and few are asked for. */
  recordStarts: Uint32Array<ArrayBuffer>;
  records: Uint8Array<ArrayBuffer>;
}

/** What all passages of a page have in common, as far as searching looks at it. */
export interface IndexedPage
  extends Pick<
    CoursePassage,
    | 'bookId'
    | 'sourceFile'
    | 'locale'
    | 'fingerprint'
    | 'kind'
    | 'module'
    | 'chapter'
    | 'lesson'
    | 'hardwareTier'
    | 'parentDocId'
  > {
  /** Site path without an anchor. */
  path: string;
}

/** A passage by its number. @throws SyntaxError for a number that the index does not have */
export function passageAt({ records, recordStarts }: IndexData, at: number): CoursePassage {
  return JSON.parse(new TextDecoder().decode(records.subarray(recordStarts[at], recordStarts[at + 1])));
}
