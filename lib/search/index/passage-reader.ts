import type { CoursePassage } from '../passage';
import { FUNCTION_WORDS } from '../text/function-words';
import { STOP_WORDS } from '../text/stop-words';
import type { Candidate, Finding } from './candidate';
import { type IndexData, type IndexedPage, passageAt } from './index-data';
import type { Question } from './question';
import { MatchedWords, type Statements } from './statements';
import { TermTable } from './term-table';
import { FIRST_WORD, MARKS } from './tokens';
import { informationOf } from './vocabulary';

/** Reads single passages of an index, by their number. */
export class PassageReader {
  readonly table: TermTable;
  private readonly pageNumbers: Uint32Array;
  /** How much each word tells apart; 0 for one that says little. */
  private readonly information: Float32Array;

  constructor(readonly data: IndexData) {
    this.table = new TermTable(data);
    this.information = Float32Array.from(data.words, (word, at) =>
      isStop(word.toLowerCase()) ? 0 : informationOf(data, data.wordTerms[data.wordTermStarts[at] ?? 0] ?? 0),
    );
    this.pageNumbers = new Uint32Array(data.ids.length);
    for (let page = 0; page < data.pages.length; page += 1) {
      this.pageNumbers.fill(page, data.pageStarts[page], data.pageStarts[page + 1]);
    }
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

  /** Makes candidates for a question of passages, by their number. */
  candidates(question: Question): (at: number, finding: Finding) => Candidate {
    const matched = new MatchedWords(question, this.data, this.table, this.information);
    return (at, finding) => new ReadCandidate(this, at, matched, finding);
  }

  passage(at: number): CoursePassage {
    return passageAt(this.data, at);
  }

  words(at: number): Set<string> {
    const { tokens, tokenStarts, words } = this.data;
    const all = tokens.subarray(tokenStarts[at], tokenStarts[at + 1]);
    const title = all.indexOf(MARKS.field);
    const headings = all.indexOf(MARKS.field, title + 1);
    const code = all.indexOf(MARKS.field, all.indexOf(MARKS.field, headings + 1) + 1);
    const own = all.subarray(headings, code).filter((token) => token >= FIRST_WORD);
    return new Set(Array.from(own, (token) => words[token - FIRST_WORD] ?? ''));
  }
}

function isStop(surface: string): boolean {
  return FUNCTION_WORDS.has(surface) || STOP_WORDS.has(surface);
}

class ReadCandidate implements Candidate {
  readonly page: IndexedPage;
  readonly retrieval: number;
  readonly similarity: number | undefined;
  readonly askedSimilarity: number | undefined;
  private readPassage: CoursePassage | undefined;
  private readWords: Set<string> | undefined;
  private readStatements: Statements | undefined;

  constructor(
    private readonly reader: PassageReader,
    private readonly at: number,
    private readonly matched: MatchedWords,
    { retrieval, similarity, askedSimilarity }: Finding,
  ) {
    this.page = reader.page(at);
    this.retrieval = retrieval;
    this.similarity = similarity;
    this.askedSimilarity = askedSimilarity;
  }

  get passage(): CoursePassage {
    this.readPassage ??= this.reader.passage(this.at);
    return this.readPassage;
  }

  get words(): ReadonlySet<string> {
    this.readWords ??= this.reader.words(this.at);
    return this.readWords;
  }

  get statements(): Statements {
    this.readStatements ??= this.matched.statements(this.at);
    return this.readStatements;
  }
}
