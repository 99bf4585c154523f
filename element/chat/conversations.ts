import type { ClientToolCallItem } from '@/lib/chatkit/protocol';
import { IntegrationError } from '../host/integration-error';
import { failureWords } from '../i18n/failure-words';
import type { StreamRequest } from '../protocol/wire-request';
import { freeKey } from '../thread/apply-event';
import { withoutEnds } from '../thread/continue-answer';
import type { Entry, RetryPlan } from '../thread/entry';
import { cutAfterLastMessage } from '../thread/settle-run';
import { Store } from '../thread/store';
import { emptyThread } from '../thread/thread-state';
import { asError, type ChatContext, type ThreadStore } from './chat-context';
import { type Message, messageInput, outgoingItem } from './message-input';
import { showFailure } from './show-failure';
import { ThreadLoader } from './thread-loader';
import { Turn } from './turn';

/** The failed message on its way again: at the end, where the server will store it. */
function sendAgain(entries: Entry[], failedKey: string | undefined): Entry[] {
  const failed = entries.find((entry) => entry.kind === 'outgoing' && entry.key === failedKey);
  if (failed?.kind !== 'outgoing') return entries;
  const { key, message } = failed;
  return [
    ...entries.filter((entry) => entry !== failed),
    { kind: 'outgoing', key, message, phase: 'sending' },
  ];
}

/** The threads of this page: which one is shown, and the turns that run in them, shown or not (spec element 1.9). */
export class Conversations {
  readonly #context: ChatContext;
  readonly loader: ThreadLoader;
  readonly active: Store<ThreadStore>;
  /** Ids of the threads in which a turn runs. */
  readonly busy = new Store<ReadonlySet<string>>(new Set());
  readonly #turns = new Map<ThreadStore, { turn: Turn; ended: Promise<void> }>();
  /** Stops that the server has not confirmed yet: it takes one turn at a time. */
  readonly #stopping = new WeakMap<ThreadStore, Promise<void>>();

  constructor(context: ChatContext) {
    this.#context = context;
    this.loader = new ThreadLoader(context);
    this.active = new Store<ThreadStore>(new Store(emptyThread(null)));
  }

  isRunning(thread: ThreadStore): boolean {
    return this.#turns.has(thread);
  }

