import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { decodeEvent } from './decode';
import { RequestFailed } from './request-failed';
import { SseParser } from './sse-parser';
import type { JsonRequest, StreamRequest } from './wire-request';

export interface ApiTarget {
  url: string;
  locale: string;
  /** Called afresh for every request: the host may swap its closure at any time. */
  fetch: typeof fetch;
}

export type Log = (name: string, data?: Record<string, unknown>) => void;

/** Speaks the one POST endpoint of a ChatKit server (spec element 1.6). */
export class ApiClient {
  readonly #target: () => ApiTarget;
  readonly #log: Log;

  constructor(target: () => ApiTarget, log: Log) {
    this.#target = target;
    this.#log = log;
  }

  /** The JSON answer. Throws `RequestFailed`. */
  async call(request: JsonRequest, signal?: AbortSignal): Promise<unknown> {
    const response = await this.#post(request, 'application/json', signal);
    try {
      return await response.json();
    } catch (cause) {
      throw new RequestFailed(request.type, 0, { cause });
    }
  }

  /** The events of a streaming operation. Throws `RequestFailed` before the first event or when the stream breaks. */
  async *stream(request: StreamRequest, signal: AbortSignal): AsyncGenerator<ThreadStreamEvent> {
    const response = await this.#post(request, 'text/event-stream', signal);
    // Which form the answer has is told by its content type, not by the operation.
    if (!response.headers.get('content-type')?.includes('text/event-stream') || !response.body) return;
    const reader = response.body.getReader();
    const parser = new SseParser();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        for (const data of done ? parser.end() : parser.push(value)) {
          const event = decodeEvent(data);
          if (event) yield event;
          else this.#log('protocol.unreadable_event', { op: request.type });
        }
        if (done) return;
      }
    } catch (cause) {
      throw new RequestFailed(request.type, 0, { cause });
    } finally {
      // Also reached when the consumer stops early: the connection must not stay open behind it.
      reader.cancel().catch(() => undefined);
    }
  }

  async #post(request: JsonRequest | StreamRequest, accept: string, signal?: AbortSignal): Promise<Response> {
    const { url, locale, fetch } = this.#target();
    const started = performance.now();
    this.#log('request.start', { op: request.type });
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        // A plain object and a string: interceptors in the wild spread the one and parse the other.
        headers: { 'Content-Type': 'application/json', Accept: accept, 'Accept-Language': locale },
        body: JSON.stringify(request),
        ...(signal ? { signal } : {}),
      });
    } catch (cause) {
      throw new RequestFailed(request.type, 0, { cause });
    } finally {
      this.#log('request.end', { op: request.type, ms: Math.round(performance.now() - started) });
    }
    if (!response.ok) {
      this.#log('request.failed', { op: request.type, status: response.status });
      response.body?.cancel().catch(() => undefined);
      throw new RequestFailed(request.type, response.status);
    }
    return response;
  }
}
