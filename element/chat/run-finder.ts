import type { ClientToolCallItem } from '@/lib/chatkit/protocol';
import { failureWords } from '../i18n/failure-words';
import { findItem } from '../thread/apply-event';
import { newRun } from '../thread/settle-run';
import type { Run, ThreadState } from '../thread/thread-state';
import { messageInFlight, withoutFailures, withoutMessageInFlight } from '../thread/unsent';
import { asError, type ChatContext, type ThreadStore } from './chat-context';
import { type Attempt, showFailure } from './show-failure';
import { ThreadLoader, type ThreadRead } from './thread-loader';
import type { TurnOutcome } from './turn';

/** What the finder needs to know of the turns of this page, and does with one that it finds. */
export interface PageTurns {
  isShown(store: ThreadStore): boolean;
  isRunning(store: ThreadStore): boolean;
  /** Resolves when no stop is under way any more. */
  whenStopped(store: ThreadStore): Promise<void> | undefined;
  follow(store: ThreadStore, runId: string): void;
}

const isVisible = (): boolean => document.visibilityState === 'visible';

/**
 * Reads threads, and finds the turns that go on in them, whoever began them: another window, another device, this page before it was
 * reloaded. Only what somebody sees is followed, since browsers have few connections for one server.
 */
export class RunFinder {
  readonly loader: ThreadLoader;
  readonly #context: ChatContext;
  readonly #turns: PageTurns;
  /** Runs that were read to their end: a server may still name one for a moment. */
  readonly #ended = new Set<string>();
  /** Looks under way; `again`: something has happened since. */
  readonly #looks = new Map<ThreadStore, { again: boolean }>();

  constructor(context: ChatContext, turns: PageTurns) {
    this.#context = context;
    this.#turns = turns;
    this.loader = new ThreadLoader(context, (store, activeRun) => this.#showRun(store, activeRun));
  }

  noteEnded(runs: Iterable<string>): void {
    for (const run of runs) this.#ended.add(run);
  }

  /** Loads a thread. Throws `RequestFailed`. */
  async load(store: ThreadStore, id: string): Promise<void> {
    this.#follow(store, await this.loader.load(store, id));
  }

  /** Reads a thread again. Throws `RequestFailed`. */
  async refresh(store: ThreadStore): Promise<void> {
    const read = await this.#read(store);
    if (read) this.#show(store, read);
    else settleUnknown(store);
  }

  /**
   * Shows what has happened in a thread, if it is seen and no turn of this page tells. That it fails is no matter: it is looked again when
   * the page comes back.
   */
  async look(store: ThreadStore): Promise<void> {
    const pending = this.#looks.get(store);
    if (pending) {
      pending.again = true;
      return;
    }
    const look = { again: true };
    this.#looks.set(store, look);
    try {
      while (look.again && this.#canLook(store)) {
        look.again = false;
        await this.refresh(store);
      }
    } catch {
      this.#context.log('thread.look_failed');
      settleUnknown(store);
    } finally {
      this.#looks.delete(store);
    }
  }

  /**
   * Reads a thread again for somebody who waits for it: a failure is shown. `attempt`: a message of it that is on its way did not arrive,
   * unless it is found among what is read.
   */
  async reread(store: ThreadStore, attempt: Attempt | null = null): Promise<void> {
    const withoutInFlight = (state: ThreadState): ThreadState =>
      attempt && messageInFlight(state)
        ? showFailure(state, this.#context.strings().errorServer, { kind: 'resend', ...attempt })
        : state;
    store.update((state) => ({ ...withoutFailures(state), run: { kind: 'unknown' } }));
    try {
      const read = await this.#read(store);
      if (read) this.#show(store, read, withoutInFlight);
      else settleUnknown(store);
    } catch (cause) {
      store.update(withoutInFlight);
      const { strings, emit, api } = this.#context;
      const error = asError(cause);
      const plan = { kind: api.findsRuns ? 'reread' : 'none' } as const;
      const message = failureWords(error, strings());
      store.update((state) => showFailure({ ...state, run: { kind: 'idle' } }, message, plan));
      emit('chatkit.error', { error });
    }
  }

  /** Does what a turn has left to do. */
  async resolve(store: ThreadStore, outcome: TurnOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'settled':
        return;
      case 'reread':
        return this.reread(store, outcome.attempt);
      case 'refused':
        return this.#resolveRefusal(store, outcome);
      default:
        return outcome satisfies never;
    }
  }

  /** Whether a tool of the page is still to be called; else shows what has come of it. */
  async awaitsTool(store: ThreadStore, call: ClientToolCallItem): Promise<boolean> {
    const { id } = store.value;
    if (id === null || !this.#context.api.findsRuns) return true;
    store.update((state) => ({ ...state, run: { kind: 'unknown' } }));
    try {
      await this.refresh(store);
      const stored = findItem(store.value.entries, call.id)?.item;
      const isPending = stored?.type === 'client_tool_call' && stored.status === 'pending';
      return isPending && store.value.run.kind === 'idle';
    } catch (cause) {
      settleUnknown(store);
      this.#context.emit('chatkit.error', { error: asError(cause) });
      return false;
    }
  }

  #showRun(store: ThreadStore, activeRun: string | null): Run {
    if (activeRun === null || this.#ended.has(activeRun)) return { kind: 'idle' };
    return isVisible() && this.#turns.isShown(store) ? newRun('elsewhere') : { kind: 'unknown' };
  }

  #canLook(store: ThreadStore): boolean {
    return (
      this.#context.api.findsRuns &&
      isVisible() &&
      this.#turns.isShown(store) &&
      !this.#turns.isRunning(store) &&
      store.value.load.kind === 'ready' &&
      store.value.id !== null
    );
  }

  /** Null if a turn of this page has begun meanwhile: that knows more. */
  async #read(store: ThreadStore): Promise<ThreadRead | null> {
    const { id } = store.value;
    if (id === null) return null;
    await this.#turns.whenStopped(store);
    const read = await this.loader.read(store, id);
    return this.#turns.isRunning(store) ? null : read;
  }

