/** How long a turn that has started waits at most for others to start, in milliseconds. */
const MAX_START_WAIT_MS = 250;

/** Lets a turn wait until no other is about to start. */
export class StartBarrier {
  private readonly waiting = new Set<() => void>();

  constructor(private readonly isOpen: () => boolean) {}

  /** Resolves when no turn is about to start, or after a short while. */
  async wait(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.isOpen()) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, MAX_START_WAIT_MS);
      this.waiting.add(wake);
    });
  }

  /** A turn has started, or was refused. */
  changed(): void {
    if (this.isOpen()) for (const wake of [...this.waiting]) wake();
  }
}
