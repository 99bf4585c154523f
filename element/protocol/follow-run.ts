import { ConnectionLife } from './connection-life';
import { marksItsEnd } from './declarations';
import { readFrames } from './read-frames';
import { RequestFailed, RunGone } from './request-failed';
import { SeenFrames } from './seen-frames';
import type { SseFrame } from './sse-parser';

/** Tries without a new event before the answer counts as lost: with the pauses between them about a minute, as long as a server restarts. */
export const MAX_ATTEMPTS = 11;

export interface RunLink {
  signal: AbortSignal;
  /** Whether what has come is a whole answer: from a server that does not mark its end, an end without one is a connection that was cut. */
  complete: () => boolean;
  /** The connection broke; it will be tried again. */
  onBroken: () => void;
  /** The run's events after number `seq`. Throws `RequestFailed`. */
  reopen: (seq: number) => Promise<Response>;
  /** Waits before a try; answers whether something has changed that makes trying new. */
  pause: (attempt: number, signal: AbortSignal) => Promise<boolean>;
}

/**
 * The frames of a run that outlives its connection: when that breaks, the rest is fetched from the run itself. None comes twice.
 *
 * @param first the connection that is there already; null to read a run from its first event
 * @throws RunGone when there is no such run any more; what broke the connection, when it cannot be had again
 */
export async function* followRun(first: Response | null, run: RunLink): AsyncGenerator<SseFrame> {
  const seen = new SeenFrames();
  let cause: unknown = new RequestFailed('run', 0);
  let attempt = 0;

  async function open(): Promise<Response | null> {
    try {
      return await run.reopen(seen.last);
    } catch (error) {
      if (run.signal.aborted) throw error;
      if (error instanceof RequestFailed && error.status === 404) throw new RunGone('run', { cause });
      // Refused for what it is. Of too many requests (429) there are fewer in a while.
      if (error instanceof RequestFailed && error.isRefusal && error.status !== 429) throw error;
      cause = error;
      return null;
    }
  }

  async function reopen(): Promise<Response> {
    run.onBroken();
    for (;;) {
      if (attempt >= MAX_ATTEMPTS) throw cause;
      const isBack = await run.pause(attempt, run.signal);
      attempt = isBack ? 1 : attempt + 1;
      if (run.signal.aborted) throw cause;
      const response = await open();
      if (response) return response;
    }
  }

  let response = first ?? (await open()) ?? (await reopen());
  for (;;) {
    const isMarked = marksItsEnd(response);
    const life = isMarked ? new ConnectionLife() : null;
    let hasNews = false;
    let hasEnded = false;
    cause = new RequestFailed('run', 0);
    try {
      const watch = life && {
        onEnd: () => {
          hasEnded = true;
        },
        onBytes: () => life.heard(),
        dead: life.dead,
      };
      for await (const frame of readFrames(response, watch ?? undefined)) {
        if (!seen.add(frame)) continue;
        hasNews = true;
        attempt = 0;
        yield frame;
      }
      if (hasEnded) return;
      // Where ends are not marked, a run that has nothing more to say is over, whole or not.
      if (!isMarked && (run.complete() || !seen.isNumbered || (response !== first && !hasNews))) return;
    } catch (error) {
      cause = error;
    } finally {
      life?.end();
    }
    if (run.signal.aborted || !seen.isNumbered) throw cause;
    response = await reopen();
  }
}