  #show(store: ThreadStore, read: ThreadRead, change?: (state: ThreadState) => ThreadState): void {
    this.loader.show(store, read, change);
    this.#follow(store, read.activeRun);
  }

  #follow(store: ThreadStore, runId: string | null): void {
    if (runId !== null && store.value.run.kind === 'running') this.#turns.follow(store, runId);
  }

  /**
   * A request was refused because the thread is not what was shown. What there is is shown; a message goes back to where it was written, or
   * stays where it stands if that place is taken.
   */
  async #resolveRefusal(
    store: ThreadStore,
    { request, key }: Extract<TurnOutcome, { kind: 'refused' }>,
  ): Promise<void> {
    const { strings, returnToComposer, announcer, emit } = this.#context;
    const resend = { kind: 'resend', request, key } as const;
    const stay = (state: ThreadState) => showFailure(state, strings().errorBusy, resend);
    const read = await this.#read(store).catch((cause: unknown) => {
      emit('chatkit.error', { error: asError(cause) });
      store.update((state) => stay({ ...state, run: { kind: 'idle' } }));
      return null;
    });
    if (!read) {
      store.update((state) => (messageInFlight(state) ? stay(state) : state));
      return;
    }
    const isBusy = this.#showRun(store, read.activeRun).kind !== 'idle';
    const words = isBusy ? strings().errorBusy : strings().errorWentOn;
    const message = messageInFlight(store.value);
    // One that was sent under its key before may be among what was read: then it has arrived, and is found there.
    const isBack = message && key === null && returnToComposer(store, message, isBusy ? 'busy' : 'went-on');
    this.#show(store, read, (state) => {
      if (isBack) return withoutMessageInFlight(state);
      return message ? showFailure(state, words, resend) : state;
    });
    announcer.alert(words);
    const isOfItem =
      request.type === 'threads.custom_action' || request.type === 'threads.add_structured_input';
    if (isOfItem && !isBusy) store.update((state) => showFailure(state, words, resend));
  }
}

/** It could not be found out: what is shown stands. */
function settleUnknown(store: ThreadStore): void {
  store.update((state) => (state.run.kind === 'unknown' ? { ...state, run: { kind: 'idle' } } : state));
}
