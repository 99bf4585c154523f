import type { Source } from '../protocol';

export interface CitationsOptions {
  /** Whether the source with that key speaks of a statement, which a marker stands behind; everything does unless told otherwise. */
  speaksOf?: (key: string, statement: string) => boolean;
  /** The model was told to cite, so a marker behind a statement is one, also where nothing was retrieved. False by default. */
  areExpected?: boolean;
}

/**
 * The passages that a turn has retrieved, numbered in the order in which they were first given to the model. A citation is
 * a promise: only what stands here can be cited.
 */
export class Citations {
  private readonly sources: Source[] = [];
  private readonly numbers = new Map<string, number>();
  private dropped = 0;

  constructor(private readonly options: CitationsOptions = {}) {}

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

  /** The source behind a number, if it speaks of the statement that a marker with it stands behind. */
  sourceOf(number: number, statement: string): Source | undefined {
    const key = this.key(number);
    const { speaksOf = () => true } = this.options;
    return key !== undefined && speaksOf(key, statement) ? this.source(number) : undefined;
  }

  /** Counts markers that named nothing, or something else. */
  drop(count: number): void {
    this.dropped += count;
  }

  /** The key of what a number names; undefined if nothing was retrieved under it. */
  key(number: number): string | undefined {
    for (const [key, known] of this.numbers) if (known === number) return key;
    return undefined;
  }

  get areExpected(): boolean {
    return this.options.areExpected ?? false;
  }

  has(number: number): boolean {
    return number >= 1 && number <= this.sources.length;
  }

  /** How many markers named nothing, or nothing that speaks of their statement. */
  get droppedMarkers(): number {
    return this.dropped;
  }
}
