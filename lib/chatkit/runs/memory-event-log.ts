import type { EventLog, LoggedEvent } from './event-log';

/** The events of a run in the memory of this process. */
export class MemoryEventLog implements EventLog {
  private readonly events: LoggedEvent[] = [];
  private readonly waiting = new Set<() => void>();
  private ended = false;

  /** @param onAppend called with every event, also with those of a run that was given up, which no reader gets */
  constructor(private readonly onAppend: (json: string) => void = () => undefined) {}

  append(json: string): void {
    this.onAppend(json);
    // Something may still be at work for a run that was given up.
    if (this.ended) return;
    this.events.push({ seq: this.events.length + 1, json });
    this.wake();
  }

  get lastSeq(): number {
    return this.events.length;
  }

  end(): void {
    this.ended = true;
    this.wake();
  }

  async *read(after: number, signal?: AbortSignal): AsyncGenerator<LoggedEvent> {
    let next = after;
    while (!signal?.aborted) {
      const logged = this.events[next];
      if (logged) {
        next += 1;
        yield logged;
      } else if (this.ended) return;
      else await this.more(signal);
    }
  }

  private more(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  private wake(): void {
    for (const wake of [...this.waiting]) wake();
  }
}
