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
import { isOfficial } from '../protocol/items';
import { Conflict, NotFound } from '../server/errors';
import { cleanTitle } from './clean-title';
import { isPending } from './is-pending';
import { MemoryAttachments } from './memory-attachments';
import { MemoryItems } from './memory-items';
import { pageOf } from './memory-page';
import type { ItemQuery, Owned, PageQuery, Store, ThreadPatch } from './store';

interface StoredThread {
  owner: string;
  thread: ThreadMetadata;
  items: MemoryItems;
}

/** Keeps everything in this process. Values are copied on their way in and out, as a database would. */
export class MemoryStore implements Store {
  private readonly threads = new Map<string, StoredThread>();
  private readonly attachments = new MemoryAttachments();
  private readonly feedback = new Map<string, FeedbackKind>();

  async createThread(principal: Principal, thread: ThreadMetadata, items: ThreadItem[]): Promise<void> {
    if (this.threads.has(thread.id)) throw new Conflict('This thread exists already.');
    for (const item of items) this.attachments.assertBindable(principal, thread.id, item);
    this.threads.set(thread.id, {
      owner: principal.userId,
      thread: structuredClone(withCleanTitle(thread)),
      items: new MemoryItems(items),
    });
    for (const item of items) this.attachments.bind(thread.id, item);
  }

  async loadThread(principal: Principal, threadId: string): Promise<Owned<ThreadMetadata>> {
    const { owner, thread } = this.owned(principal, threadId);
    return { owner, value: structuredClone(thread) };
  }

  async listThreads(principal: Principal, query: PageQuery): Promise<Page<Owned<ThreadMetadata>>> {
    const mine = [...this.threads.values()].filter((stored) => stored.owner === principal.userId);
    const found = pageOf(
      mine.map((stored) => stored.thread),
      query,
    );
    return { ...found, data: found.data.map((value) => ({ owner: principal.userId, value })) };
  }

  async updateThread(principal: Principal, threadId: string, patch: ThreadPatch): Promise<ThreadMetadata> {
    const { thread } = this.owned(principal, threadId);
    const title = patch.title && cleanTitle(patch.title);
    const before = patch.ifTitle && cleanTitle(patch.ifTitle);
    const titleStands = before === undefined || before === (thread.title ?? null);
    if (title !== undefined && titleStands) setOrRemove(thread, 'title', title);
    if (patch.status !== undefined) thread.status = structuredClone(patch.status);
    if (patch.allowed_image_domains !== undefined) {
      setOrRemove(thread, 'allowed_image_domains', patch.allowed_image_domains);
    }
    if (patch.metadata !== undefined) thread.metadata = structuredClone(patch.metadata);
    return structuredClone(thread);
  }

  async deleteThread(principal: Principal, threadId: string): Promise<string[]> {
    if (!this.find(principal, threadId)) return [];
    this.threads.delete(threadId);
    return this.attachments.deleteBoundTo(threadId);
  }

  async listItems(principal: Principal, threadId: string, query: ItemQuery): Promise<Page<ThreadItem>> {
    const stored = this.find(principal, threadId);
    if (!stored) return { data: [], has_more: false };
    const standing = new Set(stored.items.standing);
    const wanted = (item: ThreadItem) =>
      standing.has(item) &&
      (query.includeHidden || isOfficial(item)) &&
      (!query.types || query.types.includes(item.type));
    return pageOf(stored.items.all, query, wanted);
  }

  async loadItem(principal: Principal, threadId: string, itemId: string): Promise<ThreadItem> {
    const { items } = this.owned(principal, threadId, 'item');
    const item = items.standing.find((candidate) => candidate.id === itemId);
    if (!item) throw new NotFound('item');
    return structuredClone(item);
  }

  async addItem(principal: Principal, threadId: string, item: ThreadItem): Promise<void> {
    const { items } = this.owned(principal, threadId);
    if (items.has(item.id)) throw new Conflict('This item exists already.');
    this.attachments.assertBindable(principal, threadId, item);
    items.put(item);
    this.attachments.bind(threadId, item);
  }

  async saveItem(principal: Principal, threadId: string, item: ThreadItem): Promise<void> {
    this.owned(principal, threadId).items.put(item);
  }

  async settleItem(
    principal: Principal,
    threadId: string,
    item: ClientToolCallItem | StructuredInputItem,
  ): Promise<boolean> {
    const items = this.find(principal, threadId)?.items;
    const current = items?.standing.find((candidate) => candidate.id === item.id);
    if (!items || !current || current.type !== item.type || !isPending(current)) return false;
    items.replace(item);
    return true;
  }

  async deleteItem(principal: Principal, threadId: string, itemId: string): Promise<void> {
    this.find(principal, threadId)?.items.delete(itemId);
  }

  async supersedeItemsAfter(
    principal: Principal,
    threadId: string,
    itemId: string,
    until: Date,
  ): Promise<void> {
    this.owned(principal, threadId, 'item').items.supersedeAfter(itemId, until);
  }

  async extendSuperseded(principal: Principal, threadId: string, until: Date): Promise<void> {
    this.find(principal, threadId)?.items.extendSuperseded(until);
  }

  async deleteSuperseded(principal: Principal, threadId: string): Promise<void> {
    this.find(principal, threadId)?.items.deleteSuperseded();
  }

  async restoreSuperseded(principal: Principal, threadId: string): Promise<void> {
    this.find(principal, threadId)?.items.restoreSuperseded();
  }

  async saveFeedback(
    principal: Principal,
    threadId: string,
    itemIds: string[],
    kind: FeedbackKind,
  ): Promise<void> {
    const { items } = this.owned(principal, threadId, 'item');
    const known = new Set(items.standing.map((item) => item.id));
    if (!itemIds.every((id) => known.has(id))) throw new NotFound('item');
    for (const id of itemIds) this.feedback.set(`${threadId}/${id}`, kind);
  }

  async saveAttachment(principal: Principal, attachment: Attachment): Promise<void> {
    this.attachments.save(principal, attachment);
  }

  async loadAttachment(principal: Principal, attachmentId: string): Promise<Owned<Attachment>> {
    return this.attachments.load(principal, attachmentId);
  }

  async deleteAttachment(principal: Principal, attachmentId: string): Promise<void> {
    this.attachments.delete(principal, attachmentId);
  }

  private owned(principal: Principal, threadId: string, sought: 'thread' | 'item' = 'thread'): StoredThread {
    const stored = this.find(principal, threadId);
    if (!stored) throw new NotFound(sought);
    return stored;
  }

  private find(principal: Principal, threadId: string): StoredThread | undefined {
    const stored = this.threads.get(threadId);
    return stored?.owner === principal.userId ? stored : undefined;
  }
}

function withCleanTitle({ title, ...thread }: ThreadMetadata): ThreadMetadata {
  return title === undefined ? thread : { ...thread, title: cleanTitle(title) };
}

function setOrRemove<T extends object, K extends keyof T>(target: T, key: K, value: T[K] | null): void {
  if (value === null) delete target[key];
  else target[key] = structuredClone(value);
}
