import type { ClientToolCallItem } from '@/lib/chatkit/protocol';
import { failureWords } from '../i18n/failure-words';
import { newIdempotencyKey } from '../protocol/idempotency-key';
import { reconnectPause } from '../protocol/reconnect-pause';
import { RequestFailed, RunGone } from '../protocol/request-failed';
import type { StreamRequest } from '../protocol/wire-request';
import type { RetryPlan } from '../thread/entry';
import { beginRun, endRun } from '../thread/settle-run';
import { showWaiting } from '../thread/show-waiting';
import type { RunOrigin, ThreadState } from '../thread/thread-state';
import { entryInFlight } from '../thread/unsent';
import { announceAnswer } from './announce-answer';
import { asError, type ChatContext, type ThreadStore } from './chat-context';
import { callClientTool } from './client-tool';
import { type Attempt, appendStopped, markToolDone, retryPlan, showFailure } from './show-failure';
import type { ThreadLoader } from './thread-loader';
import { TurnStream } from './turn-stream';

/** Client tools can follow one another; a server that never ends the chain must not keep the page busy for ever. */
const MAX_TOOL_CALLS = 20;
/** How often it is looked whether the page that began a turn has answered its tool, with growing pauses: about eight seconds. */
const MAX_TOOL_LOOKS = 4;
/** How long a server may take to confirm a stop before the next message goes out, in ms. */
const STOP_WAIT = 5000;

const aborted = (signal: AbortSignal): Promise<'aborted'> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted'), { once: true }));

const isConflict = (cause: unknown) => cause instanceof RequestFailed && cause.status === 409;

/** How a turn begins: with a request, with the answer to a call of a tool, or with a run that goes on already. */
export type TurnStart = StreamRequest | ClientToolCallItem | { type: 'run'; id: string };

export interface TurnOptions {
  origin?: RunOrigin;
  /** Of a request that may have been carried out already; without it, it gets a new one. */
  key?: string | undefined;
  /** Called when the server has stored the message. */
  accepted?: () => void;
  /** The first request waits for it. */
  after?: Promise<void> | undefined;
}

/**
 * What is left to do when a turn has ended. `reread`: what is shown of the thread is not what the server has; its request may have been
 * carried out. `refused`: neither is it, so the request was not taken; `key` is the one under which it had been sent before, if it had.
 */
export type TurnOutcome =
  | { kind: 'settled' }
  | { kind: 'reread'; attempt: Attempt | null }
  | { kind: 'refused'; request: StreamRequest; key: string | null };

/** One turn of the assistant: a request, its stream, and the client tools in between (spec element 1.5, 1.8, 1.12). */
export class Turn {
  readonly #context: ChatContext;
  readonly #thread: ThreadStore;
  readonly #loader: ThreadLoader;
  readonly #options: TurnOptions;
  readonly #abort = new AbortController();
  readonly #stream: TurnStream;
  /** The server runs this turn apart from the connection: leaving is not stopping. */
  #detached = false;
  #stopped = false;
  #left = false;
  #hasFailed = false;

