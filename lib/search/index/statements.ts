import type { IndexData } from './index-data';
import type { Question } from './question';
import type { TermTable } from './term-table';
import { FIELDS, FIRST_WORD, MARKS } from './tokens';

/** Which terms of a question a passage has, by their places in it: a 1 for each that is there. */
export interface Statements {
  /** In its title and headings, which all below them is about. */
  context: Uint8Array;
  /** In each sentence, cell and block of code, and in each line by which students ask for it; those that have none are left out. */
  statements: Uint8Array[];
}

/** The terms of a question by the words of an index. */
export class MatchedWords {
  /** For each word its place in {@link matches}, plus 1. */
  private readonly places: Uint16Array;
  private readonly matches: number[][] = [];

  constructor(
    private readonly question: Question,
    private readonly data: IndexData,
    table: TermTable,
  ) {
    this.places = new Uint16Array(data.words.length);
    for (const [at, { term }] of question.terms.entries()) {
      const number = table.numberOf(term);
      if (number === undefined) continue;
      for (const word of table.wordsOf(number)) {
        const place = this.places[word] || this.matches.push([]);
        this.places[word] = place;
        this.matches[place - 1]?.push(at);
      }
    }
  }

  /** What the passage with that number says of the question. */
  statements(passage: number): Statements {
    const { tokens, tokenStarts } = this.data;
    const size = this.question.terms.length;
    const context = new Uint8Array(size);
    const statements: Uint8Array[] = [];
    let statement: Uint8Array | undefined;
    let field = 0;
    for (let at = tokenStarts[passage] ?? 0; at < (tokenStarts[passage + 1] ?? 0); at += 1) {
      const token = tokens[at] ?? 0;
      if (token < FIRST_WORD) {
        if (statement) statements.push(statement);
        statement = undefined;
        if (token === MARKS.field) field += 1;
        continue;
      }
      const terms = this.matches[(this.places[token - FIRST_WORD] ?? 0) - 1];
      if (!terms) continue;
      if (field >= TEXT) statement ??= new Uint8Array(size);
      for (const term of terms) (statement ?? context)[term] = 1;
    }
    if (statement) statements.push(statement);
    return { context, statements };
  }
}

const TEXT = FIELDS.indexOf('text');
