import type { HardwareTier } from '../identity/profile';
import type { CoursePassage, Passage } from './passage';

export type { CoursePassage, Passage } from './passage';

/** A search over the course. Every filter is a must. */
export interface SearchQuery {
  query: string;
  /** The highest tier to return; content carries the lowest tier that it needs (spec robolearn A9). */
  hardwareTier?: HardwareTier | undefined;
  module?: string | undefined;
  chapterMin?: number | undefined;
  chapterMax?: number | undefined;
  lesson?: number | undefined;
  /** Language of the pages; unset means the course's own. */
  locale?: string | undefined;
  /** How many passages at most, 1-20. */
  limit: number;
  /** Site path of the page that is being read, without an anchor. It and its module come a little sooner; nothing else follows. */
  near?: string | undefined;
}

/** What is read of a page around a passage. A tier caps it as it caps a search. */
export interface ContextQuery {
  /** A passage that a search returned. */
  id: string;
  /** So many passages before and after it, in order, itself included; or the whole page. */
  reach: number | 'page';
  hardwareTier?: HardwareTier | undefined;
}

export interface CourseSearch {
  /** The best passages first; empty if the course has nothing that fits. */
  search(query: SearchQuery): Promise<Passage[]>;
  /** A passage with its surroundings in reading order; empty if there is no such passage, or the tier forbids it. */
  context(query: ContextQuery): Promise<CoursePassage[]>;
  /** How much is indexed, for the health page. */
  size(): Promise<{ documents: number; passages: number }>;
}
