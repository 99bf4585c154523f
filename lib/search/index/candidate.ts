import type { CoursePassage } from '../passage';
import type { IndexedPage } from './index-data';
import type { MatchedWords } from './matched-words';
import type { PassageReader } from './passage-reader';
import type { Said } from './said';
import type { TermSet } from './term-set';

/** How a candidate was found. */
export interface Finding {
  /** How well, on any scale above 0 that all candidates share. */
  retrieval: number;
  /** Cosine of its meaning and the question's, if that is known. */
  similarity?: number | undefined;
  /** The same for the nearest line by which students ask for it. */
  askedSimilarity?: number | undefined;
}

/** A passage that may answer a question. What is dear is worked out when it is asked for, and once. */
export class Candidate {
  readonly page: IndexedPage;
  /** The terms of the question that it has. */
  readonly has: TermSet;
  readonly retrieval: number;
  readonly similarity: number | undefined;
  readonly askedSimilarity: number | undefined;
  private readSaid: Said | undefined;
  private readTerms: ReadonlySet<string> | undefined;
  private readPassage: CoursePassage | undefined;

  constructor(
    private readonly reader: PassageReader,
    private readonly at: number,
    private readonly matched: MatchedWords,
    { retrieval, similarity, askedSimilarity }: Finding,
  ) {
    this.page = reader.page(at);
    this.has = reader.has(at, matched);
    this.retrieval = retrieval;
    this.similarity = similarity;
    this.askedSimilarity = askedSimilarity;
  }

  get said(): Said {
    this.readSaid ??= this.reader.said(this.at, this.matched);
    return this.readSaid;
  }

  /** Every term of its text and code. */
  get terms(): ReadonlySet<string> {
    this.readTerms ??= this.reader.terms(this.at);
    return this.readTerms;
  }

  get passage(): CoursePassage {
    this.readPassage ??= this.reader.passage(this.at);
    return this.readPassage;
  }

  /** Whether it defines one of some keys. */
  defines(keys: readonly string[]): boolean {
    return keys.length > 0 && this.reader.defines(this.at, keys);
  }
}

/** A candidate with its place. */
export interface Ranked {
  candidate: Candidate;
  /** 0 to 1: mostly the share of the question that it covers. */
  score: number;
}
