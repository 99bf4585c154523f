import { isUnavailable } from './errors';

/** What a turn had to store was given up, because the store was away for too long. */
export class NotStored extends Error {
  override name = 'NotStored';
}

/** How long a turn waits for a write before it goes on without it, in milliseconds. */
const MAX_WAIT_MS = 1_000;

/**
 * What a turn writes, one after the other. While the store is away, the turn goes on and its writes wait: what is said reaches its
 * reader, and is stored when the store is back. The turn does not end before.
 */
export class TurnWrites {
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;
  private isBehind = false;
  private failure: { error: unknown } | undefined;

  /**
   * @returns what the write gave; undefined if it is not done yet
   * @throws what the write threw, if it is done; otherwise `drained` does
   */
  async add<T>(write: () => Promise<T>): Promise<T | undefined> {
    if (this.failure) throw this.failure.error;
    const wasBehind = this.isBehind;
    this.waiting += 1;
    const written = this.last.then(async () => {
      // What stands behind a write that was given up would be out of order.
      if (this.failure) throw this.failure.error;
      return write().catch((cause: unknown) => {
        throw isUnavailable(cause) ? new NotStored('given up', { cause }) : cause;
      });
    });
    let isLate = wasBehind;
    this.last = written.then(
      () => this.settled(),
      (error: unknown) => {
        if (isLate) this.failure ??= { error };
        this.settled();
      },
    );
    if (wasBehind) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => {
        isLate = true;
        this.isBehind = true;
        resolve(undefined);
      }, MAX_WAIT_MS);
    });
    try {
      return await Promise.race([written, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves when everything is written. @throws once, what a write threw that the turn went on without */
  async drained(): Promise<void> {
    while (this.waiting > 0) await this.last;
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure.error;
  }

  private settled(): void {
    this.waiting -= 1;
    if (this.waiting === 0) this.isBehind = false;
  }
}
