import { splitCode } from '../chunk/split-code';
import type { CoursePassage } from '../passage';
import { definedNames } from '../text/definitions';
import { sentences } from '../text/sentences';
import { writtenWords } from '../text/written-words';
import { FIRST_WORD, MARKS } from './tokens';

/**
 * The words and marks of a passage, as {@link MARKS} says. It is read once: the rest is worked out when a question is there.
 * @param numberOf gives each word, as it is written, its number
 */
export function passageTokens(passage: CoursePassage, numberOf: (written: string) => number): number[] {
  const { prose, code } = splitCode(passage.text);
  // What a page is about is said once, by its first passage.
  const about = passage.chunkIndex === 0 ? (passage.lessonDescription ?? '') : '';
  const fields = [
    [passage.lessonTitle],
    [...termsNamed(prose), ...passage.headingPath.slice(1)],
    [...statements(prose), about],
    code.split(/\n\s*\n/),
    passage.asked ?? [],
  ];
  const tokens: number[] = [];
  for (const [field, texts] of fields.entries()) {
    if (field > 0) tokens.push(MARKS.field);
    for (const text of texts) {
      for (const written of writtenWords(text)) tokens.push(numberOf(written) + FIRST_WORD);
      tokens.push(MARKS.statement);
    }
  }
  return tokens;
}

/** Sentences, list items and cells. */
function statements(prose: string): string[] {
  return prose.split(/\n|\s\|\s/).flatMap(sentences);
}

/** More words than these are a sentence, and no name. */
const MAX_NAME = 4;

/** What a passage names: terms in bold, and those that it says what they are. */
function termsNamed(prose: string): string[] {
  const inBold = Array.from(prose.matchAll(/\*\*([^*\n]{2,40})\*\*/g), ([, term = '']) => term);
  const names = [...inBold, ...sentences(prose).flatMap(definedNames)];
  return [...new Set(names)].filter((name) => name.split(/\s+/).length <= MAX_NAME);
}
