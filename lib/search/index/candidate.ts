import type { CoursePassage } from '../passage';
import type { IndexedPage } from './index-data';
import type { Statements } from './statements';

/** How a candidate was found. */
export interface Finding {
  /** How well, on any scale above 0 that all candidates share. */
  retrieval: number;
  /** Cosine of its meaning and the question's, if that is known. */
  similarity?: number | undefined;
  /** The same for the nearest line by which students ask for it. */
  askedSimilarity?: number | undefined;
}

/** A passage that may answer a question. What takes time is read when it is asked for. */
export interface Candidate extends Finding {
  page: IndexedPage;
  passage: CoursePassage;
  /** The words of its text and code, by any numbers. */
  words: ReadonlySet<number | string>;
  statements: Statements;
}

/** A candidate with its place. */
export interface Ranked {
  candidate: Candidate;
  /** 0 to 1, 1 for the best. */
  score: number;
}
