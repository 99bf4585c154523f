import { type IndexData, WORD_FLAGS } from './index-data';
import type { MatchedWord, MatchedWords } from './matched-words';
import type { TermSet } from './term-set';
import { FIELDS, FIRST_WORD, MARKS } from './tokens';

/** What a passage says of a question's terms. */
export interface Said {
  /** In its title and its headings, which everything below them is about. */
  context: TermSet;
  /** In each of its sentences, cells and fences, in order: what is said in one breath; none for one that says nothing of it. */
  statements: (TermSet | undefined)[];
  /** In each of the ways in which students ask for it. */
  asked: (TermSet | undefined)[];
  /** How many pairs of the question's words stand together in it, and in a line of its code, in any order. */
  pairs: number;
  commands: number;
}

const TEXT = FIELDS.indexOf('text');
const CODE = FIELDS.indexOf('code');
const ASKED = FIELDS.indexOf('asked');

/** Reads a passage for what it says of a question. */
export function saidBy(passage: number, matched: MatchedWords, data: IndexData): Said {
  const { tokens, tokenStarts, wordFlags } = data;
  const context = new Uint8Array(matched.terms);
  const statements: (TermSet | undefined)[] = [];
  const asked: (TermSet | undefined)[] = [];
  const pairs = new Set<number>();
  const commands = new Set<number>();
  const end = tokenStarts[passage + 1] ?? 0;
  let statement: TermSet | undefined;
  let hasWords = false;
  let field = 0;
  let isInline = false;
  /** The word before, stop words left out, and the same within a line of code. */
  let before = -1;
  let beforeInCode: MatchedWord | undefined;
  for (let at = tokenStarts[passage] ?? 0; at < end; at += 1) {
    const token = tokens[at] ?? 0;
    if (token < FIRST_WORD) {
      beforeInCode = undefined;
      isInline = token === MARKS.inlineCode && !isInline;
      if (token === MARKS.statement || token === MARKS.field || at === end - 1) {
        if (hasWords && field >= TEXT) (field === ASKED ? asked : statements).push(statement);
        statement = undefined;
        hasWords = false;
      }
      if (token === MARKS.field) {
        field += 1;
        before = -1;
      }
      continue;
    }
    hasWords = true;
    const word = token - FIRST_WORD;
    const match = matched.of(word);
    if (match) {
      if (field >= TEXT) statement ??= new Uint8Array(matched.terms);
      for (const term of match.terms) (statement ?? context)[term] = 1;
      for (const pair of match.ends) if (before >= 0 && matched.begins(before, pair)) pairs.add(pair);
    }
    if (((wordFlags[word] ?? 0) & WORD_FLAGS.stop) !== 0) continue;
    before = word;
    if (!isInline && field !== CODE) continue;
    if (match) noteCommands(match, beforeInCode, commands);
    beforeInCode = match;
  }
  return { context, statements, asked, pairs: pairs.size, commands: commands.size };
}

/** A command is there if its two words follow each other, in any order, or are in one name. */
function noteCommands(word: MatchedWord, before: MatchedWord | undefined, found: Set<number>): void {
  for (const verb of word.verbs) {
    if (word.nouns.includes(verb) || before?.nouns.includes(verb)) found.add(verb);
  }
  for (const noun of word.nouns) if (before?.verbs.includes(noun)) found.add(noun);
}
