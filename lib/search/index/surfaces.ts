import { editDistance } from './edit-distance';
import { type IndexData, WORD_FLAGS } from './index-data';

/** Shortest word that may match by its beginning, or misspelt. */
const SHORTEST_PREFIX = 4;
const SHORTEST_TYPO = 6;
/** The same for what is no word. */
const SHORTEST_MISSPELT = 4;
/** From here on every word of the course may be meant, below only those of its headings. */
const LONG = 7;
/** From here on two mistakes are believed. */
const TWO_TYPOS = 10;
/** The same for what is no word. */
const TWO_MISTAKES = 7;
/** So many words are offered for one that nobody knows. */
const MOST = 3;

/** What an unknown word may be taken for. */
export interface Nearness {
  /** Short words are near to too many others, and only count beside a known one. */
  generous: boolean;
  /** It may not be written to its end, as in a search box. */
  isTyped: boolean;
  /** It is no word at all, so that something else must have been meant. */
  isMisspelt: boolean;
}

interface Surface {
  written: string;
  term: number;
  inHeading: boolean;
  count: number;
  /** A bit for each letter in it: a mistake changes two of them at most. */
  letters: number;
}

/** The words of a course in lower case, to find what an unknown word was meant to be. */
export class Surfaces {
  /** By their first letter: nobody mistypes that one. */
  private readonly byLetter = new Map<string, Surface[]>();

  constructor({ words, wordFlags, wordCounts, wordTerms, wordTermStarts }: IndexData) {
    const known = new Map<string, Surface>();
    for (const [word, written] of words.entries()) {
      const lower = written.toLowerCase();
      const inHeading = ((wordFlags[word] ?? 0) & WORD_FLAGS.heading) !== 0;
      const count = wordCounts[word] ?? 0;
      const before = known.get(lower);
      if (before) {
        before.count += count;
        before.inHeading ||= inHeading;
        continue;
      }
      const term = wordTerms[wordTermStarts[word] ?? 0] ?? 0;
      const surface = { written: lower, term, inHeading, count, letters: lettersOf(lower) };
      known.set(lower, surface);
      const letter = lower.slice(0, 1);
      const alike = this.byLetter.get(letter);
      if (alike) alike.push(surface);
      else this.byLetter.set(letter, [surface]);
    }
  }

  /** Numbers of the terms that an unknown word may have meant: it is the beginning of one, or a typing mistake away. */
  nearest(asked: string, how: Nearness): number[] {
    const letters = lettersOf(asked);
    const found: { surface: Surface; distance: number }[] = [];
    for (const surface of this.byLetter.get(asked.slice(0, 1)) ?? []) {
      const distance = distanceTo(asked, letters, surface, how);
      if (distance !== undefined) found.push({ surface, distance });
    }
    const best = found.reduce((least, { distance }) => Math.min(least, distance), Number.POSITIVE_INFINITY);
    const terms = found
      .filter(({ distance }) => distance === best)
      .sort((one, other) => other.surface.count - one.surface.count)
      .map(({ surface }) => surface.term);
    return [...new Set(terms)].slice(0, MOST);
  }
}

function distanceTo(
  asked: string,
  letters: number,
  known: Surface,
  { generous, isTyped, isMisspelt }: Nearness,
): number | undefined {
  if (isTyped && asked.length >= SHORTEST_PREFIX && known.written.startsWith(asked)) return 0;
  const trusted = isMisspelt || asked.length >= LONG || (generous && known.inHeading);
  if (asked.length < (isMisspelt ? SHORTEST_MISSPELT : SHORTEST_TYPO) || !trusted) return undefined;
  const limit = asked.length >= (isMisspelt ? TWO_MISTAKES : TWO_TYPOS) ? 2 : 1;
  if (Math.abs(asked.length - known.written.length) > limit) return undefined;
  if (bits(letters ^ known.letters) > 2 * limit) return undefined;
  // Two letters that changed places across a third are one mistake to whoever made it: `costum`.
  if (isMisspelt && letters === known.letters && haveSameLetters(asked, known.written)) return 1;
  const distance = editDistance(asked, known.written, limit);
  return distance <= limit ? distance : undefined;
}

function haveSameLetters(one: string, other: string): boolean {
  return one.length === other.length && [...one].sort().join('') === [...other].sort().join('');
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bits(value: number): number {
  let rest = value - ((value >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
