import type { LoggedEvent } from '../runs/event-log';

/** Headers of a stream: no cache, and no proxy may hold it back or compress it (trap T35). */
export const SSE_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  Connection: 'keep-alive',
  'X-Accel-Buffering': 'no',
} as const;

/** One event as a frame of the official wire: a single `data:` line; JSON escapes line breaks (spec 1.3). */
export function sseFrame({ json }: Pick<LoggedEvent, 'json'>): string {
  return `data: ${json}\n\n`;
}

/** The frame for a client that can resume: it learns the number to go on after. */
export function numberedFrame({ seq, json }: LoggedEvent): string {
  return `id: ${seq}\ndata: ${json}\n\n`;
}

/** Says nothing, and keeps idle connections open. */
export const SSE_PING = ': ping\n\n';

/**
 * The last frame of a stream that has reached the end of its run, for clients that can resume: one that closes without it was cut.
 */
export const SSE_END = ': end\n\n';
