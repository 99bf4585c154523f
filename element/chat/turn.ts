import type { ClientToolCallItem, ThreadItem } from '@/lib/chatkit/protocol';
import { failureWords } from '../i18n/failure-words';
import { RequestFailed } from '../protocol/request-failed';
import type { StreamRequest } from '../protocol/wire-request';
import { applyEvent } from '../thread/apply-event';
import { reopenAnswer } from '../thread/continue-answer';
import { beginRun, endRun } from '../thread/settle-run';
import { showWaiting } from '../thread/show-waiting';
import { announceAnswer } from './announce-answer';
import { asError, type ChatContext, type ThreadStore } from './chat-context';
import { callClientTool } from './client-tool';
import { DeltaBuffer } from './delta-buffer';
import { type ErrorEvent, reactToEvent } from './react-to-event';
import { appendStopped, markToolDone, showFailure } from './show-failure';

/** Client tools can follow one another; a server that never ends the chain must not keep the page busy for ever. */
const MAX_TOOL_CALLS = 20;
/** Silence in an open turn after which the waiting line shows again, in ms. */
const QUIET = 1000;
/** How long a server may take to confirm a stop before the next message goes out, in ms. */
const STOP_WAIT = 5000;

let streams = 0;

const aborted = (signal: AbortSignal): Promise<'aborted'> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted'), { once: true }));

const isConflict = (cause: unknown) => cause instanceof RequestFailed && cause.status === 409;

/** One turn of the assistant: a request, its stream, and the client tools in between (spec element 1.5, 1.8, 1.12). */
export class Turn {
  readonly #context: ChatContext;
  readonly #thread: ThreadStore;
  readonly #abort = new AbortController();
  readonly #accepted: () => void;
  readonly #after: Promise<void>;
  /** The server runs this turn apart from the connection: leaving is not stopping. */
  #detached = false;
  #stopped = false;
  #errorShown = false;
  #isOutdated = false;
  #begun = false;
  #pendingCall: ClientToolCallItem | null = null;
  /** A second output for the same call breaks the connection on the server's side. */
  readonly #answeredCalls = new Set<string>();
  #quiet: ReturnType<typeof setTimeout> | undefined;

  /** `accepted` is called when the server has stored the message; the first request waits for `after`. */
  constructor(
    context: ChatContext,
    thread: ThreadStore,
    accepted: () => void = () => undefined,
    after: Promise<void> = Promise.resolve(),
  ) {
    this.#context = context;
    this.#thread = thread;
    this.#accepted = accepted;
    this.#after = after;
  }

  /** What is shown of the thread is not what the server has: the turn was refused for it. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  /** Stops the answer. Resolves when the server has stopped, too; never rejects. */
  async stop(): Promise<void> {
    if (this.#abort.signal.aborted) return;
    this.#stopped = true;
    this.#abort.abort();
    if (this.#detached) await this.#tellServer();
  }

  async #tellServer(): Promise<void> {
    const { api, emit } = this.#context;
    const { id } = this.#thread.value;
    if (id === null) return;
    try {
      await api.call({ type: 'threads.stop', params: { thread_id: id } }, AbortSignal.timeout(STOP_WAIT));
    } catch (cause) {
      emit('chatkit.error', { error: asError(cause) });
    }
  }

  /** Reads no further. A server that keeps the run goes on with it; for others this is a stop. */
  leave(): void {
    this.#abort.abort();
  }

  /** Runs to the end; never throws: failures are shown and emitted. `byHand`: see `Run`. */
  async run(first: StreamRequest | ClientToolCallItem, byHand = false): Promise<void> {
    const { emit, announcer, strings } = this.#context;
    const { signal } = this.#abort;
    this.#thread.update((state) => beginRun(state, byHand));
    emit('chatkit.response.start');
    announcer.say(strings().responding);
    let request: StreamRequest | null = null;
    try {
      await this.#after;
      request = first.type === 'client_tool_call' ? await this.#answer(first) : first;
      for (let calls = 0; request && calls <= MAX_TOOL_CALLS; calls += 1) {
        await this.#stream(request);
        request = this.#pendingCall ? await this.#answer(this.#pendingCall) : null;
      }
      if (request) throw new Error('client tools called each other too often');
    } catch (cause) {
      // Another window has gone on with the answer: what is there says more than a failure.
      this.#isOutdated = request?.type === 'threads.continue' && isConflict(cause);
      if (!signal.aborted && !this.#isOutdated) this.#fail(asError(cause), request);
    } finally {
      clearTimeout(this.#quiet);
      this.#settle(signal.aborted, request);
      emit('chatkit.response.end');
    }
  }

  async #stream(request: StreamRequest): Promise<void> {
    const { api, log } = this.#context;
    const { signal } = this.#abort;
    streams += 1;
    const stream = streams;
    this.#pendingCall = null;
    this.#detached = false;
    const continues = request.type === 'threads.continue';
    const buffer = new DeltaBuffer((event) =>
      this.#thread.update((state) =>
        applyEvent(continues ? reopenAnswer(state, event, stream) : state, event, stream),
      ),
    );
    let first = true;
    try {
      const watch = {
        signal,
        complete: () => {
          buffer.flush();
          return !this.#hasHalfAnswer(stream);
        },
        onRun: () => {
          this.#detached = true;
          // Stopped before the server had answered.
          if (this.#stopped) void this.#tellServer();
        },
        onBroken: () => this.#showBroken(),
      };
      for await (const event of api.stream(request, watch)) {
        if (signal.aborted) return;
        if (first) log('stream.first_event', { op: request.type });
        first = false;
        this.#begun = true;
        buffer.push(event);
        this.#restartQuiet();
        reactToEvent(event, this.#context, this.#thread, {
          accepted: this.#accepted,
          item: (item) => this.#noteCall(item),
          error: (error) => this.#showError(error, request),
        });
      }
      buffer.flush();
      // A proxy or a server that went away can end a stream as if it were complete.
      if (!signal.aborted && !this.#errorShown && this.#hasHalfAnswer(stream))
        throw new RequestFailed(request.type, 0);
      log('stream.end', { op: request.type });
    } finally {
      this.#detached = false;
      buffer.flush();
    }
  }

  #showBroken(): void {
    const { strings, announcer, log } = this.#context;
    const text = strings().reconnecting;
    log('stream.broken');
    announcer.progress(text);
    this.#thread.update((state) => showWaiting(state, text, false));
  }

  /** Whether an answer has begun that is neither done nor said to have ended otherwise. */
  #hasHalfAnswer(stream: number): boolean {
    const { entries } = this.#thread.value;
    const hasEnded = entries.some(
      (entry) => entry.kind === 'item' && entry.item.type === 'turn_end' && entry.stream === stream,
    );
    if (hasEnded) return false;
    return entries.some(
      (entry) =>
        entry.kind === 'item' &&
        entry.item.type === 'assistant_message' &&
        entry.phase === 'streaming' &&
        entry.stream === stream,
    );
  }

