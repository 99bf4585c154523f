import { inflection } from '../text/inflection';
import { readWord, type Word } from '../text/words';
import { BoundedCache } from './bounded-cache';
import type { IndexData } from './index-data';
import { type Nearness, Surfaces } from './surfaces';
import { TermFacts } from './term-facts';
import type { TermTable } from './term-table';
import { type Togetherness, together } from './together';

/** Answers that are remembered of each kind. */
const MOST_REMEMBERED = 5_000;

/** The terms of the course: how much each says, how they stand together, and what a misspelt word could have been. */
export class Vocabulary {
  private readonly facts: TermFacts;
  private readonly surfaces: Surfaces;
  private readonly nearestTo = new BoundedCache<string[]>(MOST_REMEMBERED);
  private readonly togetherness = new BoundedCache<boolean>(MOST_REMEMBERED);

  constructor(
    private readonly data: IndexData,
    private readonly table: TermTable,
  ) {
    this.facts = new TermFacts(data, table);
    this.surfaces = new Surfaces(data);
  }

  has(term: string): boolean {
    return this.table.numberOf(term) !== undefined;
  }

  /** Whether a lesson says it, and not only students who ask for something. */
  isSaid(term: string): boolean {
    return this.facts.isSaid(this.table.numberOf(term));
  }

  /** How much the course is about a term, 0 to 1: what its titles and headings name, against what its sentences mention. */
  salience(term: string): number {
    return this.facts.salience(this.table.numberOf(term));
  }

  /** The information of a term, in nats: the rarer, the more; that of the rarest for one that the course does not have. */
  information(term: string): number {
    return this.facts.information(this.table.numberOf(term));
  }

  /** Whether it is a name here, or at least begins a sentence somewhere. */
  hasCapital(term: string): boolean {
    return this.facts.hasCapital(this.table.numberOf(term));
  }

  /** How surely the course means the same by the stem of a word. */
  inflection({ surface, whole }: Word): ReturnType<typeof inflection> {
    const known = this.facts.writtenFor(this.table.numberOf(whole));
    const forms = (known.length ? known : [surface]).map((written) =>
      inflection(plain(surface), plain(readWord(written).surface)),
    );
    if (forms.includes('same')) return 'same';
    return forms.includes('verb') ? 'verb' : 'alike';
  }

  /** Whether the one word follows the other anywhere. */
  hasPair(one: string, other: string): boolean {
    return this.together('follows', one, other);
  }

  /** Whether a line of code anywhere has both, next to each other or in one name. */
  isCommand(one: string, other: string): boolean {
    return this.together('command', one, other);
  }

  /** Whether two words stand close to each other anywhere, in any order, or one in a lesson that has the other in its title. */
  areNeighbours(one: string, other: string): boolean {
    return this.together('near', one, other);
  }

  /** The terms that an unknown word may have meant: it is the beginning of one, or a typing mistake away. */
  nearest(asked: string, how: Nearness): string[] {
    return this.nearestTo.get(`${how.generous} ${how.isTyped} ${asked}`, () =>
      this.surfaces.nearest(asked, how).map((term) => this.data.terms[term] ?? ''),
    );
  }

  private together(how: Togetherness, one: string, other: string): boolean {
    const [first, second] = [this.table.numberOf(one), this.table.numberOf(other)];
    if (first === undefined || second === undefined) return false;
    return this.togetherness.get(`${how} ${first} ${second}`, () => {
      const { passages, inTitle } = this.facts.meetings(first, second);
      return (how === 'near' && inTitle) || together(how, [first, second], passages, this.data, this.table);
    });
  }
}

/** However its pieces are joined, a word is the same. */
function plain(surface: string): string {
  return surface.replace(/[^\p{L}\p{N}]/gu, '');
}
