import type { Principal } from '../principal';
import type {
  Attachment,
  ClientToolCallItem,
  FeedbackKind,
  Page,
  StructuredInputItem,
  ThreadItem,
  ThreadMetadata,
} from '../protocol';
import { isHidden } from '../protocol/items';
import { Conflict, InvalidRequest, NotFound } from '../server/errors';
import type { ItemQuery, Owned, PageQuery, Store, ThreadPatch } from './store';

interface StoredItem {
  item: ThreadItem;
  /** Hidden from everybody until then, in milliseconds since 1970. */
  supersededUntil?: number;
}

interface StoredThread {
  owner: string;
  thread: ThreadMetadata;
  items: StoredItem[];
}

interface StoredAttachment {
  owner: string;
  attachment: Attachment;
}

/** Keeps everything in this process. Values are copied on their way in and out, as a database would. */
export class MemoryStore implements Store {
  private readonly threads = new Map<string, StoredThread>();
  private readonly attachments = new Map<string, StoredAttachment>();
  private readonly feedback = new Map<string, FeedbackKind>();

  async createThread(principal: Principal, thread: ThreadMetadata, items: ThreadItem[]): Promise<void> {
    if (this.threads.has(thread.id)) throw new Conflict('This thread exists already.');
    for (const item of items) this.assertBindable(principal, thread.id, item);
    this.threads.set(thread.id, {
      owner: principal.userId,
      thread: structuredClone(thread),
      items: structuredClone(items).map((item) => ({ item })),
    });
    for (const item of items) this.bindAttachments(thread.id, item);
  }

  async loadThread(principal: Principal, threadId: string): Promise<Owned<ThreadMetadata>> {
    const { owner, thread } = this.owned(principal, threadId);
    return { owner, value: structuredClone(thread) };
  }

  async listThreads(principal: Principal, query: PageQuery): Promise<Page<Owned<ThreadMetadata>>> {
    const mine = [...this.threads.values()].filter((stored) => stored.owner === principal.userId);
    const found = page(
      mine.map((stored) => stored.thread),
      query,
    );
    return { ...found, data: found.data.map((value) => ({ owner: principal.userId, value })) };
  }

  async updateThread(principal: Principal, threadId: string, patch: ThreadPatch): Promise<ThreadMetadata> {
    const { thread } = this.owned(principal, threadId);
    const titleStands = patch.ifTitle === undefined || patch.ifTitle === (thread.title ?? null);
    if (patch.title !== undefined && titleStands) setOrRemove(thread, 'title', patch.title);
    if (patch.status !== undefined) thread.status = structuredClone(patch.status);
    if (patch.allowed_image_domains !== undefined) {
      setOrRemove(thread, 'allowed_image_domains', patch.allowed_image_domains);
    }
    if (patch.metadata !== undefined) thread.metadata = structuredClone(patch.metadata);
    return structuredClone(thread);
  }

  async deleteThread(principal: Principal, threadId: string): Promise<void> {
    if (this.threads.get(threadId)?.owner !== principal.userId) return;
    this.threads.delete(threadId);
    for (const [id, { attachment }] of this.attachments) {
      if (attachment.thread_id === threadId) this.attachments.delete(id);
    }
  }

  async listItems(principal: Principal, threadId: string, query: ItemQuery): Promise<Page<ThreadItem>> {
    const stored = this.threads.get(threadId);
    if (stored?.owner !== principal.userId) return { data: [], has_more: false };
    const wanted = (item: ThreadItem) =>
      (query.includeHidden || !isHidden(item)) && (!query.types || query.types.includes(item.type));
    return page(standing(stored), query, wanted);
  }

  async loadItem(principal: Principal, threadId: string, itemId: string): Promise<ThreadItem> {
    const stored = this.owned(principal, threadId, 'item');
    const item = standing(stored).find((candidate) => candidate.id === itemId);
    if (!item) throw new NotFound('item');
    return structuredClone(item);
  }

  async addItem(principal: Principal, threadId: string, item: ThreadItem): Promise<void> {
    const stored = this.owned(principal, threadId);
    if (stored.items.some((candidate) => candidate.item.id === item.id))
      throw new Conflict('This item exists already.');
    this.assertBindable(principal, threadId, item);
    stored.items.push({ item: structuredClone(item) });
    this.bindAttachments(threadId, item);
  }

  async saveItem(principal: Principal, threadId: string, item: ThreadItem): Promise<void> {
    const { items } = this.owned(principal, threadId);
    const place = items.findIndex((candidate) => candidate.item.id === item.id);
    items.splice(place < 0 ? items.length : place, 1, { ...items[place], item: structuredClone(item) });
  }

  async settleItem(
    principal: Principal,
    threadId: string,
    item: ClientToolCallItem | StructuredInputItem,
  ): Promise<boolean> {
    const stored = this.owned(principal, threadId);
    const current = standing(stored).find((candidate) => candidate.id === item.id);
    if (current?.type !== item.type || !('status' in current) || current.status !== 'pending') return false;
    await this.saveItem(principal, threadId, item);
    return true;
  }

