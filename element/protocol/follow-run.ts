import { readFrames } from './read-frames';
import { RequestFailed } from './request-failed';
import type { SseFrame } from './sse-parser';

/** Tries without a new event before the answer counts as lost. */
const ATTEMPTS = 5;

export interface RunLink {
  signal: AbortSignal;
  /** Whether what has come is a whole answer: an end without one is a connection that was cut. */
  complete: () => boolean;
  /** The connection broke; it will be tried again. */
  onBroken: () => void;
  /** The run's events after number `seq`. Throws `RequestFailed`. */
  reopen: (seq: number) => Promise<Response>;
  /** Waits before a try. */
  pause: (attempt: number, signal: AbortSignal) => Promise<void>;
}

/**
 * The frames of a run that outlives its connection: when that breaks, the rest is fetched from the run itself. Frames
 * carry numbers, so that none comes twice. Throws when the run cannot be reached any more.
 */
export async function* followRun(first: Response, run: RunLink): AsyncGenerator<SseFrame> {
  let response = first;
  let seen = 0;
  let attempt = 0;
  for (;;) {
    let news = false;
    let cause: unknown = new RequestFailed('run', 0);
    try {
      for await (const frame of readFrames(response)) {
        const seq = frame.id === null ? Number.NaN : Number(frame.id);
        // A server whose frames have no numbers cannot say where to go on.
        if (!Number.isInteger(seq)) seen = Number.NaN;
        else if (seq <= seen) continue;
        else seen = seq;
        news = true;
        attempt = 0;
        yield frame;
      }
      // A run that has nothing more to say is over, whole or not.
      if (run.complete() || Number.isNaN(seen) || (response !== first && !news)) return;
    } catch (error) {
      cause = error;
    }
    if (run.signal.aborted || Number.isNaN(seen)) throw cause;
    run.onBroken();
    for (let next: Response | null = null; next === null; ) {
      if (attempt >= ATTEMPTS) throw cause;
      await run.pause(attempt, run.signal);
      attempt += 1;
      if (run.signal.aborted) throw cause;
      next = await run.reopen(seen).catch((error: unknown) => {
        // Refused for what it is: gone, or not ours.
        if (error instanceof RequestFailed && error.status >= 400 && error.status < 500) throw cause;
        return null;
      });
      if (next) response = next;
    }
  }
}
