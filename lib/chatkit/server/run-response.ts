import type { LoggedEvent } from '../runs/event-log';
import type { ReadableRun } from '../runs/run';
import { EXTENSIONS_HEADER } from './extensions';
import type { OfficialForm } from './official-form';
import { numberedFrame, SSE_END, SSE_HEADERS, SSE_PING, sseFrame } from './sse';

export interface RunResponseOptions {
  /** The events after this number; 0 for all. */
  after: number;
  /**
   * For a client that does not declare our extensions: the official wire, byte for byte, and its leaving stops the run. Undefined
   * for one that does: it reads `id:` lines and comes back when its connection breaks, so its leaving does not stop the run.
   */
  official: OfficialForm | undefined;
  /** Begins with a comment, so that the client learns at once that it reads: the next event may be far. */
  greets?: boolean;
  /** Silence after which the client gets a comment, in milliseconds. */
  heartbeatMs: number;
}

const IDLE = Symbol('idle');
/** How long a text is held back for a client of which nothing is known, in milliseconds. */
const MAX_HOLD_MS = 150;

/** The events of a run as server-sent events. */
export function runResponse(run: ReadableRun, options: RunResponseOptions): Response {
  const { after, official, heartbeatMs, greets = false } = options;
  const declared = official === undefined;
  const encoder = new TextEncoder();
  const { events, leave } = run.connect({ after, resumable: declared });
  const frameOf = (logged: LoggedEvent) =>
    official ? framed(official.frames(logged.json)) : numberedFrame(logged);
  let next: Promise<IteratorResult<LoggedEvent>> | undefined;
  let idleMs = 0;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (greets) controller.enqueue(encoder.encode(SSE_PING));
    },
    async pull(controller) {
      // A pull that brings nothing is not repeated by itself.
      for (;;) {
        next ??= events.next();
        const leftMs = heartbeatMs - idleMs;
        const waitMs = official?.isHolding ? Math.min(MAX_HOLD_MS, leftMs) : leftMs;
        const result = await nextOrIdle(next, waitMs);
        const released = official && (result === IDLE || result.done) ? framed(official.release()) : '';
        if (released !== '') controller.enqueue(encoder.encode(released));
        if (result === IDLE) {
          idleMs = released === '' ? idleMs + waitMs : 0;
          if (idleMs >= heartbeatMs) {
            idleMs = 0;
            controller.enqueue(encoder.encode(SSE_PING));
          } else if (released === '') continue;
          return;
        }
        next = undefined;
        idleMs = 0;
        if (result.done) {
          if (declared && run.isComplete) controller.enqueue(encoder.encode(SSE_END));
          leave();
          controller.close();
          return;
        }
        const frame = frameOf(result.value);
        if (frame === '') continue;
        controller.enqueue(encoder.encode(frame));
        return;
      }
    },
    cancel: leave,
  });
  return new Response(body, {
    headers: {
      ...SSE_HEADERS,
      ...EXTENSIONS_HEADER,
      'X-ChatKit-Run-ID': run.id,
      // What a client that comes back reads up to here is not new.
      'X-ChatKit-Run-Position': String(run.lastSeq),
    },
  });
}

function framed(events: string[]): string {
  return events.map((json) => sseFrame({ json })).join('');
}

function nextOrIdle<T>(next: Promise<T>, milliseconds: number): Promise<T | typeof IDLE> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(IDLE), milliseconds);
    next.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
