import { inflection } from '../text/inflection';
import { STOP_WORDS } from '../text/stop-words';
import { type Word, words } from '../text/words';
import { editDistance } from './edit-distance';
import type { IndexedChunk } from './indexed-chunk';
import { neighbourKey } from './neighbours';

/** Shortest word that may match by its beginning, or misspelt. */
const SHORTEST_PREFIX = 4;
const SHORTEST_TYPO = 6;
/** From here on every word of the course may be meant, below only those of its headings. */
const LONG = 7;
/** From here on two mistakes are believed. */
const TWO_TYPOS = 10;

/** What being named in a title or a heading makes of a term, and being said in many chunks. */
const SALIENCE = { title: 1, heading: 0.8, often: 0.6 };
/** So many chunks are many. */
const OFTEN = 12;

interface Surface {
  term: string;
  inHeading: boolean;
  count: number;
}

/** What an unknown word may be taken for. */
export interface Nearness {
  /** Short words are near to too many others, and only count beside a known one. */
  generous: boolean;
  /** It may not be written to its end, as in a search box. */
  isTyped: boolean;
}

/** The terms of the course: how much each says, and what a misspelt word could have been. */
export class Vocabulary {
  private readonly documents = new Map<string, number>();
  /** Words as written, by their first letter: nobody mistypes that one, and it makes looking for mistakes quick. */
  private readonly surfaces = new Map<string, Map<string, Surface>>();
  /** The words as written, by the term that they are found by. */
  private readonly written = new Map<string, Set<string>>();
  /** How much a term is a subject, by where it stands as one. */
  private readonly subjects = new Map<string, number>();
  /** Terms that are somewhere written with a capital. */
  private readonly capitals = new Set<string>();
  private readonly pairs = new Set<string>();
  /** Worked out when first asked for. */
  private readonly informations = new Map<string, number>();
  private readonly neighbours = new Set<string>();
  /** What lessons say, by the words of their titles. */
  private readonly lessons = new Map<string, Set<string>>();
  private total = 0;

  addWord({ surface, whole, isCapital, parts }: Word, where: 'heading' | 'text'): void {
    if (isCapital) for (const term of [whole, ...parts]) this.capitals.add(term);
    const forms = this.written.get(whole) ?? new Set();
    this.written.set(whole, forms.add(surface));
    const letter = surface.slice(0, 1);
    const alike = this.surfaces.get(letter) ?? new Map<string, Surface>();
    this.surfaces.set(letter, alike);
    const known = alike.get(surface);
    if (known) {
      known.count += 1;
      known.inHeading ||= where === 'heading';
    } else alike.set(surface, { term: whole, inHeading: where === 'heading', count: 1 });
  }

  addChunk({ chunk, terms, pairs, fields, defines, neighbours }: IndexedChunk): void {
    this.total += 1;
    this.informations.clear();
    for (const term of fields.lesson.split(' ')) this.subjects.set(term, SALIENCE.title);
    const named = fields.section.split(' ').concat([...defines].filter((key) => !key.includes(' ')));
    for (const term of named) {
      this.subjects.set(term, Math.max(SALIENCE.heading, this.subjects.get(term) ?? 0));
    }
    for (const pair of pairs) this.pairs.add(pair);
    for (const pair of neighbours) this.neighbours.add(pair);
    for (const { whole, surface } of words(chunk.document.title)) {
      if (STOP_WORDS.has(surface)) continue;
      const said = this.lessons.get(whole) ?? new Set();
      this.lessons.set(whole, said);
      for (const term of terms) said.add(term);
    }
    for (const term of terms) this.documents.set(term, (this.documents.get(term) ?? 0) + 1);
  }

  has(term: string): boolean {
    return this.documents.has(term);
  }

  /** How much the course is about a term, 0 to 1: what its titles and headings name, against what its sentences mention. */
  salience(term: string): number {
    const often = Math.min(1, (this.documents.get(term) ?? 0) / OFTEN);
    return Math.max(this.subjects.get(term) ?? 0, SALIENCE.often * often);
  }

  /** Whether it is a name here, or at least begins a sentence somewhere. */
  hasCapital(term: string): boolean {
    return this.capitals.has(term);
  }

  /** How surely the course means the same by the stem of a word. */
  inflection({ surface, whole }: Word): ReturnType<typeof inflection> {
    const forms = [...(this.written.get(whole) ?? [surface])].map((known) =>
      inflection(plain(surface), plain(known)),
    );
    if (forms.includes('same')) return 'same';
    return forms.includes('verb') ? 'verb' : 'alike';
  }

  /** Whether the one word follows the other anywhere. */
  hasPair(one: string, other: string): boolean {
    return this.pairs.has(`${one} ${other}`);
  }

  /** Whether two words stand close to each other anywhere, in any order, or one in a lesson that has the other in its title. */
  areNeighbours(one: string, other: string): boolean {
    return (
      this.neighbours.has(neighbourKey(one, other)) ||
      this.lessons.get(one)?.has(other) === true ||
      this.lessons.get(other)?.has(one) === true
    );
  }

  /** The information of a term, in nats: the rarer, the more; that of the rarest for one that the course does not have. */
  information(term: string): number {
    const known = this.informations.get(term);
    if (known !== undefined) return known;
    const count = this.documents.get(term) ?? 0.5;
    const information = Math.log(1 + (this.total - count + 0.5) / (count + 0.5));
    // Unknown words come from outside, and there is no end of them.
    if (this.documents.has(term)) this.informations.set(term, information);
    return information;
  }

  /** The terms that an unknown word may have meant: it is the beginning of one, or a typing mistake away. */
  nearest(surface: string, how: Nearness): string[] {
    const found: { term: string; distance: number; count: number }[] = [];
    for (const [known, { term, inHeading, count }] of this.surfaces.get(surface.slice(0, 1)) ?? []) {
      const distance = this.distance(surface, known, inHeading, how);
      if (distance !== undefined) found.push({ term, distance, count });
    }
    const best = Math.min(...found.map(({ distance }) => distance));
    const terms = found
      .filter(({ distance }) => distance === best)
      .sort((one, other) => other.count - one.count)
      .map(({ term }) => term);
    return [...new Set(terms)].slice(0, 3);
  }

  private distance(
    surface: string,
    known: string,
    inHeading: boolean,
    { generous, isTyped }: Nearness,
  ): number | undefined {
    if (isTyped && surface.length >= SHORTEST_PREFIX && known.startsWith(surface)) return 0;
    const trusted = surface.length >= LONG || (generous && inHeading);
    if (surface.length < SHORTEST_TYPO || !trusted) return undefined;
    const limit = surface.length >= TWO_TYPOS ? 2 : 1;
    const distance = editDistance(surface, known, limit);
    return distance <= limit ? distance : undefined;
  }
}

/** However its pieces are joined, a word is the same. */
function plain(surface: string): string {
  return surface.replace(/[^\p{L}\p{N}]/gu, '');
}
