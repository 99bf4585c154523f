import type { Token } from 'marked';
import { GrowingReader } from '../../element/markdown/growing-markdown';
import { parseMarkdown } from '../../element/markdown/parse-markdown';
import { shownCharacters } from '../../tests/support/markdown/shown-characters';

export interface Flicker {
  /** The text up to the letter with which something is shown that does not stay. */
  text: string;
  /** The character and what it was, and what stands in its place in the end. */
  was: string;
  becomes: string;
}

/**
 * Streams the first `letters` of a text one by one, as the element draws it.
 *
 * @returns what is shown first and is something else in the end
 */
export function findFlicker(text: string, letters: number): Flicker | undefined {
  const final = shown(parseMarkdown(text));
  const reader = new GrowingReader();
  const compared = new WeakMap<Token, number>();
  let part = '';
  for (const letter of [...text].slice(0, letters)) {
    part += letter;
    let at = 0;
    for (const block of reader.read(part).blocks) {
      // A block that has settled was compared when it was new.
      const settled = compared.get(block);
      if (settled !== undefined) {
        at += settled;
        continue;
      }
      const characters = shown([block]);
      const wrong = characters.findIndex((character, index) => character !== final[at + index]);
      if (wrong >= 0) {
        return { text: part, was: characters[wrong] ?? '', becomes: final[at + wrong] ?? 'nothing' };
      }
      compared.set(block, characters.length);
      at += characters.length;
    }
  }
  return undefined;
}

function shown(tokens: Token[]): string[] {
  return shownCharacters(tokens).map(({ char, kind }) => `${char}${kind}`);
}
