import type { Attachment, Page, Thread, ThreadItem, ThreadMetadata, ThreadStreamEvent } from '../protocol';
import { isHidden } from '../protocol/items';
import { emptyPage } from '../protocol/page';
import { withoutNulls } from '../widgets/without-nulls';

/** Gives an attachment fresh, expiring links on its way out. */
export type PresentAttachment = (attachment: Attachment) => Promise<Attachment>;

/** A thread on the wire without items: `metadata` is always empty (spec 1.5). */
export function wireThread(thread: ThreadMetadata): Thread {
  return {
    id: thread.id,
    ...(thread.title === undefined ? {} : { title: thread.title }),
    created_at: thread.created_at,
    status: thread.status,
    ...(thread.allowed_image_domains ? { allowed_image_domains: thread.allowed_image_domains } : {}),
    metadata: {},
    items: emptyPage(),
  };
}

/** What leaves the server, and in which form. Everything that a client receives passes here. */
export class Wire {
  /** Hidden items that a turn has begun: their updates stay inside, too. */
  private readonly hidden = new Set<string>();

  /** @param allowedLinks what texts of the model may link, for clients to keep to; undefined: everything */
  constructor(
    private readonly present: PresentAttachment = async (attachment) => attachment,
    private readonly allowedLinks?: readonly string[],
  ) {}

  /** Everything but the integration's own metadata (spec 1.4.5). */
  async attachment(attachment: Attachment): Promise<Attachment> {
    const { metadata: _private, ...visible } = await this.present(attachment);
    return visible;
  }

  /** Undefined for the kinds that never leave the server (spec 1.8). */
  async item(item: ThreadItem): Promise<ThreadItem | undefined> {
    if (isHidden(item)) return undefined;
    if (item.type === 'widget') return { ...item, widget: withoutNulls(item.widget) };
    if (item.type !== 'user_message') return item;
    const attachments = item.attachments.map(async (attachment) => {
      // The descriptor was for one upload; a stored message must not hand it out again (trap T27).
      const { upload_descriptor: _used, ...rest } = await this.attachment(attachment);
      return rest;
    });
    return { ...item, attachments: await Promise.all(attachments) };
  }

  async items(page: Page<ThreadItem>): Promise<Page<ThreadItem>> {
    const data = await Promise.all(page.data.map((item) => this.item(item)));
    return { ...page, data: data.filter((item) => item !== undefined) };
  }

  /** A thread without its items. */
  bareThread(thread: ThreadMetadata): Thread {
    const { allowedLinks } = this;
    return { ...wireThread(thread), ...(allowedLinks ? { allowed_links: [...allowedLinks] } : {}) };
  }

  async thread(thread: ThreadMetadata, items: Page<ThreadItem>): Promise<Thread> {
    return { ...this.bareThread(thread), items: await this.items(items) };
  }

  /** The one filter for events, whatever carries the hidden item (trap T11); undefined for what stays inside. */
  async event(event: ThreadStreamEvent): Promise<ThreadStreamEvent | undefined> {
    switch (event.type) {
      case 'thread.created':
      case 'thread.updated':
        return { type: event.type, thread: await this.thread(event.thread, event.thread.items) };
      case 'thread.item.added':
      case 'thread.item.done':
      case 'thread.item.replaced': {
        const item = await this.item(event.item);
        if (!item) this.hidden.add(event.item.id);
        return item && { type: event.type, item };
      }
      case 'thread.item.removed':
        return this.hidden.has(event.item_id) ? undefined : event;
      case 'thread.item.updated':
        if (this.hidden.has(event.item_id)) return undefined;
        if (event.update.type === 'widget.root.updated' || event.update.type === 'widget.component.updated') {
          return { ...event, update: withoutNulls(event.update) };
        }
        return event;
      default:
        return event;
    }
  }
}
