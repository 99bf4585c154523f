import { allows } from '../allows';
import type { ContextQuery, SearchQuery } from '../course-search';
import type { CoursePassage, Passage } from '../passage';
import type { Candidate, Finding, Ranked } from './candidate';
import { choose } from './choose';
import { type Signs, signsOf, speakOf } from './evidence';
import { ForeignPassages } from './foreign-passages';
import { IndexBuilder } from './index-builder';
import type { IndexData } from './index-data';
import { PassageReader } from './passage-reader';
import { priorOf } from './prior';
import { type Question, readQuestion } from './question';
import { rankCandidates } from './rank-candidates';
import { Retriever } from './retrieve';
import { type KnownTerms, Vocabulary, widened } from './vocabulary';

/** A passage that another search found. */
export interface FoundPassage extends Finding {
  passage: CoursePassage;
}

/** Hits of BM25 that are looked at closely. */
const CANDIDATES = 60;

/** The passages of a course, to search them, and to rank what another search found of them. It never changes. */
export class SearchIndex {
  private readonly reader: PassageReader;
  private readonly vocabulary: Vocabulary;
  private readonly retriever: Retriever;
  private readonly foreign = new ForeignPassages();
  private readonly numbers: Map<string, number>;

  constructor(readonly data: IndexData) {
    this.reader = new PassageReader(data);
    this.vocabulary = new Vocabulary(data, this.reader.table);
    this.retriever = new Retriever(data, this.reader.table);
    this.numbers = new Map(data.ids.map((id, at) => [id, at]));
  }

  /** An index of passages in their order: those of a page one after the other. */
  static of(passages: readonly CoursePassage[]): SearchIndex {
    const builder = new IndexBuilder();
    builder.add(passages);
    return new SearchIndex(builder.build());
  }

  /** How many passages it has. */
  get size(): number {
    return this.data.ids.length;
  }

  get documents(): number {
    return this.data.pages.length;
  }

  /** The passages that fit and pass the filters, the best first; none if the course has nothing on the question. */
  search(query: SearchQuery): Passage[] {
    const question = readQuestion(query.query, this.vocabulary);
    return this.answering(query, question, this.retrieved(query, question));
  }

  /**
   * Ranks what another search found as this one ranks its own. A passage fits by what it says, or by what it means, where
   * cosines are known.
   */
  rank(query: SearchQuery, found: readonly FoundPassage[]): Passage[] {
    const allowed = found.filter(({ passage }) => allows(query, passage));
    if (this.size === 0 && allowed.length > 0) {
      const own = SearchIndex.of(allowed.map(({ passage }) => passage));
      return own.rank(query, allowed);
    }
    const places = allowed.map((one) => ({ one, ...this.placeOf(one.passage) }));
    const question = readQuestion(query.query, this.knownBeside(places));
    const own = this.reader.candidates(question);
    const weights = this.weigh(query, question, places);
    const candidates = places.map(({ one, reader, at }, place) => {
      const make = reader === this.reader ? own : reader.candidates(question);
      return make(at, { ...one, retrieval: weights[place] ?? 0 });
    });
    return this.answering(query, question, candidates);
  }

  /** What is found for a question before it is judged, and what is seen of each reading of it there: what the weights of declining are fitted on. */
  examine(query: SearchQuery): { passages: Passage[]; signs: Signs[] } {
    const question = readQuestion(query.query, this.vocabulary);
    const ranked = this.rankedFor(query, question, this.retrieved(query, question));
    return { passages: chosen(ranked, query.limit), signs: signsOf(question, ranked) };
  }

  /** The terms that the words of a question stand for here, misspelt ones put right, with how sure that is, 0 to 1. */
  meant(question: string): Map<string, number> {
    return new Map(readQuestion(question, this.vocabulary).terms.map(({ term, weight }) => [term, weight]));
  }

  /** A passage with its surroundings in reading order; empty if there is none of that id, or the tier forbids it. */
  context({ id, reach, hardwareTier }: ContextQuery): CoursePassage[] {
    const at = this.numbers.get(id);
    if (at === undefined || !allows({ hardwareTier }, this.reader.page(at))) return [];
    const page = this.reader.pageNumber(at);
    const first = this.data.pageStarts[page] ?? 0;
    const end = this.data.pageStarts[page + 1] ?? 0;
    const from = reach === 'page' ? first : Math.max(first, at - reach);
    const to = reach === 'page' ? end : Math.min(end, at + reach + 1);
    return Array.from({ length: to - from }, (_, index) => this.reader.passage(from + index));
  }

  private retrieved(query: SearchQuery, question: Question): Candidate[] {
    const candidate = this.reader.candidates(question);
    return this.retriever
      .retrieve(question, this.allowed(query), CANDIDATES)
      .map(({ at, bm25 }) => candidate(at, { retrieval: bm25 }));
  }

  private allowed(query: SearchQuery): (at: number) => boolean {
    const isAllowed = this.data.pages.map((page) => allows(query, page));
    return (at) => isAllowed[this.reader.pageNumber(at)] === true;
  }

  /** The best of those candidates, if they speak of the question. */
  private answering(query: SearchQuery, question: Question, candidates: Candidate[]): Passage[] {
    const ranked = this.rankedFor(query, question, candidates);
    return speakOf(question, ranked) ? chosen(ranked, query.limit) : [];
  }

  private rankedFor({ near }: SearchQuery, question: Question, candidates: Candidate[]): Ranked[] {
    return rankCandidates(question, candidates, priorOf(near, this.data.pages, candidates));
  }

  /** Where a passage is read: in this index, if it holds the same, else by itself. */
  private placeOf(passage: CoursePassage): { reader: PassageReader; at: number } {
    const at = this.numbers.get(passage.id);
    const isSame = at !== undefined && this.reader.passage(at).contentHash === passage.contentHash;
    return isSame ? { reader: this.reader, at } : { reader: this.foreign.readerOf(passage), at: 0 };
  }

  /**
   * What the places of passages in another ranking are worth, 0 to 1. A place says less than a weight does, so where this
   * index knows a passage, its own BM25 counts as much; where it does not, the place alone.
   */
  private weigh(
    query: SearchQuery,
    question: Question,
    places: { one: FoundPassage; reader: PassageReader; at: number }[],
  ): number[] {
    const own = this.retriever.retrieve(question, this.allowed(query), CANDIDATES);
    const weights = new Map(own.map(({ at, bm25 }) => [at, bm25 / (own[0]?.bm25 ?? 1)]));
    const top = places.reduce((most, { one }) => Math.max(most, one.retrieval), 0);
    return places.map(({ one, reader, at }) => {
      const place = top === 0 ? 0 : one.retrieval / top;
      return reader === this.reader ? (place + (weights.get(at) ?? 0)) / 2 : place;
    });
  }

  /** What is known here, and what the passages from elsewhere say. */
  private knownBeside(places: { reader: PassageReader }[]): KnownTerms {
    const others = places.filter(({ reader }) => reader !== this.reader);
    if (others.length === 0) return this.vocabulary;
    return widened(this.vocabulary, new Set(others.flatMap(({ reader }) => reader.data.terms)));
  }
}

function chosen(ranked: Ranked[], limit: number): Passage[] {
  return choose(ranked, limit).map(({ candidate, score }) => ({ ...candidate.passage, score }));
}
