import type { Source } from '../protocol';

/**
 * The passages that a turn has retrieved, numbered in the order in which they were first given to the model. A citation is
 * a promise: only what stands here can be cited.
 */
export class Citations {
  private readonly sources: Source[] = [];
  private readonly numbers = new Map<string, number>();
  private dropped = 0;

  /** The number of a passage, the same for the same key; from 1. */
  number(key: string, source: Source): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.sources.push(source);
    this.numbers.set(key, number);
    return number;
  }

  /** The source behind a number; undefined if nothing was retrieved under it. */
  source(number: number): Source | undefined {
    return this.sources[number - 1];
  }

  /** The source behind a marker; undefined, and counted, if nothing was retrieved under that number. */
  resolve(number: number): Source | undefined {
    const source = this.source(number);
    if (!source) this.drop(1);
    return source;
  }

  /** Counts markers that named nothing. */
  drop(count: number): void {
    this.dropped += count;
  }

  /** The key of what a number names; undefined if nothing was retrieved under it. */
  key(number: number): string | undefined {
    for (const [key, known] of this.numbers) if (known === number) return key;
    return undefined;
  }

  has(number: number): boolean {
    return number >= 1 && number <= this.sources.length;
  }

  /** How many markers named nothing. */
  get droppedMarkers(): number {
    return this.dropped;
  }
}
