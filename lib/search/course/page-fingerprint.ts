import { createHash } from 'node:crypto';
import { CHUNKER_VERSION } from '../chunk/chunker-version';
import type { ReadDocument } from './read-document';

/** What a page's passages depend on besides the page itself. */
interface Surroundings {
  moduleTitle: string;
  /** The tenant that the passages are made for. */
  bookId: string;
}

/** SHA-256, in hex, over everything that goes into a page's passages. */
export function pageFingerprint(document: ReadDocument, { moduleTitle, bookId }: Surroundings): string {
  // Bytes that change nothing about the passages, such as a comment, change nothing here.
  const { fileHash: _, ...depends } = document;
  const entries = Object.entries({ ...depends, moduleTitle, bookId, version: CHUNKER_VERSION });
  const sorted = entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
