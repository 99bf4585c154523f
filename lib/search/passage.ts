/** A passage of the course: a part of one page, cut along its headings. What every back end stores, searches and returns. */
export interface CoursePassage {
  /** Stable for the same text at the same place of the same book. */
  id: string;
  /** The book that it belongs to: the tenant of a shared collection. */
  bookId: string;
  /** Language of the page, as in `en`. */
  locale: string;
  /** Markdown, without the line of the section's own heading. */
  text: string;
  /** How students ask for what it says, in words that it may not have itself. */
  asked?: string[];
  /** SHA-256 of the text, in hex. */
  contentHash: string;
  tokenCount: number;
  wordCount: number;

  /** Path of the file below the course directory, with forward slashes; of a translation below the site's directory. */
  sourceFile: string;
  /** SHA-256 of the file's bytes, in hex. */
  sourceFileHash: string;
  /** Changes with anything that the page's passages depend on: its text, partials, place, the rules of cutting. */
  fingerprint: string;
  /** The page's `id` of the front matter. */
  docId?: string;

  /** `page` is one that stands in no chapter, and is no overview. */
  kind: 'module' | 'chapter' | 'lesson' | 'page';
  /** Titles from the page's down to the section's own. */
  headingPath: string[];
  /** Heading and anchor of the section; none for what stands before the first heading. */
  sectionTitle?: string;
  anchor?: string;
  /** Site path with the anchor, as in `/docs/module-1-ros2/…/topics#quality-of-service`. */
  path: string;

  /** Id of the module by the course's configuration, as in `ros2`. */
  module: string;
  moduleTitle: string;
  /** 0 for what stands in no chapter. */
  chapter: number;
  /** 0 for overviews and for pages without a number. */
  lesson: number;
  lessonTitle: string;
  lessonDescription?: string;
  /** The smallest hardware tier that the page needs (spec robolearn A9). */
  hardwareTier: 1 | 2 | 3 | 4;
  proficiency: string;
  layer: string;

  chunkIndex: number;
  totalChunks: number;
  /** The same for all passages of a page. */
  parentDocId: string;
  prevChunkId?: string;
  nextChunkId?: string;
}

/** A passage that a search found. */
export interface Passage extends CoursePassage {
  /** How well it fits, 0 to 1; comparable within one search. */
  score: number;
}
