import type { IndexData } from './index-data';

/** From a term to its number, and to the words that can be found by it. */
export class TermTable {
  private readonly numbers: Map<string, number>;
  private readonly starts: Uint32Array;
  private readonly words: Uint32Array;

  constructor({ terms, words, wordTerms, wordTermStarts }: IndexData) {
    this.numbers = new Map(terms.map((term, number) => [term, number]));
    this.starts = new Uint32Array(terms.length + 1);
    for (const term of wordTerms) this.starts[term + 1] = (this.starts[term + 1] ?? 0) + 1;
    for (let term = 0; term < terms.length; term += 1) {
      this.starts[term + 1] = (this.starts[term + 1] ?? 0) + (this.starts[term] ?? 0);
    }
    this.words = new Uint32Array(wordTerms.length);
    const next = this.starts.slice();
    for (let word = 0; word < words.length; word += 1) {
      const end = wordTermStarts[word + 1] ?? 0;
      for (let at = wordTermStarts[word] ?? 0; at < end; at += 1) {
        const term = wordTerms[at] ?? 0;
        const place = next[term] ?? 0;
        this.words[place] = word;
        next[term] = place + 1;
      }
    }
  }

  numberOf(term: string): number | undefined {
    return this.numbers.get(term);
  }

  wordsOf(term: number): Uint32Array {
    return this.words.subarray(this.starts[term], this.starts[term + 1]);
  }
}
