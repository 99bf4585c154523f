import type { Principal } from '../principal';
import type { ThreadItem, ThreadStreamEvent, TurnEndItem } from '../protocol';
import { DECLARED_ITEM_TYPES } from '../protocol/items';
import type { RunRecord } from '../runs/run-store';
import type { Store } from '../store/store';
import { addOrFinish } from './add-or-finish';
import { applyItemUpdate } from './apply-item-update';
import type { ChatKitServer } from './chatkit-server';
import { NotFound } from './errors';
import { isAnswer } from './is-answer';
import { PendingItems } from './pending-items';
import { hasText, partialItem } from './persist-partial-items';
import type { RequestContext } from './request-context';
import { storableItem } from './storable-item';
import { Wire } from './wire';

/** The operations whose turn replaces an answer, and goes on with one. */
const RETRY = 'threads.retry_after_item';
const CONTINUE = 'threads.continue';
/** The one whose turn need not answer anything. */
const ACTION = 'threads.custom_action';

/** Messages are stored before the run begins; its end comes last. */
const STORED_OTHERWISE: ReadonlySet<ThreadItem['type']> = new Set(['user_message', 'turn_end']);

type Update = Extract<ThreadStreamEvent, { type: 'thread.item.updated' }>;

/**
 * Ends a run whose process died: what it had logged of an answer becomes part of the conversation, with its true end. What the
 * process had stored itself stands, also where it is ahead of the log. Done again, it changes nothing more.
 *
 * @param logged the events of the run, as JSON
 * @returns the events with which the run ends; undefined if nothing of it was stored
 */
export async function closeLostRun<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  run: RunRecord,
  logged: readonly string[],
): Promise<ThreadStreamEvent[] | undefined> {
  const { store } = server;
  const principal: Principal = { userId: run.userId };
  if (!(await isStored(store, principal, run))) return undefined;
  const events = logged.map((json): ThreadStreamEvent => JSON.parse(json));
  const pending = new PendingItems();
  for (const event of events) pending.apply(event);
  const answered =
    events.some((event) => event.type === 'thread.item.done' && isAnswer(event.item)) ||
    pending.list().some(hasText);
  if (run.operation === RETRY && !answered) {
    await store.restoreSuperseded(principal, run.threadId);
    return [{ type: 'error', code: 'stream.error', allow_retry: true }];
  }
  const items = [
    ...(await persistDone(store, principal, run, events)),
    ...(await persist(server, principal, run, pending.list())),
  ];
  const updated = await saveUpdates(store, principal, run.threadId, trailingUpdates(events));
  if (run.operation === RETRY) await store.deleteSuperseded(principal, run.threadId);
  if (run.operation === CONTINUE || (run.operation === ACTION && !answered))
    return done([...items, ...updated]);
  const end = await storeEnd(server, principal, run, answered);
  return done([...items, ...updated, end]);
}

/** Whether the thread is there, and the message that the run was to answer. */
async function isStored(
  store: Store,
  principal: Principal,
  { threadId, messageId }: RunRecord,
): Promise<boolean> {
  try {
    await store.loadThread(principal, threadId);
    if (messageId !== undefined) await store.loadItem(principal, threadId, messageId);
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

/** Stores items that were done, and that the process could not store any more. @returns them */
async function persistDone(
  store: Store,
  principal: Principal,
  { threadId }: RunRecord,
  events: ThreadStreamEvent[],
): Promise<ThreadItem[]> {
  const done = new Map<string, ThreadItem>();
  for (const event of events) {
    if (event.type === 'thread.item.removed') done.delete(event.item_id);
    if (event.type === 'thread.item.done' && !STORED_OTHERWISE.has(event.item.type))
      done.set(event.item.id, event.item);
  }
  const missing: ThreadItem[] = [];
  for (const item of done.values()) {
    if (await find(store, principal, threadId, item.id)) continue;
    missing.push(await addOrFinish(store, principal, threadId, item));
  }
  return missing;
}

/** Stores items that had started, as far as they came, unless they are stored already. @returns them as they are stored */
async function persist<Context extends RequestContext>(
  { store, now }: ChatKitServer<Context>,
  principal: Principal,
  { threadId }: RunRecord,
  pending: ThreadItem[],
): Promise<ThreadItem[]> {
  const stored: ThreadItem[] = [];
  for (const item of pending) {
    const known = await find(store, principal, threadId, item.id);
    const partial = known ?? partialItem(item, now());
    if (partial) stored.push(known ?? (await addOrFinish(store, principal, threadId, partial)));
  }
  return stored;
}

/** The last updates of an item that was stored before: the process saves those when something else follows. */
function trailingUpdates(events: ThreadStreamEvent[]): Update[] {
  const pending = new PendingItems();
  let trailing: Update[] = [];
  for (const event of events) {
    if (event.type !== 'thread.item.updated' || pending.has(event.item_id)) trailing = [];
    else trailing = trailing[0]?.item_id === event.item_id ? [...trailing, event] : [event];
    pending.apply(event);
  }
  return trailing;
}

async function saveUpdates(
  store: Store,
  principal: Principal,
  threadId: string,
  updates: Update[],
): Promise<ThreadItem[]> {
  const [first] = updates;
  const item = first && (await find(store, principal, threadId, first.item_id));
  if (!item) return [];
  if (!endsWith(item, updates)) {
    for (const { update } of updates) applyItemUpdate(item, update);
    await store.saveItem(principal, threadId, storableItem(item));
  }
  return [item];
}

/** Whether the text that the updates add is there: the process may have saved them before it died. */
function endsWith(item: ThreadItem, updates: Update[]): boolean {
  const added = updates.flatMap(({ update }) =>
    update.type === 'assistant_message.content_part.text_delta' ? [update.delta] : [],
  );
  if (item.type !== 'assistant_message' || added.length === 0) return false;
  return item.content.some(({ text }) => text.endsWith(added.join('')));
}

/** Stores how the turn ended, unless that is stored already. Its id is the run's, so that it is stored once. */
async function storeEnd<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  principal: Principal,
  run: RunRecord,
  answered: boolean,
): Promise<TurnEndItem> {
  const { store, now } = server;
  const { data } = await store.listItems(principal, run.threadId, {
    limit: 1,
    order: 'desc',
    includeHidden: true,
    types: DECLARED_ITEM_TYPES,
  });
  const [newest] = data;
  if (newest?.type === 'turn_end') return newest;
  const end: TurnEndItem = {
    type: 'turn_end',
    id: run.id.replace(/^[^_]*/, 'end'),
    thread_id: run.threadId,
    created_at: now().toISOString(),
    reason: answered ? 'broke_off' : 'without_words',
  };
  await addOrFinish(store, principal, run.threadId, end);
  return end;
}

async function find(
  store: Store,
  principal: Principal,
  threadId: string,
  itemId: string,
): Promise<ThreadItem | undefined> {
  return store.loadItem(principal, threadId, itemId).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
}

/** As clients may see them. */
async function done(items: ThreadItem[]): Promise<ThreadStreamEvent[]> {
  const wire = new Wire();
  const visible = await Promise.all(items.map((item) => wire.event({ type: 'thread.item.done', item })));
  return visible.filter((event) => event !== undefined);
}
