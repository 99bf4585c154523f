import type { Principal } from '../chatkit/principal';
import type {
  Attachment,
  ClientToolCallItem,
  FeedbackKind,
  Page,
  StructuredInputItem,
  ThreadItem,
  ThreadMetadata,
} from '../chatkit/protocol';
import { CustomStreamError } from '../chatkit/server/errors';
import type { ItemQuery, Owned, OwnedThread, PageQuery, Store, ThreadPatch } from '../chatkit/store/store';
import { AccountErased } from './account-erased';
import type { Database } from './database';
import type { PrismaClient } from './generated/client';
import type { PrismaRunStore } from './prisma-run-store';
import { sqlState } from './sql-state';
import * as attachments from './store/attachments';
import { ensureUser } from './store/ensure-user';
import { saveFeedback } from './store/feedback';
import { appendItem, insertThread, putItem } from './store/insert-items';
import * as items from './store/items';
import type { Queries, Transaction } from './store/queries';
import { type ItemReader, itemReader, type OnUnreadable } from './store/read-item';
import * as superseded from './store/superseded-items';
import * as threads from './store/threads';
import { translateError } from './translate-error';

const FOREIGN_KEY_VIOLATION = '23503';

export interface PrismaStoreOptions {
  /** Told once in this process of each stored item that cannot be read. Readings leave it out. */
  onUnreadable?: OnUnreadable;
  /** The runs that are in the same database: then readings of a thread say which goes on in it. */
  runs?: PrismaRunStore | undefined;
}

/**
 * Threads, items and attachment records in PostgreSQL, embedded or not. Here is what runs in a transaction and what does
 * not; the statements are in `store/`, and every one of them names the owner.
 */
export class PrismaStore implements Store {
  private readonly read: ItemReader;
  private readonly runs: PrismaRunStore | undefined;

  constructor(
    private readonly database: Database,
    { onUnreadable, runs }: PrismaStoreOptions = {},
  ) {
    this.read = itemReader(onUnreadable);
    this.runs = runs;
  }

  async createThread(principal: Principal, thread: ThreadMetadata, first: ThreadItem[]): Promise<void> {
    const insert = () =>
      this.withBinding(principal, thread.id, first, (db) => insertThread(db, principal, thread, first));
    try {
      await insert();
    } catch (error) {
      if (sqlState(error) !== FOREIGN_KEY_VIOLATION) throw error;
      await this.query((db) => ensureUser(db, principal)).catch(asStreamError);
      await insert();
    }
  }

  loadThread(principal: Principal, threadId: string): Promise<OwnedThread> {
    const { runs } = this;
    return this.query((db) =>
      runs
        ? threads.loadThreadWithRun(db, principal, threadId, runs.isSilent)
        : threads.loadThread(db, principal, threadId),
    );
  }

  listThreads(principal: Principal, query: PageQuery): Promise<Page<Owned<ThreadMetadata>>> {
    return this.query((db) => threads.listThreads(db, principal, query));
  }

  updateThread(principal: Principal, threadId: string, patch: ThreadPatch): Promise<ThreadMetadata> {
    return this.query((db) => threads.updateThread(db, principal, threadId, patch));
  }

  deleteThread(principal: Principal, threadId: string): Promise<string[]> {
    return this.transaction((tx) => threads.deleteThread(tx, principal, threadId));
  }

  listItems(principal: Principal, threadId: string, query: ItemQuery): Promise<Page<ThreadItem>> {
    return this.query((db) => items.listItems(db, principal, threadId, query, this.read));
  }

  loadItem(principal: Principal, threadId: string, itemId: string): Promise<ThreadItem> {
    return this.query((db) => items.loadItem(db, principal, threadId, itemId, this.read));
  }

  addItem(principal: Principal, threadId: string, item: ThreadItem): Promise<void> {
    return this.withBinding(principal, threadId, [item], (db) => appendItem(db, principal, threadId, item));
  }

  saveItem(principal: Principal, threadId: string, item: ThreadItem): Promise<void> {
    return this.query((db) => putItem(db, principal, threadId, item));
  }

  deleteItem(principal: Principal, threadId: string, itemId: string): Promise<void> {
    return this.query((db) => items.deleteItem(db, principal, threadId, itemId));
  }

  settleItem(
    principal: Principal,
    threadId: string,
    item: ClientToolCallItem | StructuredInputItem,
  ): Promise<boolean> {
    return this.query((db) => items.settleItem(db, principal, threadId, item));
  }

  supersedeItemsAfter(principal: Principal, threadId: string, itemId: string, until: Date): Promise<void> {
    return this.transaction((tx) => superseded.supersedeItemsAfter(tx, principal, threadId, itemId, until));
  }

  extendSuperseded(principal: Principal, threadId: string, until: Date): Promise<void> {
    return this.transaction((tx) => superseded.extendSuperseded(tx, principal, threadId, until));
  }

  deleteSuperseded(principal: Principal, threadId: string): Promise<void> {
    return this.transaction((tx) => superseded.deleteSuperseded(tx, principal, threadId));
  }

  restoreSuperseded(principal: Principal, threadId: string): Promise<void> {
    return this.transaction((tx) => superseded.restoreSuperseded(tx, principal, threadId));
  }

  saveFeedback(principal: Principal, threadId: string, itemIds: string[], kind: FeedbackKind): Promise<void> {
    return this.transaction((tx) => saveFeedback(tx, principal, threadId, itemIds, kind));
  }

  saveAttachment(principal: Principal, attachment: Attachment): Promise<void> {
    return this.transaction((tx) => attachments.saveAttachment(tx, principal, attachment));
  }

  loadAttachment(principal: Principal, attachmentId: string): Promise<Owned<Attachment>> {
    return this.query((db) => attachments.loadAttachment(db, principal, attachmentId));
  }

  deleteAttachment(principal: Principal, attachmentId: string): Promise<void> {
    return this.query((db) => attachments.deleteAttachment(db, principal, attachmentId));
  }

  /** Runs `write`, in a transaction that also binds the items' attachments if there are any. */
  private withBinding(
    principal: Principal,
    threadId: string,
    written: ThreadItem[],
    write: (db: Queries) => Promise<void>,
  ): Promise<void> {
    const bindings = attachments.attachmentIds(written);
    if (bindings.length === 0) return this.query(write);
    return this.transaction(async (tx) => {
      await write(tx);
      for (const ids of bindings) await attachments.bindAttachments(tx, principal, threadId, ids);
    });
  }

  private transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.run((client) => client.$transaction(work));
  }

  private query<T>(work: (db: Queries) => Promise<T>): Promise<T> {
    return this.run(work);
  }

  private async run<T>(work: (client: PrismaClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.database.client());
    } catch (error) {
      throw translateError(error);
    }
  }
}

/** The first message of a student is the one that this happens to. */
function asStreamError(error: unknown): never {
  throw error instanceof AccountErased ? new CustomStreamError(error.message, true) : error;
}
