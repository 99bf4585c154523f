import type { ChatKitOptions } from '@openai/chatkit';
import type { ThreadMetadata, UserMessageItem } from '@/lib/chatkit/protocol';
import type { Emit } from '../host/event-queue';
import { IntegrationError } from '../host/integration-error';
import { loadStrings } from '../i18n/load-strings';
import { type Strings, stringsEn } from '../i18n/strings-en';
import type { Settings } from '../options/settings';
import { ApiClient, type Log } from '../protocol/api-client';
import { hostFetch } from '../protocol/host-fetch';
import { onPageReturn } from '../protocol/page-return';
import { Store } from '../thread/store';
import { messageInFlight } from '../thread/unsent';
import type { LinkHook } from '../ui/link-hook';
import { Announcer } from './announcer';
import { asError, type ChatContext, type ThreadStore } from './chat-context';
import { Conversations } from './conversations';
import { Dictation } from './dictation';
import { canSend, DraftStore, draftMessage, draftOf, EMPTY_DRAFT, isEmpty, type ReturnReason } from './draft';
import { Feedback } from './feedback';
import { HistoryList } from './history-list';
import type { Message } from './message-input';
import { MAX_MESSAGE_CHARACTERS, tooManyCharacters } from './message-length';
import { ThreadNews } from './thread-news';
import { Uploads } from './uploads';

/** Everything behind the pixels of one element: conversations, draft, history, and what is said to the host. */
export class Chat implements ChatContext {
  readonly emit: Emit;
  readonly api: ApiClient;
  readonly announcer = new Announcer();
  readonly draft = new DraftStore();
  readonly settingsStore: Store<Settings>;
  readonly words = new Store<Strings>(stringsEn);
  readonly historyOpen = new Store(false);
  readonly conversations: Conversations;
  readonly history: HistoryList;
  readonly feedback: Feedback;
  readonly dictation: Dictation;
  readonly uploads: Uploads;
  readonly #news = new ThreadNews((threadId) => void this.conversations.look(threadId));
  #leavePage: (() => void) | null = null;
  /** Set by the element: a page that routes its own links answers false (spec element 4.2). */
  linkHook: () => LinkHook | null = () => null;
  /** Set by the composer while it is shown. */
  focusInput: (() => void) | null = null;

