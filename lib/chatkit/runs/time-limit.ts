/** Counts by one timer, from now on. */
export class TimeLimit {
  isOver = false;
  readonly over: Promise<void>;

  constructor(milliseconds: number) {
    this.over = delay(milliseconds).then(() => {
      this.isOver = true;
    });
  }
}

/** Resolves after so long, and keeps no process alive. */
export function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
