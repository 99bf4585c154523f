import type { IndexData } from './index-data';
import type { Question } from './read-question';
import type { TermTable } from './term-table';

/** What a question has to do with a word of an index. */
export interface MatchedWord {
  /** Places of the question's terms that it can be found by. */
  terms: number[];
  /** Pairs of the question that it is the later word of. */
  ends: number[];
  /** Commands of the question that it is the one or the other word of. */
  verbs: number[];
  nouns: number[];
}

/** The words of an index that a question is about. */
export class MatchedWords {
  /** How many terms the question has. */
  readonly terms: number;
  /** Numbers of those terms in the index. */
  readonly numbers: (number | undefined)[];
  /** Terms that the earlier words of its pairs are called by. */
  private readonly starts: (number | undefined)[];
  private readonly found: MatchedWord[] = [];
  /** For each word of the index its place in {@link found}, plus 1. */
  private readonly places: Uint16Array;

  constructor(
    { terms, pairs, commands }: Question,
    private readonly data: IndexData,
    private readonly table: TermTable,
  ) {
    this.terms = terms.length;
    this.numbers = terms.map(({ term }) => table.numberOf(term));
    this.starts = pairs.map(([one]) => table.numberOf(one));
    this.places = new Uint16Array(data.words.length);
    for (const { term, at } of terms) this.each(term, 'any', (word) => word.terms.push(at));
    for (const [index, [, other]] of pairs.entries())
      this.each(other, 'whole', (word) => word.ends.push(index));
    for (const [index, [verb, noun]] of commands.entries()) {
      this.each(verb, 'any', (word) => word.verbs.push(index));
      this.each(noun, 'any', (word) => word.nouns.push(index));
    }
  }

  of(word: number): MatchedWord | undefined {
    const place = this.places[word] ?? 0;
    return place === 0 ? undefined : this.found[place - 1];
  }

  /** Whether a word is the earlier one of a pair of the question. */
  begins(word: number, pair: number): boolean {
    return this.data.wordTerms[this.data.wordTermStarts[word] ?? 0] === this.starts[pair];
  }

  private each(term: string, how: 'any' | 'whole', note: (word: MatchedWord) => void): void {
    const number = this.table.numberOf(term);
    if (number === undefined) return;
    const { wordTerms, wordTermStarts } = this.data;
    for (const word of this.table.wordsOf(number)) {
      if (how === 'whole' && wordTerms[wordTermStarts[word] ?? 0] !== number) continue;
      const known = this.of(word);
      const matched = known ?? { terms: [], ends: [], verbs: [], nouns: [] };
      if (!known) this.places[word] = this.found.push(matched);
      note(matched);
    }
  }
}
