import type { IndexData } from './index-data';
import { countIn } from './invert';
import type { Question } from './read-question';
import type { TermTable } from './term-table';
import { FIELDS, type Field } from './tokens';

/** How much more a word says in a title than in a sentence, or less in code. */
const WEIGHTS: Record<Field, number> = {
  title: 2,
  heading: 2,
  text: 1,
  code: 0.4,
  asked: 1,
};
/** BM25+: how soon repeating a word says no more, how much a long field is held against it, and what being there is worth. */
const SATURATION = 1.2;
const LENGTH = 0.7;
const PRESENCE = 0.5;

/** What a word counts that many questions have. */
const ASIDE = 0.3;

export interface Retrieved {
  /** Number of the passage. */
  at: number;
  bm25: number;
}

/** BM25 over the fields of an index. */
export class Retriever {
  private readonly scores: Float32Array;
  private readonly matched: Uint16Array;
  /** Mean length of each field. */
  private readonly lengths: number[];

  constructor(
    private readonly data: IndexData,
    private readonly table: TermTable,
  ) {
    this.scores = new Float32Array(data.ids.length);
    this.matched = new Uint16Array(data.ids.length);
    this.lengths = FIELDS.map((_, field) => {
      let sum = 0;
      for (let at = field; at < data.fieldLengths.length; at += FIELDS.length)
        sum += data.fieldLengths[at] ?? 0;
      return sum / Math.max(1, data.ids.length);
    });
  }

  /** The best passages for a question of those that are allowed, by number, the best first. */
  retrieve(question: Question, isAllowed: (at: number) => boolean, most: number): Retrieved[] {
    const touched: number[] = [];
    for (const [term, credit] of termCredits(question)) {
      const number = this.table.numberOf(term);
      if (number !== undefined) this.score(number, credit, isAllowed, touched);
    }
    for (const term of question.asides) {
      const number = this.table.numberOf(term);
      if (number !== undefined) this.score(number, ASIDE, isAllowed, touched);
    }
    // The more of the question's words a passage has, the less it matters how often it has one of them.
    const totals = new Float64Array(touched.length);
    for (const [place, at] of touched.entries()) {
      totals[place] = (this.scores[at] ?? 0) * (this.matched[at] ?? 0);
      this.scores[at] = 0;
      this.matched[at] = 0;
    }
    return best(touched, totals, most);
  }

  private score(term: number, credit: number, isAllowed: (at: number) => boolean, touched: number[]): void {
    const { postingStarts, postingPassages, postingCounts, fieldFrequencies, fieldLengths } = this.data;
    const weights = FIELDS.map((field, index) => {
      const frequency = fieldFrequencies[term * FIELDS.length + index] ?? 0;
      return credit * WEIGHTS[field] * inverse(frequency, this.data.ids.length);
    });
    const end = postingStarts[term + 1] ?? 0;
    for (let posting = postingStarts[term] ?? 0; posting < end; posting += 1) {
      const at = postingPassages[posting] ?? 0;
      if (!isAllowed(at)) continue;
      const counts = postingCounts[posting] ?? 0;
      let score = 0;
      for (let field = 0; field < FIELDS.length; field += 1) {
        const count = countIn(counts, field);
        if (count === 0) continue;
        const length = (fieldLengths[at * FIELDS.length + field] ?? 0) / (this.lengths[field] ?? 1);
        const often = (count * (SATURATION + 1)) / (count + SATURATION * (1 - LENGTH + LENGTH * length));
        score += (weights[field] ?? 0) * (PRESENCE + often);
      }
      if (this.matched[at] === 0) touched.push(at);
      this.scores[at] = (this.scores[at] ?? 0) + score;
      this.matched[at] = (this.matched[at] ?? 0) + 1;
    }
  }
}

/** What each term of a question counts. The words of one form share its weight: a name of three words is still one name. */
export function termCredits({ concepts }: Question): Map<string, number> {
  const found = new Map<string, number>();
  for (const { forms, weight } of concepts) {
    for (const { terms, credit } of forms) {
      const each = (credit * weight) / terms.length;
      for (const { term } of terms) found.set(term, Math.max(each, found.get(term) ?? 0));
    }
  }
  return found;
}

function inverse(frequency: number, total: number): number {
  return Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));
}

/** Sorting numbers alone to find the least that is wanted is much quicker than sorting everything that was found. */
function best(passages: number[], scores: Float64Array, most: number): Retrieved[] {
  const least = scores.length > most ? scores.slice().sort()[scores.length - most] : undefined;
  const found: Retrieved[] = [];
  for (const [place, at] of passages.entries()) {
    const bm25 = scores[place] ?? 0;
    if (least === undefined || bm25 >= least) found.push({ at, bm25 });
  }
  return found.sort((one, other) => other.bm25 - one.bm25 || one.at - other.at).slice(0, most);
}
