import type { Principal } from '../principal';
import type {
  Attachment,
  ClientToolCallItem,
  FeedbackKind,
  Order,
  Page,
  StructuredInputItem,
  ThreadItem,
  ThreadItemType,
  ThreadMetadata,
} from '../protocol';
import type { RequestContext } from '../server/request-context';

/** A record with whom it belongs to: the server checks it once more, whatever the store filtered by (trap T3). */
export interface Owned<T> {
  owner: string;
  value: T;
}

export interface OwnedThread extends Owned<ThreadMetadata> {
  /** The run that goes on in the thread, null if none does. Absent, if the store does not know: its runs are elsewhere. */
  activeRun?: { id: string; isSilent: boolean } | null;
}

/** `after` is the id of the last element already seen, in the chosen order; exclusive. */
export interface PageQuery {
  limit: number;
  order: Order;
  after?: string | undefined;
}

export interface ItemQuery extends PageQuery {
  /**
   * Whether items are listed that not every client sees (`isOfficial`). They are left out in the query, so that pages are full
   * and `has_more` is exact. Default: they are left out.
   */
  includeHidden?: boolean;
  /** Only items of these types. */
  types?: readonly ThreadItemType[];
}

/** What of a thread can change. A field that is absent stays as it is; a title of `null` is removed. */
export interface ThreadPatch {
  title?: string | null;
  /** The title is changed only if this is still the stored one; null means none. */
  ifTitle?: string | null;
  status?: ThreadMetadata['status'];
  allowed_image_domains?: string[] | null;
  metadata?: ThreadMetadata['metadata'];
}

/**
 * Where threads, items and attachment records live. Every method acts for a principal and sees nothing that belongs to
 * somebody else: foreign and missing are the same. Items of a thread are ordered by the sequence in which they were added,
 * threads of a user by the sequence in which they were created.
 *
 * What a store must do beyond its types is the conformance suite in `store/conformance.ts`.
 */
export interface Store {
  /**
   * Creates a thread with its first items, and binds their attachments to it, all or nothing.
   * @throws NotFound if an attachment is missing or bound to another thread
   */
  createThread(principal: Principal, thread: ThreadMetadata, items: ThreadItem[]): Promise<void>;
  /** @throws NotFound */
  loadThread(principal: Principal, threadId: string): Promise<OwnedThread>;
  /** @throws InvalidRequest for an unknown cursor */
  listThreads(principal: Principal, query: PageQuery): Promise<Page<Owned<ThreadMetadata>>>;
  /** Changes only the fields of the patch. A title is kept as `cleanTitle` makes it. @throws NotFound */
  updateThread(principal: Principal, threadId: string, patch: ThreadPatch): Promise<ThreadMetadata>;
  /**
   * Deletes the thread with its items and the records of its attachments. Nothing happens if there is none.
   * @returns the ids of the attachments that went with it: their bytes are the caller's to delete
   */
  deleteThread(principal: Principal, threadId: string): Promise<string[]>;

  /**
   * An unknown thread gives an empty page. A stored item that cannot be read is missing from its page, which then is shorter.
   * @throws InvalidRequest for an unknown cursor
   */
  listItems(principal: Principal, threadId: string, query: ItemQuery): Promise<Page<ThreadItem>>;
  /** @throws NotFound */
  loadItem(principal: Principal, threadId: string, itemId: string): Promise<ThreadItem>;
  /**
   * Appends a new item and binds its attachments to the thread.
   * @throws NotFound if the thread or an attachment is missing, Conflict if the id is taken
   */
  addItem(principal: Principal, threadId: string, item: ThreadItem): Promise<void>;
  /**
   * Replaces the item at its place, or appends it. One that was superseded is there for everybody again.
   * @throws NotFound if the thread is missing
   */
  saveItem(principal: Principal, threadId: string, item: ThreadItem): Promise<void>;
  /** Nothing happens if there is none. */
  deleteItem(principal: Principal, threadId: string, itemId: string): Promise<void>;
  /**
   * Replaces a pending client tool call or structured input by its settled form, unless somebody else was first, or it is
   * superseded.
   * @returns whether the stored item was still pending, and has been replaced
   */
  settleItem(
    principal: Principal,
    threadId: string,
    item: ClientToolCallItem | StructuredInputItem,
  ): Promise<boolean>;

  /**
   * Hides every item after the given one, hidden kinds included, all or nothing, because they are being answered anew. No
   * method sees them then, until `until`: what was hidden by a process that died comes back by itself. @throws NotFound
   */
  supersedeItemsAfter(principal: Principal, threadId: string, itemId: string, until: Date): Promise<void>;
  /** Hides what was superseded in the thread for longer. Nothing happens if nothing was. */
  extendSuperseded(principal: Principal, threadId: string, until: Date): Promise<void>;
  /** Deletes what was superseded in the thread. */
  deleteSuperseded(principal: Principal, threadId: string): Promise<void>;
  /** Shows again what was superseded in the thread, and deletes what has been added after it, all or nothing. */
  restoreSuperseded(principal: Principal, threadId: string): Promise<void>;

  /** Remembers one opinion for each user and item; the last one counts. @throws NotFound if an item is missing */
  saveFeedback(principal: Principal, threadId: string, itemIds: string[], kind: FeedbackKind): Promise<void>;

  /** Creates or replaces the record. @throws NotFound if the id belongs to somebody else */
  saveAttachment(principal: Principal, attachment: Attachment): Promise<void>;
  /** @throws NotFound */
  loadAttachment(principal: Principal, attachmentId: string): Promise<Owned<Attachment>>;
  /** Deletes the record. Nothing happens if there is none. */
  deleteAttachment(principal: Principal, attachmentId: string): Promise<void>;
}

/** Where the bytes of attachments go (spec 5.2). The record is the store's. */
export interface AttachmentStore<Context extends RequestContext = RequestContext> {
  /** First phase of an upload: names the attachment and says where its bytes go. @throws ChatKitError if it is refused */
  createAttachment(
    input: { name: string; size: number; mime_type: string },
    context: Context,
  ): Promise<Attachment>;
  /** The attachment with links that are valid now; for stores whose links expire. */
  presentAttachment?(attachment: Attachment, context: Context): Promise<Attachment>;
  /**
   * Called before a message takes attachments, with those that are the principal's.
   * @returns them as the message holds them
   * @throws CustomStreamError to tell the person why they cannot be sent; nothing is stored then
   */
  takeAttachments?(attachments: Attachment[], context: Context): Promise<Attachment[]>;
  /** Deletes the bytes. Nothing happens if there are none. */
  deleteAttachment(attachmentId: string, context: Context): Promise<void>;
}
