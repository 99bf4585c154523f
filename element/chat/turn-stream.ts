import type { ClientToolCallItem, ThreadItem, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import type { EventBatch, StreamWatch } from '../protocol/api-client';
import { RequestFailed, RunGone } from '../protocol/request-failed';
import { applyEvent } from '../thread/apply-event';
import { reopenAnswer } from '../thread/continue-answer';
import { type Entry, hasEndedSteps, type RetryPlan } from '../thread/entry';
import { type ApplyRunEvent, applyRunEvent, joinRun } from '../thread/join-run';
import { showWaiting } from '../thread/show-waiting';
import type { ThreadState } from '../thread/thread-state';
import type { ChatContext, ThreadStore } from './chat-context';
import { DeltaBuffer } from './delta-buffer';
import { type ErrorEvent, reactToEvent } from './react-to-event';
import { type Attempt, retryPlan, showFailure } from './show-failure';

/** Without an event for so long in an open turn, the waiting line shows again, in ms. */
const IDLE_MS = 1000;

let streams = 0;

/** What was shown or done at the moment when it came, and what the thread was called then: no news for a page that comes later. */
const isPast = ({ type }: ThreadStreamEvent): boolean =>
  ['client_effect', 'notice', 'progress_update', 'thread.created', 'thread.updated'].includes(type);

/** Whether what is there already says that work goes on. */
const showsWork = (entry: Entry): boolean =>
  entry.kind === 'item' &&
  entry.phase === 'streaming' &&
  !(entry.item.type === 'workflow' && hasEndedSteps(entry.item.workflow));

/** What the turn wants to know of its streams. */
export interface TurnStreamWatch {
  /** The server has stored the message. */
  accepted: () => void;
  /** The server runs the turn apart from this connection. */
  onRun: (runId: string) => void;
}

/** Reads the streams of one turn, one after the other, into its thread. */
export class TurnStream {
  readonly #context: ChatContext;
  readonly #thread: ThreadStore;
  readonly #signal: AbortSignal;
  readonly #watch: TurnStreamWatch;
  /** The run that is read, or was read last; null where the server keeps none. */
  runId: string | null = null;
  /** The runs that have come to their end, or are gone. */
  readonly endedRuns = new Set<string>();
  /** Something has come. */
  hasStarted = false;
  /** A failure that the server told of is shown. */
  hasShownError = false;
  /** The call of a tool of the page with which the last stream has ended. */
  pendingCall: ClientToolCallItem | null = null;
  /** A second output for the same call breaks the connection on the server's side. */
  readonly #answeredCalls = new Set<string>();
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: ChatContext, thread: ThreadStore, signal: AbortSignal, watch: TurnStreamWatch) {
    this.#context = context;
    this.#thread = thread;
    this.#signal = signal;
    this.#watch = watch;
  }

  /** Sends a request and reads its answer. Throws `RequestFailed`, `RunGone`. */
  async send(attempt: Attempt & { key: string }): Promise<void> {
    const { request, key } = attempt;
    const continues = request.type === 'threads.continue';
    const apply: ApplyRunEvent = (state, event, stream) =>
      applyEvent(continues ? reopenAnswer(state, event, stream) : state, event, stream);
    this.runId = null;
    await this.#read(
      (watch) => this.#context.api.stream(request, key, watch),
      apply,
      request.type,
      // What the server has answered with an error is not sent under the same key again.
      { request, key: null },
    );
  }

  /** Reads a run that began elsewhere, from its first event. Throws `RequestFailed`, `RunGone`. */
  async attach(runId: string): Promise<void> {
    this.runId = runId;
    await this.#read((watch) => this.#context.api.attach(runId, watch), applyRunEvent, 'runs.events', null);
  }

  /** Nothing more is read: the line that says that work goes on does not come back. */
  end(): void {
    clearTimeout(this.#idleTimer);
  }

  /** The call is answered; should it come again, it is no other. */
  noteAnswered(call: ClientToolCallItem): void {
    this.#answeredCalls.add(call.call_id);
  }

  async #read(
    open: (watch: StreamWatch) => AsyncIterable<EventBatch>,
    apply: ApplyRunEvent,
    op: string,
    attempt: Attempt | null,
  ): Promise<void> {
    const { log } = this.#context;
    const signal = this.#signal;
    streams += 1;
    const stream = streams;
    this.pendingCall = null;
    const buffer = new DeltaBuffer((event) => this.#thread.update((state) => apply(state, event, stream)));
    let isFirst = true;
    try {
      const watch: StreamWatch = {
        signal,
        complete: () => {
          buffer.flush();
          return !this.#hasHalfAnswer(stream);
        },
        onRun: (runId) => {
          this.runId = runId;
          this.#watch.onRun(runId);
        },
        onBroken: () => this.#showBroken(),
      };
      for await (const { events, isBacklog } of open(watch)) {
        if (signal.aborted) return;
        if (isFirst) log('stream.first_event', { op });
        isFirst = false;
        this.hasStarted = true;
        if (isBacklog) this.#join(events, stream, attempt);
        for (const event of events) {
          if (!isBacklog) buffer.push(event);
          this.#react(event, isBacklog, attempt);
        }
        this.#restartIdleTimer();
      }
      buffer.flush();
      // A proxy or a server that went away can end a stream as if it were complete.
      if (signal.aborted) return;
      if (!this.hasShownError && this.#hasHalfAnswer(stream)) throw new RequestFailed(op, 0);
      this.#noteEnded();
      log('stream.end', { op });
    } catch (cause) {
      if (cause instanceof RunGone) this.#noteEnded();
      throw cause;
    } finally {
      buffer.flush();
    }
  }

  /** What a run has said so far comes in one change, so that nothing flashes. */
  #join(events: ThreadStreamEvent[], stream: number, attempt: Attempt | null): void {
    const apply: ApplyRunEvent = (state, event, number) =>
      event.type === 'error' ? this.#withError(state, event, attempt) : applyRunEvent(state, event, number);
    this.#thread.update((state) => joinRun(state, events, stream, apply));
  }

  #react(event: ThreadStreamEvent, isBacklog: boolean, attempt: Attempt | null): void {
    const { threadCreated, threadChanged } = this.#context;
    if (isBacklog && isPast(event)) return;
    reactToEvent(event, this.#context, {
      // A page that reads a run of elsewhere knows its thread already.
      created: (thread) => (attempt ? threadCreated(this.#thread, thread) : threadChanged(thread)),
      accepted: this.#watch.accepted,
      item: (item) => this.#noteCall(item),
      error: (error) => {
        if (!isBacklog) this.#thread.update((state) => this.#withError(state, error, attempt));
        this.#reportError(error);
      },
    });
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

  #noteEnded(): void {
    if (this.runId !== null) this.endedRuns.add(this.runId);
  }

  #noteCall(item: ThreadItem): void {
    if (item.type !== 'client_tool_call' || item.status !== 'pending') return;
    if (!this.#answeredCalls.has(item.call_id)) this.pendingCall = item;
  }

  #errorText(event: ErrorEvent): string {
    const own = (event.code ?? 'custom') === 'custom' ? event.message : undefined;
    return own || this.#context.strings().errorGeneric;
  }

  #withError(state: ThreadState, event: ErrorEvent, attempt: Attempt | null): ThreadState {
    const retry: RetryPlan = event.allow_retry ? retryPlan(state, attempt) : { kind: 'none' };
    return showFailure(state, this.#errorText(event), retry);
  }

  #reportError(event: ErrorEvent): void {
    const { emit, announcer } = this.#context;
    this.hasShownError = true;
    announcer.alert(this.#errorText(event));
    emit('chatkit.error', { error: new Error(event.message || event.code || 'stream error') });
  }

  #restartIdleTimer(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      this.#thread.update((state) => {
        const busy = state.entries.some(showsWork);
        if (busy || state.run.kind !== 'running') return state;
        return { ...state, run: { ...state.run, waiting: true } };
      });
    }, IDLE_MS);
  }
}
