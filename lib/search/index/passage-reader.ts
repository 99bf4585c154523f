import type { CoursePassage } from '../passage';
import type { IndexData, IndexedPage } from './index-data';
import { MatchedWords } from './matched-words';
import type { Question } from './read-question';
import { type Said, saidBy } from './said';
import type { TermSet } from './term-set';
import { TermTable } from './term-table';
import { FIRST_WORD, MARKS } from './tokens';

/** Reads single passages of an index, by their number. */
export class PassageReader {
  readonly table: TermTable;
  private readonly pageNumbers: Uint32Array;

  constructor(readonly data: IndexData) {
    this.table = new TermTable(data);
    this.pageNumbers = new Uint32Array(data.ids.length);
    for (let page = 0; page < data.pages.length; page += 1) {
      this.pageNumbers.fill(page, data.pageStarts[page], data.pageStarts[page + 1]);
    }
  }

  /** @throws RangeError for a number that the index does not have */
  passage(at: number): CoursePassage {
    const { records, recordStarts } = this.data;
    const record = records.subarray(recordStarts[at], recordStarts[at + 1]);
    return JSON.parse(new TextDecoder().decode(record));
  }

  pageNumber(at: number): number {
    return this.pageNumbers[at] ?? 0;
  }

  /** @throws RangeError for a number that the index does not have */
  page(at: number): IndexedPage {
    const page = this.data.pages[this.pageNumber(at)];
    if (!page) throw new RangeError(`the index has no passage ${at}`);
    return page;
  }

  matched(question: Question): MatchedWords {
    return new MatchedWords(question, this.data, this.table);
  }

  /** Which terms of a question a passage has. */
  has(at: number, { numbers }: MatchedWords): TermSet {
    const found = new Uint8Array(numbers.length);
    for (let place = 0; place < numbers.length; place += 1) {
      const term = numbers[place];
      if (term !== undefined && this.hasTerm(at, term)) found[place] = 1;
    }
    return found;
  }

  said(at: number, matched: MatchedWords): Said {
    return saidBy(at, matched, this.data);
  }

  /** Whether a passage defines one of some keys, see {@link definedTerms}. */
  defines(at: number, keys: readonly string[]): boolean {
    const { passageKeys, passageKeyStarts } = this.data;
    return passageKeys
      .subarray(passageKeyStarts[at], passageKeyStarts[at + 1])
      .some((key) => keys.includes(this.data.keys[key] ?? ''));
  }

  /** Every term of a passage's text and code: what it says, wherever it stands. */
  terms(at: number): ReadonlySet<string> {
    const { tokens, tokenStarts, terms, wordTerms, wordTermStarts } = this.data;
    const all = tokens.subarray(tokenStarts[at], tokenStarts[at + 1]);
    const endOfTitle = all.indexOf(MARKS.field);
    const endOfHeadings = all.indexOf(MARKS.field, endOfTitle + 1);
    const endOfText = all.indexOf(MARKS.field, endOfHeadings + 1);
    const endOfCode = all.indexOf(MARKS.field, endOfText + 1);
    const found = new Set<string>();
    for (const token of new Set(all.subarray(endOfHeadings, endOfCode))) {
      if (token < FIRST_WORD) continue;
      const word = token - FIRST_WORD;
      const end = wordTermStarts[word + 1] ?? 0;
      for (let index = wordTermStarts[word] ?? 0; index < end; index += 1) {
        found.add(terms[wordTerms[index] ?? 0] ?? '');
      }
    }
    return found;
  }

  private hasTerm(at: number, term: number): boolean {
    const { postingStarts, postingPassages } = this.data;
    let from = postingStarts[term] ?? 0;
    let to = postingStarts[term + 1] ?? 0;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((postingPassages[middle] ?? 0) < at) from = middle + 1;
      else to = middle;
    }
    return from < (postingStarts[term + 1] ?? 0) && postingPassages[from] === at;
  }
}
