import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { Declarations } from './declarations';
import { decodeEvent } from './decode';
import { followRun, type RunLink } from './follow-run';
import { newIdempotencyKey } from './idempotency-key';
import { answerOrLate } from './late-answer';
import { readFrames } from './read-frames';
import { reconnectPause } from './reconnect-pause';
import { RequestFailed, RunGone } from './request-failed';
import { runUrl } from './run-url';
import { saidIn } from './said-in';
import type { SseFrame } from './sse-parser';
import { isReading, type JsonRequest, type StreamRequest } from './wire-request';

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
  onRun: (runId: string) => void;
  /** The connection broke and will be tried again. */
  onBroken: () => void;
}

/** Events that come together. */
export interface EventBatch {
  events: ThreadStreamEvent[];
  /** They had happened before the reader came. */
  isBacklog: boolean;
}

/** What a thread's reading brings. */
export interface Reading {
  body: unknown;
  /** The turn that goes on in the thread; null if none does, or if the server does not tell. */
  activeRun: string | null;
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

  /** Whether the server tells which turn goes on in a thread. */
  get findsRuns(): boolean {
    return this.#declarations.findsRuns(this.#target().url);
  }

  /** The JSON answer. Throws `RequestFailed`. */
  async call(request: JsonRequest, signal?: AbortSignal): Promise<unknown> {
    return (await this.read(request, signal)).body;
  }

  /** The JSON answer, and the turn that goes on in the thread that it is about. Throws `RequestFailed`. */
  async read(request: JsonRequest, signal?: AbortSignal): Promise<Reading> {
    const key = isReading(request) ? undefined : newIdempotencyKey();
    const response = await this.#post(request, 'application/json', key, signal);
    try {
      return { body: await response.json(), activeRun: response.headers.get('x-chatkit-active-run') };
    } catch (cause) {
      throw new RequestFailed(request.type, 0, { cause });
    }
  }

  /**
   * The events of a streaming operation, across broken connections where the server keeps the run. `key` names the request: sent
   * again under it, it is not carried out twice.
   *
   * @throws RequestFailed before the first event or when the stream is lost; RunGone
   */
  async *stream(request: StreamRequest, key: string, watch: StreamWatch): AsyncGenerator<EventBatch> {
    const { signal } = watch;
    const { url } = this.#target();
    const own = this.isDeclared;
    const send = (connection: AbortSignal) => this.#post(request, 'text/event-stream', key, connection);
    const runIn = (response: Response) => (own ? response.headers.get('x-chatkit-run-id') : null);
    const onRun = (response: Response) => {
      const runId = runIn(response);
      if (runId !== null) watch.onRun(runId);
    };
    const response = own ? await answerOrLate(send, signal, onRun) : await send(signal);
    onRun(response);
    const runId = runIn(response);
    const frames = runId === null ? readFrames(response) : followRun(response, this.#link(watch, url, runId));
    for await (const event of this.#events(request.type, frames)) {
      if (event.value) yield { events: [event.value], isBacklog: false };
    }
  }

  /**
   * A run that is there already, from its first event: first what has happened so far, all together, then what comes.
   *
   * @throws RequestFailed, RunGone
   */
  async *attach(runId: string, watch: StreamWatch): AsyncGenerator<EventBatch> {
    let position: number | null = null;
    const link = this.#link(watch, this.#target().url, runId, (response) => {
      position ??= Number(response.headers.get('x-chatkit-run-position'));
    });
    let backlog: ThreadStreamEvent[] | null = [];
    for await (const { value, seq } of this.#events('runs.events', followRun(null, link))) {
      if (backlog === null || seq > (position ?? 0)) {
        if (backlog) yield { events: backlog, isBacklog: true };
        backlog = null;
        if (value) yield { events: [value], isBacklog: false };
        continue;
      }
      if (value) backlog.push(value);
      if (seq !== position) continue;
      yield { events: backlog, isBacklog: true };
      backlog = null;
    }
    if (backlog) yield { events: backlog, isBacklog: true };
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

  /** The events in frames, each with its number; null for what is none that we know. */
  async *#events(
    op: string,
    frames: AsyncIterable<SseFrame>,
  ): AsyncGenerator<{ value: ThreadStreamEvent | null; seq: number }> {
    try {
      for await (const { id, data } of frames) {
        const value = decodeEvent(data);
        if (!value) this.#log('protocol.unreadable_event', { op });
        yield { value, seq: Number(id) };
      }
    } catch (cause) {
      if (cause instanceof RunGone) throw cause;
      throw new RequestFailed(op, cause instanceof RequestFailed ? cause.status : 0, { cause });
    }
  }

  #link(
    watch: StreamWatch,
    url: string,
    runId: string,
    opened: (response: Response) => void = () => undefined,
  ): RunLink {
    const { signal, complete, onBroken } = watch;
    const reopen = async (seq: number) => {
      const headers = {
        Accept: 'text/event-stream',
        'Accept-Language': this.#target().locale,
        ...this.#declarations.headers(url),
      };
      const response = await this.#send('runs.events', runUrl(url, runId, seq), {
        method: 'GET',
        headers,
        signal,
      });
      opened(response);
      return response;
    };
    return { signal, complete, onBroken, pause: reconnectPause, reopen };
  }

  async #post(
    request: JsonRequest | StreamRequest,
    accept: string,
    key: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    const { url, locale } = this.#target();
    const declared = this.#declarations.headers(url, key);
    const response = await this.#send(request.type, url, {
      method: 'POST',
      // A plain object and a string: interceptors in the wild spread the one and parse the other.
      headers: {
        'Content-Type': 'application/json',
        'Accept-Language': locale,
        Accept: accept,
        ...declared,
      },
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
