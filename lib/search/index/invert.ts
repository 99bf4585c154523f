import { Growing } from './growing';
import type { IndexData } from './index-data';
import type { Lexicon } from './lexicon';
import { FIELDS, FIRST_WORD, type Field, MARKS } from './tokens';

export type Inverted = Pick<
  IndexData,
  'postingStarts' | 'postingPassages' | 'postingCounts' | 'fieldLengths'
>;

/** How many bits each field has for its count. More than they hold is not counted: a word said so often says no more. */
const BITS: Record<Field, number> = { title: 5, heading: 6, text: 8, code: 7, asked: 6 };
const SHIFTS = FIELDS.map((_, field) => FIELDS.slice(field + 1).reduce((sum, later) => sum + BITS[later], 0));
const MAX_COUNTS = FIELDS.map((field) => 2 ** BITS[field] - 1);

/** Turns what each passage says into which passages say each term. */
export function invert(
  { terms, wordTerms, wordTermStarts }: Lexicon,
  tokens: Uint32Array,
  tokenStarts: Uint32Array,
): Inverted {
  const passages = tokenStarts.length - 1;
  const fieldLengths = new Uint16Array(passages * FIELDS.length);
  const frequencies = new Uint32Array(terms.length);
  const found = { terms: new Growing(), counts: new Growing(), ends: new Growing() };
  const counts = new Uint32Array(terms.length);
  for (let passage = 0; passage < passages; passage += 1) {
    const inPassage: number[] = [];
    let field = 0;
    const end = tokenStarts[passage + 1] ?? 0;
    for (let at = tokenStarts[passage] ?? 0; at < end; at += 1) {
      const token = tokens[at] ?? 0;
      if (token === MARKS.field) field += 1;
      if (token < FIRST_WORD) continue;
      add(fieldLengths, passage * FIELDS.length + field);
      const last = wordTermStarts[token - FIRST_WORD + 1] ?? 0;
      for (let index = wordTermStarts[token - FIRST_WORD] ?? 0; index < last; index += 1) {
        const term = wordTerms[index] ?? 0;
        const before = counts[term] ?? 0;
        if (before === 0) inPassage.push(term);
        const inField = countIn(before, field);
        if (inField < (MAX_COUNTS[field] ?? 0)) counts[term] = (before + (1 << (SHIFTS[field] ?? 0))) >>> 0;
      }
    }
    for (const term of inPassage) {
      found.terms.push(term);
      found.counts.push(counts[term] ?? 0);
      add(frequencies, term);
      counts[term] = 0;
    }
    found.ends.push(found.terms.length);
  }
  return {
    ...sorted(found.terms.done(), found.counts.done(), found.ends.done(), frequencies),
    fieldLengths,
  };
}

/** How often a term stands in a field, by what the index keeps of it. */
export function countIn(counts: number, field: number): number {
  return (counts >>> (SHIFTS[field] ?? 0)) & (MAX_COUNTS[field] ?? 0);
}

/** By term, and for each term by passage. */
function sorted(terms: Uint32Array, counts: Uint32Array, ends: Uint32Array, frequencies: Uint32Array) {
  const postingStarts = new Uint32Array(frequencies.length + 1);
  for (const [term, frequency] of frequencies.entries()) {
    postingStarts[term + 1] = (postingStarts[term] ?? 0) + frequency;
  }
  const next = postingStarts.slice();
  const postingPassages = new Uint32Array(terms.length);
  const postingCounts = new Uint32Array(terms.length);
  let at = 0;
  for (const [passage, end] of ends.entries()) {
    for (; at < end; at += 1) {
      const term = terms[at] ?? 0;
      const place = next[term] ?? 0;
      postingPassages[place] = passage;
      postingCounts[place] = counts[at] ?? 0;
      next[term] = place + 1;
    }
  }
  return { postingStarts, postingPassages, postingCounts };
}

function add(counts: Uint16Array | Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}
