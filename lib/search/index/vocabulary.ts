import { editDistance, haveSameLetters } from '../text/edit-distance';
import { englishRarity } from '../text/english-rank';
import { STOP_WORDS } from '../text/stop-words';
import { BoundedCache } from './bounded-cache';
import type { IndexData } from './index-data';
import type { TermTable } from './term-table';

/** Share of a text that is the most common word of English, about; each other is as rare as its place says. */
const COMMONEST_SHARE = 0.08;
const COMMON_STEMS = 8_000;
/** The same for a word that is not among the common ones. */
const UNCOMMON = 1e-7;
/** A word that a course has e^6 times as often as English has it is as much its own as any. */
const FULLY_TOPICAL = 6;

/** Shorter words are near to too many others. */
const MIN_MISSPELT = 4;
/** From here on two mistakes are believed, and a word may be cut off. */
const MIN_LONG = 8;
const MIN_PREFIX = 5;
const MAX_NEAREST = 1;
const MAX_REMEMBERED = 5_000;

/** What reading a question asks of a vocabulary. */
export type KnownTerms = Pick<
  Vocabulary,
  'has' | 'writes' | 'isInLessons' | 'information' | 'topicality' | 'nearest'
>;

/** The terms of a course: how rare they are, how much the course is about them, and what a misspelt word could have been. */
export class Vocabulary {
  /** How often each term stands in the lessons as a whole word. */
  private readonly counts: Float64Array;
  private readonly total: number;
  private readonly byLetter = new Map<string, number[]>();
  private readonly surfaces: string[];
  private readonly masks: Uint32Array;
  private readonly written: ReadonlySet<string>;
  private readonly remembered = new BoundedCache<string[]>(MAX_REMEMBERED);

  constructor(
    private readonly data: IndexData,
    private readonly table: TermTable,
  ) {
    const { words, wordCounts, wordTerms, wordTermStarts, terms } = data;
    this.counts = new Float64Array(terms.length);
    this.surfaces = words.map((written) => written.toLowerCase());
    this.written = new Set(this.surfaces);
    this.masks = Uint32Array.from(this.surfaces, letterMask);
    for (const [word, surface] of this.surfaces.entries()) {
      const count = wordCounts[word] ?? 0;
      for (let at = wordTermStarts[word] ?? 0; at < (wordTermStarts[word + 1] ?? 0); at += 1) {
        const term = wordTerms[at] ?? 0;
        this.counts[term] = (this.counts[term] ?? 0) + count;
      }
      const alike = this.byLetter.get(surface.slice(0, 1));
      if (alike) alike.push(word);
      else this.byLetter.set(surface.slice(0, 1), [word]);
    }
    this.total = wordCounts.reduce((sum, count) => sum + count, 0);
  }

  has(term: string): boolean {
    return this.table.numberOf(term) !== undefined;
  }

  /** Whether a word stands somewhere just so, but for its case. */
  writes(surface: string): boolean {
    return this.written.has(surface);
  }

  /** Whether a lesson says it, and not only students who ask for something. */
  isInLessons(term: string): boolean {
    return (this.counts[this.table.numberOf(term) ?? -1] ?? 0) > 0;
  }

  /** 0 to 1: how much a term tells passages apart, 1 for one that a single passage has. */
  information(term: string): number {
    const number = this.table.numberOf(term);
    return number === undefined ? 1 : informationOf(this.data, number);
  }

  /** 0 to 1: how much more often the course has a term than English has it. */
  topicality(term: string): number {
    const count = this.counts[this.table.numberOf(term) ?? -1] ?? 0;
    if (count === 0) return 0;
    const rarity = englishRarity(term);
    const english = rarity === 1 ? UNCOMMON : COMMONEST_SHARE * COMMON_STEMS ** -rarity;
    return Math.min(1, Math.max(0, Math.log(count / this.total / english) / FULLY_TOPICAL));
  }

  /** The terms that an unknown word may have meant: a mistake or two away, or begun by it; or a word of {@link STOP_WORDS}. */
  nearest(asked: string): string[] {
    if (asked.length < MIN_MISSPELT) return [];
    return this.remembered.get(asked, () => this.findNearest(asked));
  }

  private findNearest(asked: string): string[] {
    const limit = asked.length >= MIN_LONG ? 2 : 1;
    const mask = letterMask(asked);
    const found: { term: string; distance: number; worth: number }[] = [];
    // Nobody mistypes the first letter, but some swap it with the second.
    for (const letter of new Set([asked.charAt(0), asked.charAt(1)])) {
      for (const word of this.byLetter.get(letter) ?? []) {
        const surface = this.surfaces[word] ?? '';
        if (letter !== asked.charAt(0) && surface.charAt(1) !== asked.charAt(0)) continue;
        const isBegun = asked.length >= MIN_PREFIX && surface.startsWith(asked);
        // A mistake changes at most two of the letters that a word has.
        if (!isBegun && bits(mask ^ (this.masks[word] ?? 0)) > 2 * limit) continue;
        const distance = isBegun || haveSameLetters(asked, surface) ? 1 : editDistance(asked, surface, limit);
        if (distance > limit) continue;
        const term = STOP_WORDS.has(surface)
          ? surface
          : (this.data.terms[this.data.wordTerms[this.data.wordTermStarts[word] ?? 0] ?? 0] ?? '');
        const count = this.data.wordCounts[word] ?? 0;
        found.push({
          term,
          distance,
          worth: STOP_WORDS.has(surface) ? count : count * (0.1 + this.topicality(term)),
        });
      }
    }
    const least = Math.min(...found.map(({ distance }) => distance));
    const best = found.filter(({ distance }) => distance === least).sort((a, b) => b.worth - a.worth);
    const terms = [...new Set(best.map(({ term }) => term))];
    const [first = ''] = terms;
    return STOP_WORDS.has(first)
      ? [first]
      : terms.filter((term) => !STOP_WORDS.has(term)).slice(0, MAX_NEAREST);
  }
}

/** 0 to 1: how much the term with that number tells passages apart, 1 for one that a single passage has. */
export function informationOf({ ids, postingStarts }: IndexData, number: number): number {
  if (ids.length < 2) return 1;
  const frequency = (postingStarts[number + 1] ?? 0) - (postingStarts[number] ?? 0);
  return inverse(frequency, ids.length) / inverse(1, ids.length);
}

/** A vocabulary that also knows terms of passages from elsewhere. */
export function widened(vocabulary: KnownTerms, terms: ReadonlySet<string>): KnownTerms {
  return {
    has: (term) => vocabulary.has(term) || terms.has(term),
    writes: (surface) => vocabulary.writes(surface),
    isInLessons: (term) => vocabulary.isInLessons(term) || terms.has(term),
    information: (term) => vocabulary.information(term),
    topicality: (term) => (vocabulary.has(term) || !terms.has(term) ? vocabulary.topicality(term) : 1),
    nearest: (asked) => vocabulary.nearest(asked),
  };
}

function inverse(frequency: number, total: number): number {
  return Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));
}

/** A bit for each letter that a word has; letters that are not of English share some. */
function letterMask(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at += 1) {
    const letter = word.charCodeAt(at) - 97;
    mask |= 1 << (letter >= 0 && letter < 26 ? letter : 26 + (word.charCodeAt(at) % 6));
  }
  return mask >>> 0;
}

function bits(mask: number): number {
  let count = 0;
  for (let left = mask >>> 0; left !== 0; left = (left & (left - 1)) >>> 0) count += 1;
  return count;
}
