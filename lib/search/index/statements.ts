import type { IndexData } from './index-data';
import type { Question } from './question';
import type { TermTable } from './term-table';
import { FIELDS, FIRST_WORD, MARKS } from './tokens';

/** Which terms of a question a passage has, by their places in it: a 1 for each that is there. */
export interface Statements {
  /** In its title, headings and the terms that it names, which all below them is about. */
  context: Uint8Array;
  /** In each sentence, cell and block of code; those that have none are left out. */
  statements: Uint8Array[];
  /** The lines by which students ask for it; those that have none are left out. */
  lines: AskedLine[];
  /** How many of the question's neighbouring words stand beside each other in it, too, in any order. */
  pairs: number;
  /** How many words a heading or a named term has that names nothing but what was asked; 0 if there is none. */
  headed: number;
}

/** A line by which students ask for a passage. */
export interface AskedLine {
  terms: Uint8Array;
  /** How much all its words tell apart. */
  information: number;
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
    /** How much each word tells apart; 0 for one that says little. */
    private readonly information: Float32Array,
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
    const lines: AskedLine[] = [];
    const pairs = new Set<number>();
    let statement: Uint8Array | undefined;
    let information = 0;
    let field = 0;
    let before: number[] | undefined;
    /** What was read since the last mark: words that were asked, and others. */
    let heading = { asked: 0, others: 0 };
    let headed = 0;
    for (let at = tokenStarts[passage] ?? 0; at < (tokenStarts[passage + 1] ?? 0); at += 1) {
      const token = tokens[at] ?? 0;
      if (token < FIRST_WORD) {
        if (statement && field === ASKED) lines.push({ terms: statement, information });
        else if (statement) statements.push(statement);
        statement = undefined;
        information = 0;
        before = undefined;
        if (token === MARKS.field) field += 1;
        else if (field === HEADING) headed = Math.max(headed, heading.others === 0 ? heading.asked : 0);
        heading = { asked: 0, others: 0 };
        continue;
      }
      const word = token - FIRST_WORD;
      const tells = this.information[word] ?? 0;
      information += tells;
      const terms = this.matches[(this.places[word] ?? 0) - 1];
      if (terms) {
        if (field >= TEXT) statement ??= new Uint8Array(size);
        for (const term of terms) (statement ?? context)[term] = 1;
        if (before) this.notePairs(before, terms, pairs);
        if (terms.some((term) => this.question.subject.terms.has(term))) heading.asked += 1;
      } else if (tells > 0) heading.others += 1;
      before = terms;
    }
    return { context, statements, lines, pairs: pairs.size, headed };
  }

  private notePairs(before: number[], terms: number[], found: Set<number>): void {
    for (const [pair, [a, b]] of this.question.pairs.entries())
      if ((before.includes(a) && terms.includes(b)) || (before.includes(b) && terms.includes(a)))
        found.add(pair);
  }
}

const HEADING = FIELDS.indexOf('heading');
const TEXT = FIELDS.indexOf('text');
const ASKED = FIELDS.indexOf('asked');
