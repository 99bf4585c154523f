import MiniSearch from 'minisearch';
import type { Chunk } from '../chunk/chunk';
import { coverage } from './coverage';
import { evidence } from './evidence';
import { type Fields, type IndexedChunk, indexChunk } from './indexed-chunk';
import { type Question, readQuestion } from './read-question';
import { Vocabulary } from './vocabulary';

/** A chunk that fits a question. */
export interface Hit {
  indexed: IndexedChunk;
  /** 0 to 1: mostly the share of the question that it covers. */
  score: number;
}

const WEIGHTS: Record<keyof Fields, number> = { lesson: 2, section: 3, text: 1, code: 0.4 };

/** Least coverage of a short question, and of a long one, in which many words only tell a story. */
const FLOOR = { short: 0.5, long: 0.36 };
/** The same for {@link evidence}. */
const PROOF = { short: 0.64, long: 0.36 };
const SHORT = 4;
const LONG = 12;

/** How much of a score the ranking within the results decides; the rest is coverage alone. */
const RANK_SHARE = 0.45;

const DEFINITION_BOOST = 1.7;
/** For the definition of what a how-to question wants made. */
const OBJECT_BOOST = 1.7;
const PAIR_BOOST = 0.5;
/** Overviews name what lessons explain. */
const OVERVIEW_FACTOR = 0.75;

/** More than anybody asks for, also when some say the same. */
const MOST_HITS = 60;

/** Hits of BM25 that are looked at closely. */
const CANDIDATES = 250;

interface Candidate {
  indexed: IndexedChunk;
  rank: number;
  covered: number;
}

/** BM25 over chunks, with a score that says how much of the question a chunk covers. */
export class SearchIndex {
  private readonly chunks: IndexedChunk[];
  private readonly vocabulary = new Vocabulary();
  private readonly index: MiniSearch<{ id: number } & Fields>;

  constructor(chunks: Chunk[]) {
    this.chunks = chunks.map((chunk) =>
      indexChunk(chunk, (word, where) => this.vocabulary.addWord(word, where)),
    );
    for (const chunk of this.chunks) this.vocabulary.addChunk(chunk);
    this.index = new MiniSearch({
      fields: Object.keys(WEIGHTS),
      // The fields come as terms already.
      tokenize: (text) => text.split(' ').filter(Boolean),
      processTerm: (term) => term,
    });
    this.index.addAll(this.chunks.map(({ fields }, id) => ({ id, ...fields })));
  }

  get size(): number {
    return this.chunks.length;
  }

  /** The chunks that fit and that `allows` lets through, the best first; none if the course has nothing on the question. */
  search(text: string, allows: (chunk: Chunk) => boolean): Hit[] {
    const question = readQuestion(text, this.vocabulary);
    if (question.isForeign) return [];
    const candidates = this.candidates(question, allows).map(({ indexed, bm25 }) => ({
      indexed,
      rank: bm25 * boost(indexed, question),
      covered: coverage(question.concepts, (term) => indexed.terms.has(term), this.vocabulary),
    }));
    const floor = limitFor(question.concepts.length, FLOOR);
    const covering = candidates.filter(({ covered }) => covered >= floor);
    const fitting = this.proven(question, ranked(covering));
    // Anew, since what led may have had no proof.
    return ranked(fitting).map(({ indexed, score }) => ({ indexed, score }));
  }

  /** The best candidates that have enough evidence; to look for it in all of them would be the most work of a search. */
  private proven(question: Question, candidates: Candidate[]): Candidate[] {
    const proof = limitFor(question.concepts.length, PROOF);
    const found: Candidate[] = [];
    for (const candidate of candidates) {
      if (found.length >= MOST_HITS) break;
      if (evidence(question.concepts, candidate.indexed, this.vocabulary) >= proof) found.push(candidate);
    }
    return found;
  }

  private candidates(question: Question, allows: (chunk: Chunk) => boolean) {
    const credits = new Map<string, number>();
    for (const { forms, weight } of question.concepts) {
      for (const { terms, credit } of forms) {
        // The words of one form share its weight: a name of three words is still one name.
        const each = (credit * weight) / terms.length;
        for (const term of terms) credits.set(term, Math.max(each, credits.get(term) ?? 0));
      }
    }
    return this.index
      .search([...credits.keys()].join(' '), {
        boost: WEIGHTS,
        boostTerm: (term) => credits.get(term) ?? 0,
        filter: ({ id }) => {
          const chunk = this.chunks[id]?.chunk;
          return chunk !== undefined && allows(chunk);
        },
      })
      .slice(0, CANDIDATES)
      .flatMap(({ id, score }) => {
        const indexed = this.chunks[id];
        return indexed ? [{ indexed, bm25: score }] : [];
      });
  }
}

/** With their scores, the best first. */
function ranked(candidates: Candidate[]) {
  const top = Math.max(...candidates.map(({ rank }) => rank));
  return candidates
    .map((candidate) => {
      const share = RANK_SHARE * (candidate.rank / top);
      return { ...candidate, score: Math.min(1, candidate.covered * (1 - RANK_SHARE + share)) };
    })
    .sort((one, other) => other.score - one.score);
}

function boost({ chunk, pairs, defines }: IndexedChunk, question: Question): number {
  const { pairs: asked, subjects, objects } = question;
  const together = asked.filter((pair) => pairs.has(pair)).length;
  const phrase = asked.length ? 1 + (PAIR_BOOST * together) / asked.length : 1;
  const definition = subjects.some((subject) => defines.has(subject)) ? DEFINITION_BOOST : 1;
  const place = chunk.document.kind === 'lesson' ? 1 : OVERVIEW_FACTOR;
  const object = objects.some((object) => defines.has(object)) ? OBJECT_BOOST : 1;
  return phrase * Math.max(definition, object) * place;
}

function limitFor(concepts: number, { short, long }: typeof FLOOR): number {
  const share = Math.min(1, Math.max(0, (concepts - SHORT) / (LONG - SHORT)));
  return short - share * (short - long);
}
