import type { FeedbackKind } from '@/lib/chatkit/protocol';
import { Store } from '../thread/store';
import { asError, type ChatContext } from './chat-context';

export type FeedbackState = ReadonlyMap<string, { kind: FeedbackKind | null; failed: boolean }>;

/** Thumbs by item id. The protocol never tells past feedback, so this lasts as long as the page (spec element 1.11). */
export class Feedback extends Store<FeedbackState> {
  readonly #context: ChatContext;

  constructor(context: ChatContext) {
    super(new Map());
    this.#context = context;
  }

  async give(threadId: string, itemIds: string[], kind: FeedbackKind): Promise<void> {
    const { api, announcer, emit, strings, log } = this.#context;
    const key = itemIds.at(-1);
    if (key === undefined || this.value.get(key)?.kind === kind) return;
    const before = this.value.get(key)?.kind ?? null;
    this.#put(key, kind, false);
    try {
      log('message.feedback');
      await api.call({ type: 'items.feedback', params: { thread_id: threadId, item_ids: itemIds, kind } });
      announcer.say(strings().thanks);
    } catch (cause) {
      this.#put(key, before, true);
      announcer.alert(strings().feedbackFailed);
      emit('chatkit.error', { error: asError(cause) });
    }
  }

  #put(key: string, kind: FeedbackKind | null, failed: boolean): void {
    this.update((state) => new Map(state).set(key, { kind, failed }));
  }
}
