import { type SseFrame, SseParser } from './sse-parser';

/** The frames of a response, as they come. An answer that is no event stream has none. Throws what breaks the connection. */
export async function* readFrames(response: Response): AsyncGenerator<SseFrame> {
  // Which form the answer has is told by its content type, not by the operation.
  if (!response.headers.get('content-type')?.includes('text/event-stream') || !response.body) return;
  const reader = response.body.getReader();
  const parser = new SseParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      yield* done ? parser.end() : parser.push(value);
      if (done) return;
    }
  } finally {
    // Also reached when the consumer stops early: the connection must not stay open behind it.
    reader.cancel().catch(() => undefined);
  }
}
