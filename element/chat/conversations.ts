import type { ClientToolCallItem } from '@/lib/chatkit/protocol';
import { IntegrationError } from '../host/integration-error';
import type { StreamRequest } from '../protocol/wire-request';
import { freeKey } from '../thread/apply-event';
import { withoutEnds } from '../thread/continue-answer';
import type { RetryPlan } from '../thread/entry';
import { cutAfterLastMessage } from '../thread/settle-run';
import { Store } from '../thread/store';
import { emptyThread } from '../thread/thread-state';
import { messageInFlight, sendAgain, withoutFailures } from '../thread/unsent';
import type { ChatContext, ThreadStore } from './chat-context';
import { type Message, messageInput, outgoingItem } from './message-input';
import { RunFinder } from './run-finder';
import type { ThreadLoader } from './thread-loader';
import { Turn, type TurnOptions, type TurnStart } from './turn';

/** The threads of this page: which one is shown, and the turns that run in them, shown or not (spec element 1.9). */
export class Conversations {
  readonly #context: ChatContext;
  readonly #finder: RunFinder;
  readonly active: Store<ThreadStore>;
  /** Ids of the threads in which a turn runs. */
  readonly busy = new Store<ReadonlySet<string>>(new Set());
  readonly #turns = new Map<ThreadStore, { turn: Turn; ended: Promise<void> }>();
  /** Stops that the server has not confirmed yet: it takes one turn at a time. */
  readonly #stopping = new WeakMap<ThreadStore, Promise<void>>();

  constructor(context: ChatContext) {
    this.#context = context;
    this.active = new Store<ThreadStore>(new Store(emptyThread(null)));
    this.#finder = new RunFinder(context, {
      isShown: (store) => this.active.value === store,
      isRunning: (store) => this.isRunning(store),
      whenStopped: (store) => this.#stopping.get(store),
      follow: (store, id) => void this.run(store, { type: 'run', id }, { origin: 'elsewhere' }),
    });
  }

  get loader(): ThreadLoader {
    return this.#finder.loader;
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
    if (id !== null && !running) await this.#finder.load(store, id);
  }

  /** Loads a thread that could not be loaded before. Throws `RequestFailed`. */
  async load(store: ThreadStore): Promise<void> {
    const { id } = store.value;
    if (id !== null) await this.#finder.load(store, id);
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
    // What has become of the message before this one is not known yet.
    if (messageInFlight(thread.value)) throw new IntegrationError('already responding');
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

  /** Runs a turn to its end. */
  run(
    thread: ThreadStore,
    first: TurnStart,
    options: Pick<TurnOptions, 'accepted' | 'origin' | 'key'> = {},
  ): Promise<void> {
    this.#requireFree(thread);
    const after = this.#stopping.get(thread);
    const turn = new Turn(this.#context, thread, this.loader, { ...options, after });
    const ended = turn
      .run(first)
      .finally(() => {
        this.#turns.delete(thread);
        this.#finder.noteEnded(turn.endedRuns);
        this.showBusy();
        if (options.origin !== 'elsewhere') this.#notifyEnded(thread);
      })
      .then((outcome) => this.#finder.resolve(thread, outcome));
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
      this.#resend(thread, plan, failedKey);
      return;
    }
    if (plan.kind === 'reread') {
      void this.#finder.reread(thread);
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

  /** Calls a tool of the page whose call was left open, unless another page has done so meanwhile. */
  async answerCall(thread: ThreadStore, call: ClientToolCallItem): Promise<void> {
    if (this.isRunning(thread) || !(await this.#finder.awaitsTool(thread, call))) return;
    await this.run(thread, call);
  }

  /** Reads the shown thread again, after the turn that runs in it. Throws `RequestFailed`. */
  async refresh(): Promise<void> {
    const thread = this.active.value;
    await this.#turns.get(thread)?.ended;
    await this.#finder.refresh(thread);
  }

  /** Shows what has happened in the shown thread while nobody looked; `threadId`: only if it is that one. Never throws. */
  async look(threadId?: string): Promise<void> {
    const thread = this.active.value;
    if (threadId === undefined || thread.value.id === threadId) await this.#finder.look(thread);
  }

  /** Tells which threads are busy; also called when a new thread got its id. */
  showBusy(): void {
    const ids = [...this.#turns.keys()].flatMap((store) => store.value.id ?? []);
    this.busy.set(new Set(ids));
  }

  #notifyEnded(thread: ThreadStore): void {
    void Promise.resolve(this.#stopping.get(thread)).then(() => this.#context.notifyWindows(thread));
  }

  #resend(
    thread: ThreadStore,
    { request, key }: Extract<RetryPlan, { kind: 'resend' }>,
    failedKey: string | undefined,
  ): void {
    const { id } = thread.value;
    thread.update((state) => sendAgain(withoutFailures(state), failedKey));
    // The first try may have created the thread before it failed. Under its old key, the request stays what it was.
    const again: StreamRequest =
      request.type === 'threads.create' && id !== null && key === null
        ? { type: 'threads.add_user_message', params: { thread_id: id, input: request.params.input } }
        : request;
    void this.run(thread, again, { key: key ?? undefined });
  }

  #requireFree(thread: ThreadStore): void {
    if (this.isRunning(thread)) throw new IntegrationError('already responding');
    if (thread.value.load.kind === 'loading') throw new IntegrationError('the thread is loading');
  }
}
