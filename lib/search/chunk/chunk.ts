import type { CourseDocument } from '../course';

/** A passage of a page, cut along its headings: what is searched for, quoted and linked to. */
export interface Chunk {
  /** Stable for the same text at the same place. */
  id: string;
  document: CourseDocument;
  /** Titles from the page's title down to the section's own. */
  headingPath: string[];
  /** Heading and anchor of the section; none for what stands before the first heading. */
  sectionTitle?: string;
  anchor?: string;
  /** Path on the site, with the anchor. */
  path: string;
  /** Markdown, without the line of the section's own heading. */
  text: string;
  chunkIndex: number;
  totalChunks: number;
  parentDocId: string;
  prevChunkId?: string;
  nextChunkId?: string;
  /** SHA-256 of the text, in hex. */
  contentHash: string;
}
