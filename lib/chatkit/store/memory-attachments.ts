import type { Principal } from '../principal';
import type { Attachment, ThreadItem } from '../protocol';
import { NotFound } from '../server/errors';
import type { Owned } from './store';

/** The records of all attachments, bound to a thread or not yet. */
export class MemoryAttachments {
  private readonly records = new Map<string, Owned<Attachment>>();

  /** @throws NotFound if the id belongs to somebody else */
  save(principal: Principal, attachment: Attachment): void {
    const stored = this.records.get(attachment.id);
    if (stored && stored.owner !== principal.userId) throw new NotFound('attachment');
    const value = structuredClone(attachment);
    // Once bound, always bound: an upload that ends after the message was sent must not free it.
    const bound = value.thread_id ?? stored?.value.thread_id;
    if (bound !== undefined) value.thread_id = bound;
    this.records.set(attachment.id, { owner: principal.userId, value });
  }

  /** @throws NotFound */
  load(principal: Principal, attachmentId: string): Owned<Attachment> {
    const stored = this.records.get(attachmentId);
    if (stored?.owner !== principal.userId) throw new NotFound('attachment');
    return structuredClone(stored);
  }

  delete(principal: Principal, attachmentId: string): void {
    if (this.records.get(attachmentId)?.owner === principal.userId) this.records.delete(attachmentId);
  }

  /** @returns the ids of those that were bound to the thread */
  deleteBoundTo(threadId: string): string[] {
    const bound = [...this.records.values()].filter(({ value }) => value.thread_id === threadId);
    const ids = bound.map(({ value }) => value.id);
    for (const id of ids) this.records.delete(id);
    return ids;
  }

  /** @throws NotFound if one of the item's is missing, somebody else's or bound to another thread */
  assertBindable(principal: Principal, threadId: string, item: ThreadItem): void {
    for (const id of attachmentIds(item)) {
      const stored = this.records.get(id);
      const boundTo = stored?.value.thread_id;
      if (stored?.owner !== principal.userId || (boundTo && boundTo !== threadId))
        throw new NotFound('attachment');
    }
  }

  bind(threadId: string, item: ThreadItem): void {
    for (const id of attachmentIds(item)) {
      const stored = this.records.get(id);
      if (stored) stored.value.thread_id = threadId;
    }
  }
}

function attachmentIds(item: ThreadItem): string[] {
  return item.type === 'user_message' ? item.attachments.map(({ id }) => id) : [];
}
