type State = { kind: 'open' } | { kind: 'closed' } | { kind: 'broken'; error: unknown };

/** A queue that any number of producers write to and one consumer reads; it ends when it is closed or broken. */
export class EventChannel<T> implements AsyncIterable<T> {
  private readonly queue: T[] = [];
  private wake: (() => void) | undefined;
  private state: State = { kind: 'open' };

  get isOpen(): boolean {
    return this.state.kind === 'open';
  }

  /** Copies the value, so that what the producer does to it later does not change what was sent (trap T2). */
  push(value: T): void {
    if (!this.isOpen) return;
    this.queue.push(structuredClone(value));
    this.wake?.();
  }

  /** What has been pushed is still delivered. */
  close(): void {
    this.end({ kind: 'closed' });
  }

  /** What has been pushed is still delivered, then the consumer sees the error (trap T21). */
  break(error: unknown): void {
    this.end({ kind: 'broken', error });
  }

  /** Ends at once: what has been pushed and not been read is dropped. */
  discard(): void {
    this.queue.length = 0;
    this.state = { kind: 'closed' };
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const next = this.queue.shift();
      if (next !== undefined) yield next;
      else if (this.state.kind === 'closed') return;
      else if (this.state.kind === 'broken') throw this.state.error;
      else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        this.wake = undefined;
      }
    }
  }

  private end(state: State): void {
    if (this.isOpen) this.state = state;
    this.wake?.();
  }
}
