import type { HardwareTier } from '../identity/profile';

/** A search over the course. Every filter is a must. */
export interface SearchQuery {
  query: string;
  /** The highest tier to return; content carries the lowest tier that it needs (spec robolearn A9). */
  hardwareTier?: HardwareTier | undefined;
  module?: string | undefined;
  chapterMin?: number | undefined;
  chapterMax?: number | undefined;
  lesson?: number | undefined;
  /** How many passages at most, 1-20. */
  limit: number;
}

/** A passage of the course: a chunk of one document, cut along its headings. */
export interface Passage {
  /** Stable for the same text at the same place. */
  id: string;
  /** The Markdown of the passage, without its heading line. */
  text: string;
  /** How well it fits, 0 to 1; comparable within one search. */
  score: number;
  /** Path of the file below the course directory. */
  sourceFile: string;
  sectionTitle?: string;
  /** Anchor of the section's heading on the page. */
  anchor?: string;
  /** Site path of the passage with its anchor, e.g. `/docs/module-1-ros2/…/topics#quality-of-service`. */
  path: string;
  /** `ros2`, `gazebo`, `isaac` or `vla`. */
  module: string;
  moduleTitle: string;
  chapter: number;
  lesson: number;
  lessonTitle: string;
  lessonDescription?: string;
  hardwareTier: HardwareTier;
  proficiency: string;
  layer: string;
  chunkIndex: number;
  totalChunks: number;
  parentDocId: string;
  prevChunkId?: string;
  nextChunkId?: string;
  contentHash: string;
}

export interface CourseSearch {
  /** The best passages first; empty if the course has nothing that fits. */
  search(query: SearchQuery): Promise<Passage[]>;
  /** How much is indexed, for the health page. */
  size(): Promise<{ documents: number; passages: number }>;
}
