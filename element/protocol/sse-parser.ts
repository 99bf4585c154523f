/** Longest event taken, in UTF-16 code units. A server that sends more is broken or hostile. */
const MAX_EVENT_LENGTH = 4 * 1024 * 1024;

/** One event. `id` is what its own frame says, null for none. */
export interface SseFrame {
  id: string | null;
  data: string;
}

/**
 * Cuts a byte stream into the frames of server-sent events. Takes what servers in the wild send (spec element 1.6):
 * CRLF, several `data:` lines, comments, other fields, characters cut across chunks, a last event without its blank
 * line, a whole `[DONE]`.
 */
export class SseParser {
  /** The comment `: end` has come: the server says that nothing follows. */
  hasEnded = false;
  readonly #decoder = new TextDecoder();
  #rest = '';
  #data: string[] = [];
  #id: string | null = null;

  /** The events that `chunk` completes, in order. */
  push(chunk: Uint8Array): SseFrame[] {
    return this.#take(this.#decoder.decode(chunk, { stream: true }), false);
  }

  /** What the end of the stream completes. */
  end(): SseFrame[] {
    return this.#take(this.#decoder.decode(), true);
  }

  #take(text: string, last: boolean): SseFrame[] {
    const events: SseFrame[] = [];
    const buffer = this.#rest + text;
    // A CR at the very end may be the first half of a CRLF: wait for the next chunk.
    const complete = last || !buffer.endsWith('\r') ? buffer : buffer.slice(0, -1);
    const lines = complete.split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + buffer.slice(complete.length);
    if (this.#rest.length > MAX_EVENT_LENGTH) throw new RangeError('event too long');
    for (const line of lines) this.#line(line, events);
    if (last) {
      this.#line(this.#rest, events);
      this.#rest = '';
      this.#finish(events);
    }
    return events;
  }

  #line(line: string, events: SseFrame[]): void {
    if (line === '') this.#finish(events);
    else if (line.startsWith(':')) this.hasEnded ||= line.slice(1).trim() === 'end';
    else if (line === 'data') this.#data.push('');
    else if (line.startsWith('id:')) this.#id = line.slice(line[3] === ' ' ? 4 : 3);
    else if (line.startsWith('data:')) this.#data.push(line.slice(line[5] === ' ' ? 6 : 5));
  }

  #finish(events: SseFrame[]): void {
    const id = this.#id;
    this.#id = null;
    if (this.#data.length === 0) return;
    const data = this.#data.join('\n');
    this.#data = [];
    if (data !== '' && data !== '[DONE]') events.push({ id, data });
  }
}
