/** `since`: when the first of the failures in a row ended, as ISO 8601. */
export type SeenState = { state: 'unknown' | 'up' } | { state: 'down'; since: string };

/**
 * What this process saw of a part when it last used it. Nothing is asked for it: a check that costs tokens would be paid for all
 * day. A failure counts until the next success, however long that is.
 */
export class PartWatch {
  private last: SeenState = { state: 'unknown' };
  private successes = 0;

  constructor(private readonly now: () => Date = () => new Date()) {}

  /**
   * The part is asked for something.
   *
   * @returns to be told whether it did what it is there for; what it rightly refused was an answer. Of a call that was stopped
   *   nobody knows, and nothing is told
   */
  readonly begin = (): ((answered: boolean) => void) => {
    const before = this.successes;
    return (answered) => {
      if (answered) {
        this.successes += 1;
        this.last = { state: 'up' };
        // What waited in vain since before another was answered is old news.
      } else if (before === this.successes && this.last.state !== 'down') {
        this.last = { state: 'down', since: this.now().toISOString() };
      }
    };
  };

  /** Of a part that is in this process, and there with it. */
  static builtIn(): PartWatch {
    const watch = new PartWatch();
    watch.begin()(true);
    return watch;
  }

  get state(): SeenState {
    return this.last;
  }
}
