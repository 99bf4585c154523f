import MiniSearch from 'minisearch';
import type { Chunk } from '../chunk/chunk';
import { coverage } from './coverage';
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
const SHORT = 4;
const LONG = 12;

/** How much of a score the ranking within the results decides; the rest is coverage alone. */
const RANK_SHARE = 0.45;

const DEFINITION_BOOST = 1.7;
const PAIR_BOOST = 0.5;
/** Overviews name what lessons explain. */
const OVERVIEW_FACTOR = 0.75;

/** Hits of BM25 that are looked at closely. */
const CANDIDATES = 250;

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
    const candidates = this.candidates(question, allows).map(({ indexed, bm25 }) => ({
      indexed,
      rank: bm25 * boost(indexed, question),
      covered: coverage(question.concepts, indexed.terms, this.vocabulary),
    }));
    const floor = floorFor(question.concepts.length);
    const fitting = candidates.filter(({ covered }) => covered >= floor);
    const top = Math.max(...fitting.map(({ rank }) => rank));
    return fitting
      .map(({ indexed, rank, covered }) => ({
        indexed,
        score: Math.min(1, covered * (1 - RANK_SHARE + (RANK_SHARE * rank) / top)),
      }))
      .sort((one, other) => other.score - one.score);
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

function boost({ chunk, pairs, defines }: IndexedChunk, { pairs: asked, subjects }: Question): number {
  const together = asked.filter((pair) => pairs.has(pair)).length;
  const phrase = asked.length ? 1 + (PAIR_BOOST * together) / asked.length : 1;
  const definition = subjects.some((subject) => defines.has(subject)) ? DEFINITION_BOOST : 1;
  const place = chunk.document.kind === 'lesson' ? 1 : OVERVIEW_FACTOR;
  return phrase * definition * place;
}

function floorFor(concepts: number): number {
  const share = Math.min(1, Math.max(0, (concepts - SHORT) / (LONG - SHORT)));
  return FLOOR.short - share * (FLOOR.short - FLOOR.long);
}
