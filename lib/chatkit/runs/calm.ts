/** Longest time that a turn which has been announced lets others be announced first, in milliseconds. */
const COURTESY_MS = 250;

/** Lets a turn wait until nobody else is about to begin. */
export class Calm {
  private readonly waiting = new Set<() => void>();

  constructor(private readonly isCalm: () => boolean) {}

  /** Resolves when it is calm, or after a short while. */
  async wait(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.isCalm()) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, COURTESY_MS);
      this.waiting.add(wake);
    });
  }

  /** Somebody has begun, or was refused. */
  changed(): void {
    if (this.isCalm()) for (const wake of [...this.waiting]) wake();
  }
}
