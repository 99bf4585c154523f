import type { IndexData } from './index-data';
import { countIn } from './invert';
import type { Question } from './question';
import type { TermTable } from './term-table';
import { FIELDS, type Field } from './tokens';

/** BM25F: how much more a word says in a title than in a sentence, or less in code. */
const WEIGHTS: Record<Field, number> = { title: 2, heading: 2, text: 1, code: 0.5, asked: 1 };
/** How soon repeating a word says no more, and how much a long field is held against it. */
const SATURATION = 1.2;
const LENGTH = 0.7;

export interface Retrieved {
  /** Number of the passage. */
  at: number;
  bm25: number;
}

/** BM25 over the fields of an index. */
export class Retriever {
  private readonly scores: Float64Array;
  /** One divided by what a word of each field of each passage is held to. */
  private readonly norms: Float32Array;

  constructor(
    private readonly data: IndexData,
    private readonly table: TermTable,
  ) {
    const { fieldLengths, ids } = data;
    this.scores = new Float64Array(ids.length);
    const sums = FIELDS.map(() => 0);
    for (const [at, length] of fieldLengths.entries())
      sums[at % FIELDS.length] = (sums[at % FIELDS.length] ?? 0) + length;
    this.norms = Float32Array.from(fieldLengths, (length, at) => {
      const field = at % FIELDS.length;
      const mean = (sums[field] ?? 0) / ids.length || 1;
      return (WEIGHTS[FIELDS[field] ?? 'text'] ?? 1) / (1 - LENGTH + (LENGTH * length) / mean);
    });
  }

  /** The best passages for a question of those that are allowed, by number, the best first. */
  retrieve({ terms }: Question, isAllowed: (at: number) => boolean, limit: number): Retrieved[] {
    const touched: number[] = [];
    for (const { term, weight } of terms) {
      const number = this.table.numberOf(term);
      if (number !== undefined) this.score(number, weight, touched);
    }
    const found = touched.filter(isAllowed).map((at) => ({ at, bm25: this.scores[at] ?? 0 }));
    for (const at of touched) this.scores[at] = 0;
    return best(found, limit);
  }

  private score(term: number, weight: number, touched: number[]): void {
    const { postingStarts, postingPassages, postingCounts, ids } = this.data;
    const start = postingStarts[term] ?? 0;
    const end = postingStarts[term + 1] ?? 0;
    const inverse = Math.log(1 + (ids.length - (end - start) + 0.5) / (end - start + 0.5));
    const most = weight * inverse * (SATURATION + 1);
    for (let posting = start; posting < end; posting += 1) {
      const at = postingPassages[posting] ?? 0;
      const counts = postingCounts[posting] ?? 0;
      let often = 0;
      for (let field = 0; field < FIELDS.length; field += 1) {
        const count = countIn(counts, field);
        if (count > 0) often += count * (this.norms[at * FIELDS.length + field] ?? 0);
      }
      const before = this.scores[at] ?? 0;
      if (before === 0) touched.push(at);
      this.scores[at] = before + (most * often) / (often + SATURATION);
    }
  }
}

/** Sorting numbers alone to find the least that is wanted is much quicker than sorting everything that was found. */
function best(found: Retrieved[], limit: number): Retrieved[] {
  const least =
    found.length > limit ? Float64Array.from(found, ({ bm25 }) => bm25).sort()[found.length - limit] : 0;
  return found
    .filter(({ bm25 }) => bm25 >= (least ?? 0))
    .sort((a, b) => b.bm25 - a.bm25 || a.at - b.at)
    .slice(0, limit);
}
