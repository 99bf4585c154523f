/** `since`: when the first of the failures in a row ended, as ISO 8601. */
export type SeenState = { state: 'unknown' | 'up' } | { state: 'down'; since: string };

/**
 * What this process saw of a part when it last used it. Nothing is asked for it: a check that costs tokens would be paid for all
 * day. A failure counts until the next success, however long that is.
 */
export class PartWatch {
  private last: SeenState = { state: 'unknown' };

  constructor(private readonly now: () => Date = () => new Date()) {}

  /** @param answered whether the part did what it is there for; what it rightly refused was an answer */
  saw(answered: boolean): void {
    if (answered) this.last = { state: 'up' };
    else if (this.last.state !== 'down') this.last = { state: 'down', since: this.now().toISOString() };
  }

  /** Of a part that is in this process, and there with it. */
  static builtIn(): PartWatch {
    const watch = new PartWatch();
    watch.saw(true);
    return watch;
  }

  get state(): SeenState {
    return this.last;
  }
}