  constructor(settings: Settings, emit: Emit) {
    this.emit = emit;
    this.settingsStore = new Store(settings);
    this.api = new ApiClient(() => {
      const { apiUrl, locale } = this.settings();
      return { url: apiUrl ?? '', locale, fetch: this.#fetch };
    }, this.log);
    this.conversations = new Conversations(this);
    this.history = new HistoryList(this);
    this.feedback = new Feedback(this);
    this.dictation = new Dictation(this);
    this.uploads = new Uploads(this, this.draft);
    void this.#speak(settings.locale);
  }

  readonly settings = (): Settings => this.settingsStore.value;
  readonly strings = (): Strings => this.words.value;
  readonly log: Log = (name, data) => this.emit('chatkit.log', data ? { name, data } : { name });
  readonly #fetch = hostFetch((): ChatKitOptions => this.settings().options);

  /** New options: thread, scroll, draft and a running answer stay, unless they belong to another server. */
  change(settings: Settings): void {
    const before = this.settings();
    this.settingsStore.set(settings);
    if (settings.locale !== before.locale) void this.#speak(settings.locale);
    if (settings.apiUrl !== before.apiUrl) {
      this.conversations.leaveAll();
      this.conversations.startNew();
      this.history.set({ kind: 'loading' });
      this.uploads.leave();
      this.#news.open(this.#leavePage && settings.apiUrl);
    }
    if (!settings.history.enabled) void this.closeHistory();
  }

  readonly threadCreated = (store: ThreadStore, thread: ThreadMetadata): void => {
    // A thread that the student has left meanwhile is created in the background.
    if (this.conversations.active.value === store)
      this.emit('chatkit.thread.change', { threadId: thread.id });
    this.conversations.showBusy();
    this.history.add(thread);
  };

  readonly threadChanged = (thread: ThreadMetadata): void => this.history.put(thread);

  readonly notifyWindows = ({ value: { id } }: ThreadStore): void => {
    if (id !== null && this.api.findsRuns) this.#news.post(id);
  };

  readonly returnToComposer = (
    thread: ThreadStore,
    message: UserMessageItem,
    reason: ReturnReason,
  ): boolean => {
    const isFree = isEmpty(this.draft.value) && !this.uploads.blocked;
    if (this.conversations.active.value !== thread || !isFree) return false;
    const { toolId } = this.draft.value;
    this.draft.change({ ...draftOf(message), returnReason: reason });
    if (this.draft.value.toolId !== toolId)
      this.emit('chatkit.tool.change', { toolId: this.draft.value.toolId });
    return true;
  };

  /** Sends what stands in the composer. */
  submit(): void {
    const { draft, conversations } = this;
    const thread = conversations.active.value;
    if (
      !canSend(draft.value) ||
      this.uploads.blocked ||
      conversations.isRunning(thread) ||
      messageInFlight(thread.value) !== null ||
      !this.isOpen(thread)
    )
      return;
    const tooLong = this.draftTooLong();
    if (tooLong !== null) {
      this.announcer.alert(tooLong);
      return;
    }
    const message = draftMessage(draft.value);
    const { toolId, modelId } = draft.value;
    const tool = this.settings().composer.tools.find(({ id }) => id === toolId);
    const keptTool = tool?.persistent ? toolId : null;
    draft.set({ ...EMPTY_DRAFT, toolId: keptTool, modelId });
    if (keptTool !== toolId) this.emit('chatkit.tool.change', { toolId: null });
    this.uploads.dismiss();
    this.log('composer.submit');
    this.#dispatch(message);
  }

  /** Why the draft is too long to be sent, in words; null if it is not. Of other servers the limit is not known. */
  draftTooLong(): string | null {
    const count = tooManyCharacters(this.draft.value);
    if (count === null || this.settings().apiUrl === null || !this.api.isDeclared) return null;
    return this.strings().messageTooLong(count, MAX_MESSAGE_CHARACTERS);
  }

  /** Sends a starter prompt: it leaves the draft alone. */
  sendNow(message: Message): void {
    if (!this.conversations.isRunning(this.conversations.active.value)) this.#dispatch(message);
  }

  isOpen(thread: ThreadStore): boolean {
    const { status, load } = thread.value;
    return status.type === 'active' && load.kind === 'ready' && this.settings().apiUrl !== null;
  }

  /** The element is in the page: it shows what happens elsewhere, too. */
  enter(): void {
    if (this.#leavePage) return;
    this.#news.open(this.settings().apiUrl);
    this.#leavePage = onPageReturn(() => void this.conversations.look());
    // What it shows may be of before it was taken out of the page.
    void this.conversations.look();
  }

  /** The element is gone: nothing is read, recorded or waited for any more. */
  leave(): void {
    this.#leavePage?.();
    this.#leavePage = null;
    this.#news.close();
    this.conversations.leaveAll();
    this.dictation.cancel();
    this.uploads.leave();
  }

  async openHistory(): Promise<void> {
    if (!this.settings().history.enabled) throw new IntegrationError('history is not enabled');
    if (this.historyOpen.value) return;
    this.historyOpen.set(true);
    this.emit('chatkit.history.open');
    void this.history.refresh();
  }

  async closeHistory(): Promise<void> {
    if (!this.historyOpen.value) return;
    this.historyOpen.set(false);
    this.emit('chatkit.history.close');
  }

  async deleteThread(id: string): Promise<void> {
    await this.history.delete(id);
    if (this.conversations.active.value.value.id !== id) return;
    this.conversations.leave(this.conversations.active.value);
    this.conversations.startNew();
  }

  async renameThread(thread: ThreadMetadata, title: string): Promise<void> {
    const { title: kept } = await this.history.rename(thread, title);
    const active = this.conversations.active.value;
    if (active.value.id === thread.id) active.update((state) => ({ ...state, title: kept }));
  }

  #dispatch(message: Message): void {
    // A failure is shown at the message and emitted by the turn.
    this.conversations.send(message).catch(() => undefined);
  }

  async #speak(locale: string): Promise<void> {
    try {
      const words = await loadStrings(locale);
      this.words.set(words ?? stringsEn);
    } catch (cause) {
      this.emit('chatkit.error', { error: asError(cause) });
    }
  }
}
