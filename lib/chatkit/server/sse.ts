import type { ThreadStreamEvent } from '../protocol';

/** Headers of a stream: no cache, and no proxy may hold it back or compress it (trap T35). */
export const SSE_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  Connection: 'keep-alive',
  'X-Accel-Buffering': 'no',
} as const;

/** One event as a frame of the official wire: a single `data:` line; JSON escapes line breaks (spec 1.3). */
export function sseFrame(event: ThreadStreamEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
