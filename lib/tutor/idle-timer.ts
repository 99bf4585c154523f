/** Runs out when nothing has happened for a time. */
export class IdleTimer {
  private timer: NodeJS.Timeout | undefined;
  private onIdle: () => void = () => undefined;

  /** @param timeoutMs longest time without a sign of life; a change holds from the next sign on */
  constructor(public timeoutMs: number) {}

  /** A sign of life: the time begins anew, if somebody waits. */
  readonly touch = (): void => {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.onIdle, this.timeoutMs);
  };

  /** What a promise brings, if there are signs of life until it does. @throws what `late` makes */
  async wait<Result>(promise: Promise<Result>, late: () => Error): Promise<Result> {
    const idle = new Promise<never>((_, reject) => {
      this.onIdle = () => reject(late());
    });
    this.timer = setTimeout(this.onIdle, this.timeoutMs);
    try {
      return await Promise.race([promise, idle]);
    } finally {
      clearTimeout(this.timer);
      this.timer = undefined;
    }
  }
}
