import type { CoursePassage } from '../passage';

/** What is known of a stored passage without reading it. */
export interface StoredPassage {
  id: string;
  sourceFile: string;
  locale: string;
  /** Of the page that it was cut from, as it was then. */
  fingerprint: string;
  chunkIndex: number;
  totalChunks: number;
  /** Names its text and the model that embedded it; none without vectors. */
  embeddingKey?: string | undefined;
}

/** What a passage means. */
export interface PassageVectors {
  /** Of its headings and its text. */
  dense: number[];
  /** Of each line by which students ask for it. */
  asked?: number[][] | undefined;
}

/** Vectors by their keys. Those of lines may be shorter than those of texts, so that neither stands for the other. */
export interface StoredVectors {
  dense: Map<string, number[]>;
  asked: Map<string, number[]>;
}

/** What names each of the vectors of a passage, in their order. */
export interface EmbeddingKeys {
  dense: string;
  asked?: string[] | undefined;
}

/** A passage on its way into a target. */
export interface PassageRecord {
  passage: CoursePassage;
  vectors?: PassageVectors;
  embeddingKeys?: EmbeddingKeys;
}

/** A passage that a target will not take as it is. */
export interface RefusedPassage {
  passage: CoursePassage;
  /** In the words of whoever refused it. */
  reason: string;
}

/** The right to change a book, for one run at a time. It ends by itself if its holder does not renew it. */
export interface Lease {
  /** @throws LeaseLost if it has passed to another holder meanwhile */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/**
 * A place that keeps the passages of books. The state of ingestion is what is stored there, so that it cannot disagree with
 * it, and is the same for whoever runs an ingestion from wherever.
 */
export interface PassageTarget {
  /** Makes what is missing; an existing place that does not fit is refused. `askedLimit`: vectors of asked lines that a passage may have. */
  prepare(): Promise<{ askedLimit: number }>;
  stored(bookId: string): Promise<StoredPassage[]>;
  /** The vectors of stored passages, each under its own key; those without a key are left out. */
  vectors(ids: string[]): Promise<StoredVectors>;
  /**
   * @param beforeNext called between its requests, for as long as it takes
   * @returns those that could not be written because of what they are; the others are
   */
  write(records: PassageRecord[], beforeNext?: () => Promise<void>): Promise<RefusedPassage[]>;
  /** Passages of another book are never deleted, whatever the ids. */
  delete(bookId: string, ids: string[]): Promise<void>;
  /** @throws LeaseTaken while another run holds it */
  lease(bookId: string, holder: string): Promise<Lease>;
}
