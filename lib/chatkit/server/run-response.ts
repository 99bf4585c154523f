import type { LoggedEvent } from '../runs/event-log';
import type { Run } from '../runs/run';
import { numberedFrame, SSE_HEADERS, SSE_PING, sseFrame } from './sse';

export interface RunResponseOptions {
  /** The events after this number; 0 for all. */
  after: number;
  /**
   * The client reads `id:` lines and comes back when its connection breaks: leaving does not stop the run. Other clients get
   * the official wire byte for byte, and their leaving stops it.
   */
  resumable: boolean;
  /** Silence after which a resumable client gets a comment, in milliseconds. */
  heartbeatMs: number;
}

const QUIET = Symbol('quiet');

/** The events of a run as server-sent events. */
export function runResponse(run: Run, options: RunResponseOptions): Response {
  const { after, resumable, heartbeatMs } = options;
  const encoder = new TextEncoder();
  const { events, leave } = run.connect({ after, resumable });
  let next: Promise<IteratorResult<LoggedEvent>> | undefined;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      next ??= events.next();
      const result = resumable ? await nextOrQuiet(next, heartbeatMs) : await next;
      if (result === QUIET) {
        controller.enqueue(encoder.encode(SSE_PING));
        return;
      }
      next = undefined;
      if (result.done) {
        leave();
        controller.close();
      } else {
        const { value } = result;
        controller.enqueue(encoder.encode(resumable ? numberedFrame(value) : sseFrame(value)));
      }
    },
    cancel: leave,
  });
  return new Response(body, { headers: { ...SSE_HEADERS, 'X-ChatKit-Run-ID': run.id } });
}

function nextOrQuiet<T>(next: Promise<T>, milliseconds: number): Promise<T | typeof QUIET> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(QUIET), milliseconds);
    next.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
