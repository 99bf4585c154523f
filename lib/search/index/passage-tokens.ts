import { splitCode } from '../chunk/split-code';
import type { CoursePassage } from '../passage';
import { definedTerms } from '../text/definitions';
import { sentences } from '../text/sentences';
import { writtenWords } from '../text/written-words';
import { FIRST_WORD, MARKS } from './tokens';

/** What is read of a passage once: the rest of what ranking asks is worked out from it when a question is there. */
export interface PassageTokens {
  tokens: number[];
  /** Keys of what the passage defines, see {@link definedTerms}. */
  defines: string[];
}

/** @param numberOf gives each word, as it is written, its number */
export function passageTokens(passage: CoursePassage, numberOf: (written: string) => number): PassageTokens {
  const { prose, code } = splitCode(passage.text);
  // What a page is about is said once, by its first passage.
  const about = passage.chunkIndex === 0 ? (passage.lessonDescription ?? '') : '';
  const said = statements(prose).flatMap(sentences);
  const tokens: number[] = [];
  write(passage.lessonTitle);
  tokens.push(MARKS.field);
  for (const heading of passage.headingPath.slice(1)) statement(heading);
  tokens.push(MARKS.field);
  for (const sentence of [...said, about]) statement(sentence);
  tokens.push(MARKS.field);
  for (const line of code.split('\n')) {
    write(line);
    tokens.push(MARKS.line);
  }
  tokens.push(MARKS.field);
  for (const question of passage.asked ?? []) statement(question);
  return { tokens, defines: [...new Set(said.flatMap(definedTerms))] };

  function statement(text: string): void {
    for (const [index, part] of text.split('`').entries()) {
      if (index > 0) tokens.push(MARKS.inlineCode);
      write(part);
    }
    tokens.push(MARKS.statement);
  }

  function write(text: string): void {
    for (const written of writtenWords(text)) tokens.push(numberOf(written) + FIRST_WORD);
  }
}

/** Paragraphs, list items and cells: whatever a sentence can begin. */
function statements(prose: string): string[] {
  return prose.split(/\n|\s\|\s/);
}