  constructor(context: ChatContext, thread: ThreadStore, loader: ThreadLoader, options: TurnOptions = {}) {
    this.#context = context;
    this.#thread = thread;
    this.#loader = loader;
    this.#options = options;
    this.#stream = new TurnStream(context, thread, this.#abort.signal, {
      accepted: options.accepted ?? (() => undefined),
      onRun: () => {
        this.#detached = true;
        context.notifyWindows(thread);
        // Stopped before the server had answered.
        if (this.#stopped) void this.#tellServer();
      },
    });
  }

  /** The runs that it has read to their end. */
  get endedRuns(): ReadonlySet<string> {
    return this.#stream.endedRuns;
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
    this.#left = true;
    this.#abort.abort();
  }

  /** Runs to the end; never throws: failures are shown and emitted. */
  async run(first: TurnStart): Promise<TurnOutcome> {
    const { emit, announcer, strings } = this.#context;
    const { signal } = this.#abort;
    const { origin, after } = this.#options;
    this.#thread.update((state) => beginRun(state, origin));
    emit('chatkit.response.start');
    announcer.say(strings().responding);
    let outcome: TurnOutcome = { kind: 'settled' };
    let attempt: (Attempt & { key: string }) | null = null;
    try {
      await after;
      if (first.type === 'run') {
        if (!(await this.#follow(first.id)) && !signal.aborted) outcome = { kind: 'reread', attempt: null };
      } else {
        let request = first.type === 'client_tool_call' ? await this.#answer(first) : first;
        for (let calls = 0; request && calls <= MAX_TOOL_CALLS; calls += 1) {
          attempt = { request, key: (request === first && this.#options.key) || newIdempotencyKey() };
          await this.#send(attempt);
          request = this.#stream.pendingCall ? await this.#answer(this.#stream.pendingCall) : null;
        }
        if (request) throw new Error('client tools called each other too often');
      }
    } catch (cause) {
      if (!signal.aborted) outcome = this.#outcomeOf(cause, attempt);
      if (!signal.aborted && outcome.kind !== 'reread') emit('chatkit.error', { error: asError(cause) });
      if (!signal.aborted && outcome.kind === 'settled') this.#fail(asError(cause), attempt);
    } finally {
      this.#stream.end();
      this.#settle(outcome, attempt);
      emit('chatkit.response.end');
    }
    return outcome;
  }

  async #send(attempt: Attempt & { key: string }): Promise<void> {
    this.#detached = false;
    try {
      await this.#stream.send(attempt);
    } finally {
      this.#detached = false;
    }
  }

  /**
   * Follows a run that began elsewhere, and the next ones of its turn. A tool of the page is called by the page that began the turn, which
   * is waited for a while; if it does not come, the student decides. Answers whether the turn has ended.
   */
  async #follow(runId: string): Promise<boolean> {
    for (let next: string | null = runId; next !== null; ) {
      this.#detached = true;
      await this.#stream.attach(next);
      this.#detached = false;
      const { pendingCall } = this.#stream;
      if (!pendingCall || this.#abort.signal.aborted) return true;
      next = await this.#nextRun(pendingCall, next);
    }
    return false;
  }

  async #nextRun(call: ClientToolCallItem, last: string): Promise<string | null> {
    const { signal } = this.#abort;
    const { id } = this.#thread.value;
    if (id === null) return null;
    this.#thread.update((state) => showWaiting(state, this.#context.strings().working, true));
    for (let look = 0; look < MAX_TOOL_LOOKS; look += 1) {
      await reconnectPause(look, signal);
      if (signal.aborted) return null;
      // Without a network it is looked again.
      const found = await this.#loader.peek(id).catch(() => null);
      if (!found) continue;
      if (found.activeRun !== null && found.activeRun !== last) {
        // The next stream does not repeat the call, so it is completed here.
        this.#thread.update((state) => markToolDone(state, call.call_id));
        return found.activeRun;
      }
      if (!found.awaitsTool) return null;
    }
    return null;
  }

  #outcomeOf(cause: unknown, attempt: Attempt | null): TurnOutcome {
    const { findsRuns } = this.#context.api;
    if (cause instanceof RunGone && findsRuns) return { kind: 'reread', attempt };
    if (!attempt || !isConflict(cause)) return { kind: 'settled' };
    if (findsRuns) return { kind: 'refused', request: attempt.request, key: this.#options.key ?? null };
    // Another window has gone on with the answer: what is there says more than a failure.
    return attempt.request.type === 'threads.continue' ? { kind: 'reread', attempt } : { kind: 'settled' };
  }

  #fail(error: Error, attempt: Attempt | null): void {
    const { strings, announcer } = this.#context;
    this.#hasFailed = true;
    // A stream that reported its error and then broke off has said everything already.
    if (this.#stream.hasShownError) return;
    // An answer that broke off is not a missing connection.
    const isBroken = this.#stream.hasStarted && !(error instanceof RequestFailed && error.isRefusal);
    const message = isBroken ? strings().errorGeneric : failureWords(error, strings());
    this.#thread.update((state) => showFailure(state, message, this.#planFor(state, error, attempt)));
    announcer.alert(message);
  }

  #planFor(state: ThreadState, error: Error, attempt: Attempt | null): RetryPlan {
    const isRefused = error instanceof RequestFailed && error.isRefusal;
    if (error instanceof RequestFailed && !error.passing) return { kind: 'none' };
    const isSending = entryInFlight(state.entries) !== undefined;
    // The run goes on, or went: asking again would have it answered twice.
    if (!isSending && this.#stream.runId !== null && this.#context.api.findsRuns) return { kind: 'reread' };
    return retryPlan(state, attempt && { ...attempt, key: isRefused ? null : this.#knownKey(attempt) });
  }

  /** The key under which the server may have carried the request out; null if what came of it is there. */
  #knownKey(attempt: Attempt): string | null {
    const { hasStarted, hasShownError } = this.#stream;
    return hasShownError || (hasStarted && !this.#context.api.findsRuns) ? null : attempt.key;
  }

  async #answer(call: ClientToolCallItem): Promise<StreamRequest | null> {
    const { settings, strings, emit, log } = this.#context;
    log('client_tool.start');
    // A tool of the page shows nothing by itself.
    this.#thread.update((state) => showWaiting(state, strings().working, true));
    this.#stream.noteAnswered(call);
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

  #settle(outcome: TurnOutcome, attempt: Attempt | null): void {
    const { strings, announcer } = this.#context;
    const isDetached = this.#left && this.#stream.runId !== null && this.#context.api.findsRuns;
    const stopped = this.#abort.signal.aborted && !isDetached;
    if (entryInFlight(this.#thread.value.entries) && outcome.kind === 'settled') {
      const words = stopped ? strings().stopped : strings().errorGeneric;
      const known = attempt && { ...attempt, key: this.#knownKey(attempt) };
      this.#thread.update((state) => showFailure(state, words, retryPlan(state, known)));
    }
    this.#thread.update((state) => {
      const ended = endRun(stopped ? appendStopped(state) : state, stopped ? 'stopped' : 'finished');
      return outcome.kind === 'settled' && !isDetached ? ended : { ...ended, run: { kind: 'unknown' } };
    });
    if (isDetached) return;
    if (stopped) announcer.say(strings().endStopped);
    else if (outcome.kind === 'settled' && !this.#hasFailed && !this.#stream.hasShownError)
      announceAnswer(this.#thread.value, announcer, strings());
  }
}