  /** Shows a thread. One whose answer is still coming is shown as it stands, others are read. Throws `RequestFailed`. */
  async open(id: string | null): Promise<void> {
    if (id === this.active.value.value.id && this.active.value.value.load.kind !== 'failed') return;
    const running = id === null ? undefined : [...this.#turns.keys()].find((store) => store.value.id === id);
    const store = running ?? new Store(emptyThread(id));
    this.active.set(store);
    this.#context.emit('chatkit.thread.change', { threadId: id });
    if (id !== null && !running) await this.loader.load(store, id);
  }

  /** Starts over with an empty thread, also when the one that is shown has no id yet. */
  startNew(): void {
    const hadId = this.active.value.value.id !== null;
    this.active.set(new Store(emptyThread(null)));
    if (hadId) this.#context.emit('chatkit.thread.change', { threadId: null });
  }

  /** Shows the message at once and asks for an answer. Resolves when the server has stored it. */
  send(message: Message): Promise<void> {
    const thread = this.active.value;
    this.#requireFree(thread);
    const { id } = thread.value;
    const input = messageInput(message);
    thread.update((state) => ({
      ...state,
      entries: [
        ...state.entries,
        {
          kind: 'outgoing',
          key: freeKey(state.entries, 'message'),
          message: outgoingItem(message),
          phase: 'sending',
        },
      ],
    }));
    const request: StreamRequest =
      id === null
        ? { type: 'threads.create', params: { input } }
        : { type: 'threads.add_user_message', params: { thread_id: id, input } };
    return new Promise((resolve, reject) => {
      this.run(thread, request, { accepted: resolve }).then(() =>
        reject(new Error('The message was not accepted')),
      );
    });
  }

  /** Runs a turn to its end. `accepted`: the message was stored. `byHand`: see `Run`. */
  run(
    thread: ThreadStore,
    first: StreamRequest | ClientToolCallItem,
    { accepted, byHand }: { accepted?: () => void; byHand?: boolean } = {},
  ): Promise<void> {
    this.#requireFree(thread);
    const turn = new Turn(this.#context, thread, accepted, this.#stopping.get(thread));
    const ended = turn
      .run(first, byHand)
      .finally(() => {
        this.#turns.delete(thread);
        this.showBusy();
      })
      .then(() => (turn.isOutdated ? this.#reload(thread) : undefined));
    this.#turns.set(thread, { turn, ended });
    this.showBusy();
    return ended;
  }

  stop(thread: ThreadStore): void {
    const running = this.#turns.get(thread);
    if (running) this.#stopping.set(thread, running.turn.stop());
  }

  leave(thread: ThreadStore): void {
    this.#turns.get(thread)?.turn.leave();
  }

  /** Reads nothing any more: the element is gone, or talks to another server. */
  leaveAll(): void {
    for (const { turn } of this.#turns.values()) turn.leave();
  }

  retry(thread: ThreadStore, plan: RetryPlan, failedKey?: string): void {
    if (this.isRunning(thread) || plan.kind === 'none') return;
    if (plan.kind === 'resend') {
      this.#resend(thread, plan.request, failedKey);
      return;
    }
    const cut = cutAfterLastMessage(thread.value);
    const { id } = thread.value;
    if (!cut || id === null) return;
    this.#context.log('message.retry');
    // The server deletes what follows the message, but sends no removals.
    thread.set(cut.state);
    void this.run(thread, {
      type: 'threads.retry_after_item',
      params: { thread_id: id, item_id: cut.itemId },
    });
  }

  /** Goes on with the last answer, which was cut at its length limit. */
  goOn(thread: ThreadStore): void {
    const { id } = thread.value;
    if (this.isRunning(thread) || id === null) return;
    this.#context.log('answer.continue');
    thread.update(withoutEnds);
    void this.run(thread, { type: 'threads.continue', params: { thread_id: id } });
  }

  /** Reads the shown thread again, after the turn that runs in it. */
  async refresh(): Promise<void> {
    const thread = this.active.value;
    await this.#turns.get(thread)?.ended;
    await this.loader.refresh(thread);
  }

  /** Shows what the server has of the thread. */
  async #reload(thread: ThreadStore): Promise<void> {
    try {
      await this.loader.refresh(thread);
    } catch (cause) {
      const error = asError(cause);
      const message = failureWords(error, this.#context.strings());
      thread.update((state) => showFailure(state, message, false, null));
      this.#context.emit('chatkit.error', { error });
    }
  }

  /** Tells which threads are busy; also called when a new thread got its id. */
  showBusy(): void {
    const ids = [...this.#turns.keys()].flatMap((store) => store.value.id ?? []);
    this.busy.set(new Set(ids));
  }

  #resend(thread: ThreadStore, request: StreamRequest, failedKey: string | undefined): void {
    const { id } = thread.value;
    thread.update((state) => ({
      ...state,
      entries: sendAgain(
        state.entries.filter((entry) => entry.kind !== 'error' && entry.kind !== 'stopped'),
        failedKey,
      ),
    }));
    // The first try may have created the thread before it failed.
    const again: StreamRequest =
      request.type === 'threads.create' && id !== null
        ? { type: 'threads.add_user_message', params: { thread_id: id, input: request.params.input } }
        : request;
    void this.run(thread, again);
  }

  #requireFree(thread: ThreadStore): void {
    if (this.isRunning(thread)) throw new IntegrationError('already responding');
    if (thread.value.load.kind === 'loading') throw new IntegrationError('the thread is loading');
  }
}
