import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { Declarations } from './declarations';
import { decodeEvent } from './decode';
import { followRun } from './follow-run';
import { answerOrLate } from './late-answer';
import { readFrames } from './read-frames';
import { reconnectPause } from './reconnect-pause';
import { RequestFailed } from './request-failed';
import { runUrl } from './run-url';
import { saidIn } from './said-in';
import type { JsonRequest, StreamRequest } from './wire-request';

export interface ApiTarget {
  url: string;
  locale: string;
  /** Called afresh for every request: the host may swap its closure at any time. */
  fetch: typeof fetch;
}

export type Log = (name: string, data?: Record<string, unknown>) => void;

/** What the reader of a stream tells and is told. */
export interface StreamWatch {
  signal: AbortSignal;
  /** Whether what has come is a whole answer. */
  complete: () => boolean;
  /** The server runs the turn apart from this connection. Also called when the answer comes too late to be read. */
  onRun: () => void;
  /** The connection broke and will be tried again. */
  onBroken: () => void;
}

/** Speaks the one POST endpoint of a ChatKit server (spec element 1.6). */
export class ApiClient {
  readonly #target: () => ApiTarget;
  readonly #log: Log;
  readonly #declarations = new Declarations();

  constructor(target: () => ApiTarget, log: Log) {
    this.#target = target;
    this.#log = log;
  }

  /** Whether the server is taken to be one like ours, with its extensions and limits. */
  get isDeclared(): boolean {
    return this.#declarations.includes(this.#target().url);
  }

  /** The JSON answer. Throws `RequestFailed`. */
  async call(request: JsonRequest, signal?: AbortSignal): Promise<unknown> {
    const declared = this.#declarations.headers(this.#target().url);
    const response = await this.#post(request, { Accept: 'application/json', ...declared }, signal);
    try {
      return await response.json();
    } catch (cause) {
      throw new RequestFailed(request.type, 0, { cause });
    }
  }

  /**
   * The events of a streaming operation, across broken connections where the server keeps the run. Throws `RequestFailed`
   * before the first event or when the stream is lost.
   */
  async *stream(request: StreamRequest, watch: StreamWatch): AsyncGenerator<ThreadStreamEvent> {
    const { signal } = watch;
    const { url } = this.#target();
    const declared = this.#declarations.headers(url);
    const own = this.isDeclared;
    const Accept = 'text/event-stream';
    const runIn = (response: Response) => (own ? response.headers.get('x-chatkit-run-id') : null);
    const response = own
      ? await answerOrLate(
          (connection) => this.#post(request, { Accept, ...declared }, connection),
          signal,
          (late) => runIn(late) !== null && watch.onRun(),
        )
      : await this.#post(request, { Accept }, signal);
    const runId = runIn(response);
    if (runId !== null) watch.onRun();
    const frames =
      runId === null
        ? readFrames(response)
        : followRun(response, {
            ...watch,
            pause: reconnectPause,
            reopen: (seq) => this.#reopen(runUrl(url, runId, seq), signal),
          });
    try {
      for await (const { data } of frames) {
        const event = decodeEvent(data);
        if (event) yield event;
        else this.#log('protocol.unreadable_event', { op: request.type });
      }
    } catch (cause) {
      throw new RequestFailed(request.type, 0, { cause });
    }
  }

  /** Posts a form to another address of the host's server; the JSON answer. Throws `RequestFailed`. */
  async form(url: string, body: FormData, signal: AbortSignal): Promise<unknown> {
    const response = await this.#send('upload', url, { method: 'POST', body, signal });
    try {
      return await response.json();
    } catch (cause) {
      throw new RequestFailed('upload', 0, { cause });
    }
  }

  #reopen(url: string, signal: AbortSignal): Promise<Response> {
    const { locale } = this.#target();
    const headers = { Accept: 'text/event-stream', 'Accept-Language': locale };
    return this.#send('runs.events', url, { method: 'GET', headers, signal });
  }

  async #post(
    request: JsonRequest | StreamRequest,
    more: Record<string, string>,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    const { url, locale } = this.#target();
    const response = await this.#send(request.type, url, {
      method: 'POST',
      // A plain object and a string: interceptors in the wild spread the one and parse the other.
      headers: { 'Content-Type': 'application/json', 'Accept-Language': locale, ...more },
      body: JSON.stringify(request),
      ...(signal ? { signal } : {}),
    });
    this.#declarations.learn(url, response);
    return response;
  }

  async #send(op: string, url: string, init: RequestInit): Promise<Response> {
    const started = performance.now();
    this.#log('request.start', { op });
    let response: Response;
    try {
      response = await this.#target().fetch(url, init);
    } catch (cause) {
      throw new RequestFailed(op, 0, { cause });
    } finally {
      this.#log('request.end', { op, ms: Math.round(performance.now() - started) });
    }
    if (!response.ok) {
      this.#log('request.failed', { op, status: response.status });
      throw new RequestFailed(op, response.status, { said: await refusalOf(response) });
    }
    return response;
  }
}

/** Read only if it says that it is JSON: what else a server sends has no end that we know. */
async function refusalOf(response: Response): Promise<string | undefined> {
  if (!response.headers.get('content-type')?.startsWith('application/json')) {
    response.body?.cancel().catch(() => undefined);
    return undefined;
  }
  return saidIn(await response.text().catch(() => ''));
}