  async deleteItem(principal: Principal, threadId: string, itemId: string): Promise<void> {
    const stored = this.threads.get(threadId);
    if (stored?.owner !== principal.userId) return;
    stored.items = stored.items.filter(({ item }) => item.id !== itemId);
  }

  async supersedeItemsAfter(
    principal: Principal,
    threadId: string,
    itemId: string,
    until: Date,
  ): Promise<void> {
    const { items } = this.owned(principal, threadId, 'item');
    const place = items.findIndex(({ item }) => item.id === itemId);
    if (place < 0) throw new NotFound('item');
    items.forEach((stored, index) => {
      if (index > place) stored.supersededUntil = until.getTime();
      else delete stored.supersededUntil;
    });
  }

  async deleteSuperseded(principal: Principal, threadId: string): Promise<void> {
    const stored = this.owned(principal, threadId);
    stored.items = stored.items.filter(({ supersededUntil }) => supersededUntil === undefined);
  }

  async restoreSuperseded(principal: Principal, threadId: string): Promise<void> {
    const stored = this.owned(principal, threadId);
    const first = stored.items.findIndex(({ supersededUntil }) => supersededUntil !== undefined);
    if (first < 0) return;
    stored.items = stored.items
      .filter(({ supersededUntil }, place) => place < first || supersededUntil !== undefined)
      .map(({ item }) => ({ item }));
  }

  async saveFeedback(
    principal: Principal,
    threadId: string,
    itemIds: string[],
    kind: FeedbackKind,
  ): Promise<void> {
    const known = new Set(standing(this.owned(principal, threadId)).map((item) => item.id));
    if (!itemIds.every((id) => known.has(id))) throw new NotFound('item');
    for (const id of itemIds) this.feedback.set(`${threadId}/${id}`, kind);
  }

  async saveAttachment(principal: Principal, attachment: Attachment): Promise<void> {
    const stored = this.attachments.get(attachment.id);
    if (stored && stored.owner !== principal.userId) throw new NotFound('attachment');
    this.attachments.set(attachment.id, { owner: principal.userId, attachment: structuredClone(attachment) });
  }

  async loadAttachment(principal: Principal, attachmentId: string): Promise<Owned<Attachment>> {
    const stored = this.attachments.get(attachmentId);
    if (stored?.owner !== principal.userId) throw new NotFound('attachment');
    return { owner: stored.owner, value: structuredClone(stored.attachment) };
  }

  async deleteAttachment(principal: Principal, attachmentId: string): Promise<void> {
    if (this.attachments.get(attachmentId)?.owner === principal.userId) this.attachments.delete(attachmentId);
  }

  private owned(principal: Principal, threadId: string, sought: 'thread' | 'item' = 'thread'): StoredThread {
    const stored = this.threads.get(threadId);
    if (stored?.owner !== principal.userId) throw new NotFound(sought);
    return stored;
  }

  private assertBindable(principal: Principal, threadId: string, item: ThreadItem): void {
    if (item.type !== 'user_message') return;
    for (const { id } of item.attachments) {
      const stored = this.attachments.get(id);
      const boundTo = stored?.attachment.thread_id;
      if (stored?.owner !== principal.userId || (boundTo && boundTo !== threadId))
        throw new NotFound('attachment');
    }
  }

  private bindAttachments(threadId: string, item: ThreadItem): void {
    if (item.type !== 'user_message') return;
    for (const { id } of item.attachments) {
      const stored = this.attachments.get(id);
      if (stored) stored.attachment.thread_id = threadId;
    }
  }
}

/** The items that are there for everybody: all but those that are being answered anew. */
function standing({ items }: StoredThread): ThreadItem[] {
  const now = Date.now();
  return items
    .filter(({ supersededUntil }) => supersededUntil === undefined || supersededUntil < now)
    .map(({ item }) => item);
}

function setOrRemove<T extends object, K extends keyof T>(target: T, key: K, value: T[K] | null): void {
  if (value === null) delete target[key];
  else target[key] = structuredClone(value);
}

function page<T extends { id: string }>(
  all: T[],
  query: PageQuery,
  wanted: (element: T) => boolean = () => true,
): Page<T> {
  const ordered = query.order === 'asc' ? all : all.toReversed();
  const seen = query.after === undefined ? -1 : ordered.findIndex((element) => element.id === query.after);
  if (query.after !== undefined && seen < 0) throw new InvalidRequest('`after` names nothing in this list.');
  const rest = ordered.slice(seen + 1).filter(wanted);
  const data = structuredClone(rest.slice(0, query.limit));
  const has_more = rest.length > query.limit;
  return has_more ? { data, has_more, after: data.at(-1)?.id } : { data, has_more };
}