  #noteCall(item: ThreadItem): void {
    if (item.type !== 'client_tool_call' || item.status !== 'pending') return;
    if (!this.#answeredCalls.has(item.call_id)) this.#pendingCall = item;
  }

  #showError(event: ErrorEvent, request: StreamRequest): void {
    const { emit, strings, announcer } = this.#context;
    const own = (event.code ?? 'custom') === 'custom' ? event.message : undefined;
    const message = own || strings().errorGeneric;
    this.#errorShown = true;
    this.#thread.update((state) => showFailure(state, message, event.allow_retry === true, request));
    announcer.alert(message);
    emit('chatkit.error', { error: new Error(event.message || event.code || 'stream error') });
  }

  #fail(error: Error, request: StreamRequest | null): void {
    const { emit, strings, announcer } = this.#context;
    // A stream that reported its error and then broke off has said everything already.
    if (!this.#errorShown) {
      // An answer that broke off is not a missing connection.
      const message = this.#begun ? strings().errorGeneric : failureWords(error, strings());
      const retryAllowed = !(error instanceof RequestFailed) || error.passing;
      this.#thread.update((state) => showFailure(state, message, retryAllowed, request));
      announcer.alert(message);
    }
    this.#errorShown = true;
    emit('chatkit.error', { error });
  }

  async #answer(call: ClientToolCallItem): Promise<StreamRequest | null> {
    const { settings, strings, emit, log } = this.#context;
    log('client_tool.start');
    // A tool of the page shows nothing by itself.
    this.#thread.update((state) => showWaiting(state, strings().working, true));
    this.#answeredCalls.add(call.call_id);
    const outcome = await Promise.race([
      callClientTool(call, settings().options),
      aborted(this.#abort.signal),
    ]);
    // After a stop nothing is posted: the server cleans up its open calls by itself.
    if (outcome === 'aborted') return null;
    const { result, error } = outcome;
    log(error ? 'client_tool.error' : 'client_tool.end');
    if (error) emit('chatkit.error', { error });
    const { id } = this.#thread.value;
    if (id === null) return null;
    // The next stream does not repeat the call, so it is completed here.
    this.#thread.update((state) => markToolDone(state, call.call_id));
    return { type: 'threads.add_client_tool_output', params: { thread_id: id, result } };
  }

  #settle(stopped: boolean, request: StreamRequest | null): void {
    const { strings, announcer } = this.#context;
    if (this.#thread.value.entries.some((entry) => entry.kind === 'outgoing' && entry.phase === 'sending')) {
      const words = stopped ? strings().stopped : strings().errorGeneric;
      this.#thread.update((state) => showFailure(state, words, true, request));
    }
    this.#thread.update((state) =>
      endRun(stopped ? appendStopped(state) : state, stopped ? 'stopped' : 'finished'),
    );
    if (stopped) announcer.say(strings().endStopped);
    else if (!this.#errorShown && !this.#isOutdated) announceAnswer(this.#thread.value, announcer, strings());
  }

  #restartQuiet(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.#thread.update((state) => {
        const busy = state.entries.some((entry) => entry.kind === 'item' && entry.phase === 'streaming');
        if (busy || state.run.kind !== 'running') return state;
        return { ...state, run: { ...state.run, waiting: true } };
      });
    }, QUIET);
  }
}
