import { type SseFrame, SseParser } from './sse-parser';

/** What the reader of a connection learns beside its frames. */
export interface ConnectionWatch {
  /** The server has said that nothing follows: the connection was not cut. */
  onEnd: () => void;
  /** Something has come, were it a comment. */
  onBytes: () => void;
  /** Aborted when the connection counts as dead, though nobody has closed it. */
  dead: AbortSignal;
}

/** The frames of a response, as they come. An answer that is no event stream has none. Throws what breaks the connection. */
export async function* readFrames(response: Response, watch?: ConnectionWatch): AsyncGenerator<SseFrame> {
  // Which form the answer has is told by its content type, not by the operation.
  if (!response.headers.get('content-type')?.includes('text/event-stream') || !response.body) return;
  const reader = response.body.getReader();
  const parser = new SseParser();
  const death = watch && rejection(watch.dead);
  try {
    for (;;) {
      const next = reader.read();
      const { done, value } = await (death ? Promise.race([next, death]) : next);
      watch?.onBytes();
      yield* done ? parser.end() : parser.push(value);
      if (parser.hasEnded) watch?.onEnd();
      // A proxy may hold a connection open behind its end.
      if (done || parser.hasEnded) return;
    }
  } finally {
    // Also reached when the consumer stops early: the connection must not stay open behind it.
    reader.cancel().catch(() => undefined);
  }
}

/** Rejects when the signal says so. */
function rejection(signal: AbortSignal): Promise<never> {
  const rejected = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // It may happen when nobody reads any more.
  rejected.catch(() => undefined);
  return rejected;
}
