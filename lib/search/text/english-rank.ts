import { COMMON_ENGLISH } from './common-english';
import { stemWord } from './stem-word';

let ranks: Map<string, number> | undefined;

/**
 * How common a stem is in everyday English: 0 for the most common of all, below 1 for every other that is common, 1 for one that
 * is not. Common words have about the frequency of one divided by their place, so places are compared by their logarithms.
 */
export function englishRarity(stem: string): number {
  ranks ??= readRanks();
  const rank = ranks.get(stem);
  return rank === undefined ? 1 : Math.log(rank + 1) / Math.log(ranks.size + 1);
}

let common: ReadonlySet<string> | undefined;

/** Whether a word in small letters is among the common ones, as it is written. */
export function isCommonEnglish(surface: string): boolean {
  common ??= new Set(COMMON_ENGLISH.split(' '));
  return common.has(surface);
}

function readRanks(): Map<string, number> {
  const found = new Map<string, number>();
  for (const [rank, word] of COMMON_ENGLISH.split(' ').entries()) {
    const stem = stemWord(word);
    if (!found.has(stem)) found.set(stem, rank);
  }
  return found;
}
