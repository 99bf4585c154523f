import { type IndexData, WORD_FLAGS } from './index-data';
import { countIn } from './invert';
import type { TermTable } from './term-table';
import { FIELDS, FIRST_WORD, MARKS } from './tokens';

/** What being named in a title or a heading makes of a term, and being said in many passages. */
const SALIENCE = { title: 1, heading: 0.8, often: 0.6 };
/** So many passages are many. */
const OFTEN = 12;

/** What the index knows of each term, by its number; worked out once, when the index is opened. */
export class TermFacts {
  private readonly capital: Uint8Array;
  private readonly subject: Float32Array;
  /** In how many passages each term is said; what only students say counts for nothing. */
  private readonly frequencies: Uint32Array;

  constructor(
    private readonly data: IndexData,
    private readonly table: TermTable,
  ) {
    this.capital = capitals(data);
    this.subject = subjects(data, table);
    this.frequencies = saidIn(data);
  }

  salience(term: number | undefined): number {
    if (term === undefined) return 0;
    const often = Math.min(1, this.frequency(term) / OFTEN);
    return Math.max(this.subject[term] ?? 0, SALIENCE.often * often);
  }

  isSaid(term: number | undefined): boolean {
    return term !== undefined && this.frequency(term) > 0;
  }

  information(term: number | undefined): number {
    const count = Math.max(0.5, term === undefined ? 0 : this.frequency(term));
    return Math.log(1 + (this.data.ids.length - count + 0.5) / (count + 0.5));
  }

  hasCapital(term: number | undefined): boolean {
    return term !== undefined && this.capital[term] === 1;
  }

  /** How the words are written that are called by a term as a whole. */
  writtenFor(term: number | undefined): string[] {
    if (term === undefined) return [];
    const { words, wordTerms, wordTermStarts } = this.data;
    return [...this.table.wordsOf(term)]
      .filter((word) => wordTerms[wordTermStarts[word] ?? 0] === term)
      .map((word) => words[word] ?? '');
  }

  /** The passages that have both of two terms, and whether the one is in the title of the other's lesson anywhere. */
  meetings(one: number, other: number): { passages: number[]; inTitle: boolean } {
    const { postingStarts, postingPassages, postingCounts } = this.data;
    const passages: number[] = [];
    let inTitle = false;
    let [first, second] = [postingStarts[one] ?? 0, postingStarts[other] ?? 0];
    const [firstEnd, secondEnd] = [postingStarts[one + 1] ?? 0, postingStarts[other + 1] ?? 0];
    while (first < firstEnd && second < secondEnd) {
      const [left, right] = [postingPassages[first] ?? 0, postingPassages[second] ?? 0];
      if (left === right) {
        passages.push(left);
        inTitle ||=
          (isTitle(postingCounts[first] ?? 0) && this.isTitleWord(one, left)) ||
          (isTitle(postingCounts[second] ?? 0) && this.isTitleWord(other, left));
      }
      if (left <= right) first += 1;
      if (right <= left) second += 1;
    }
    return { passages, inTitle };
  }

  /** Whether a word of a passage's title is called so as a whole: `language` is not what a vision-language model is. */
  private isTitleWord(term: number, passage: number): boolean {
    const { tokens, tokenStarts, wordFlags, wordTerms, wordTermStarts } = this.data;
    for (let at = tokenStarts[passage] ?? 0; tokens[at] !== MARKS.field; at += 1) {
      const word = (tokens[at] ?? 0) - FIRST_WORD;
      const isStop = ((wordFlags[word] ?? 0) & WORD_FLAGS.stop) !== 0;
      if (!isStop && wordTerms[wordTermStarts[word] ?? 0] === term) return true;
    }
    return false;
  }

  private frequency(term: number): number {
    return this.frequencies[term] ?? 0;
  }
}

function saidIn({ terms, postingStarts, postingCounts }: IndexData): Uint32Array {
  const asked = FIELDS.indexOf('asked');
  const found = new Uint32Array(terms.length);
  for (let term = 0; term < terms.length; term += 1) {
    const end = postingStarts[term + 1] ?? 0;
    for (let posting = postingStarts[term] ?? 0; posting < end; posting += 1) {
      if (isBeside(postingCounts[posting] ?? 0, asked)) found[term] = (found[term] ?? 0) + 1;
    }
  }
  return found;
}

/** Whether a term stands anywhere but in one field. */
function isBeside(counts: number, field: number): boolean {
  return FIELDS.some((_, other) => other !== field && countIn(counts, other) > 0);
}

function isTitle(counts: number): boolean {
  return countIn(counts, FIELDS.indexOf('title')) > 0;
}

/** Terms that a lesson writes somewhere with a capital. A variant, as `ros` for `ROS2`, does not count. */
function capitals({
  words,
  wordCounts,
  wordFlags,
  wordParts,
  wordTerms,
  wordTermStarts,
  terms,
}: IndexData): Uint8Array {
  const found = new Uint8Array(terms.length);
  for (let word = 0; word < words.length; word += 1) {
    if (wordCounts[word] === 0 || ((wordFlags[word] ?? 0) & WORD_FLAGS.capital) === 0) continue;
    const start = wordTermStarts[word] ?? 0;
    for (let at = start; at <= start + (wordParts[word] ?? 0); at += 1) found[wordTerms[at] ?? 0] = 1;
  }
  return found;
}

/** How much a term is a subject, by where it stands as one: in a title, in a heading, or being defined. */
function subjects({ terms, fieldFrequencies, keys }: IndexData, table: TermTable) {
  const found = new Float32Array(terms.length);
  const frequency = (term: number, field: (typeof FIELDS)[number]) =>
    fieldFrequencies[term * FIELDS.length + FIELDS.indexOf(field)] ?? 0;
  for (let term = 0; term < terms.length; term += 1) {
    if (frequency(term, 'title') > 0) found[term] = SALIENCE.title;
    else if (frequency(term, 'heading') > 0) found[term] = SALIENCE.heading;
  }
  for (const key of keys) {
    const term = table.numberOf(key);
    if (term !== undefined) found[term] = Math.max(SALIENCE.heading, found[term] ?? 0);
  }
  return found;
}
