import type { Word } from '../text/words';
import { editDistance } from './edit-distance';

/** Shortest word that may match by its beginning, or misspelt. */
const SHORTEST_PREFIX = 4;
const SHORTEST_TYPO = 5;
/** From here on every word of the course may be meant, below only those of its headings. */
const LONG = 7;

interface Surface {
  term: string;
  inHeading: boolean;
  count: number;
}

/** The terms of the course: how much each says, and what a misspelt word could have been. */
export class Vocabulary {
  private readonly documents = new Map<string, number>();
  /** Words as written, by their first letter: nobody mistypes that one, and it makes looking for mistakes quick. */
  private readonly surfaces = new Map<string, Map<string, Surface>>();
  private readonly pairs = new Set<string>();
  private total = 0;

  addWord({ surface, whole }: Word, where: 'heading' | 'text'): void {
    const letter = surface.slice(0, 1);
    const alike = this.surfaces.get(letter) ?? new Map<string, Surface>();
    this.surfaces.set(letter, alike);
    const known = alike.get(surface);
    if (known) {
      known.count += 1;
      known.inHeading ||= where === 'heading';
    } else alike.set(surface, { term: whole, inHeading: where === 'heading', count: 1 });
  }

  addChunk({ terms, pairs }: { terms: ReadonlySet<string>; pairs: ReadonlySet<string> }): void {
    this.total += 1;
    for (const pair of pairs) this.pairs.add(pair);
    for (const term of terms) this.documents.set(term, (this.documents.get(term) ?? 0) + 1);
  }

  has(term: string): boolean {
    return this.documents.has(term);
  }

  /** Whether the one word follows the other anywhere. */
  hasPair(one: string, other: string): boolean {
    return this.pairs.has(`${one} ${other}`);
  }

  /** The information of a term, in nats: the rarer, the more; that of the rarest for one that the course does not have. */
  information(term: string): number {
    const count = this.documents.get(term) ?? 0.5;
    return Math.log(1 + (this.total - count + 0.5) / (count + 0.5));
  }

  /**
   * The terms that an unknown word may have meant: it is the beginning of one, or a typing mistake away. Short words are
   * near to too many others, and only count if `generous`.
   */
  nearest(surface: string, generous: boolean): string[] {
    const found: { term: string; distance: number; count: number }[] = [];
    for (const [known, { term, inHeading, count }] of this.surfaces.get(surface.slice(0, 1)) ?? []) {
      const distance = this.distance(surface, known, inHeading, generous);
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
    generous: boolean,
  ): number | undefined {
    if (surface.length >= SHORTEST_PREFIX && known.startsWith(surface)) return 0;
    const trusted = surface.length >= LONG || (generous && inHeading);
    if (surface.length < SHORTEST_TYPO || !trusted) return undefined;
    const limit = surface.length >= LONG + 2 ? 2 : 1;
    const distance = editDistance(surface, known, limit);
    return distance <= limit ? distance : undefined;
  }
}
