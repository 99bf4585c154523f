import { readFileSync } from 'node:fs';
import wordListPath from 'word-list';

let list: string | undefined;

/** Whether a word in small letters is an English one, so that nobody has to guess what was meant by it. */
export function isEnglishWord(word: string): boolean {
  // Sorted, a word a line: looking a few up in the text takes no time, and reading it into a set takes much of it.
  list ??= `${readFileSync(wordListPath, 'latin1').trim()}\n`;
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = list.lastIndexOf('\n', middle - 1) + 1;
    const end = list.indexOf('\n', middle);
    const found = list.slice(start, end);
    if (found === word) return true;
    if (found < word) low = end + 1;
    else high = start;
  }
  return false;
}
