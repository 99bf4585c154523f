import type { ThreadItem, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { applyItemUpdate } from './apply-item-update';
import { type Entry, type ItemEntry, isVisible } from './entry';
import { type Run, type ThreadState, withMetadata } from './thread-state';
import { entryInFlight } from './unsent';

/** The newest with that id. */
export function findItem(entries: Entry[], id: string): ItemEntry | undefined {
  return entries.findLast((entry): entry is ItemEntry => entry.kind === 'item' && entry.item.id === id);
}

const replaceEntry = (entries: Entry[], old: Entry, next: Entry): Entry[] =>
  entries.map((entry) => (entry === old ? next : entry));

/** Servers repeat placeholder ids, so a key has to be made unique. */
export function freeKey(entries: Entry[], id: string): string {
  const taken = new Set(entries.map((entry) => entry.key));
  let key = id;
  for (let n = 2; taken.has(key); n += 1) key = `${id}#${n}`;
  return key;
}

/**
 * An assistant message whose id is already used by an answer of an earlier stream is a new answer: Chat Completions
 * servers give every one the same placeholder id (spec element 1.8). Workflows are legitimately reopened.
 */
function collides(known: ItemEntry, item: ThreadItem, stream: number): boolean {
  return item.type === 'assistant_message' && known.phase !== 'streaming' && known.stream !== stream;
}

/** At the end, but before messages that were not sent: nothing has come after them. */
export function appendEntry(entries: Entry[], fresh: Entry): Entry[] {
  const last = entries.findLastIndex((entry) => entry.kind !== 'outgoing' || entry.phase !== 'failed');
  return entries.toSpliced(last + 1, 0, fresh);
}

/** A stored message of the student, in the place of the one that was sent. */
function putMessage(
  entries: Entry[],
  item: ThreadItem,
  known: ItemEntry | undefined,
  stream: number,
): Entry[] | null {
  const sent = entryInFlight(entries);
  if (!sent) return null;
  // Same key, so the bubble that the student sees stays the same DOM node.
  const stored: ItemEntry = { kind: 'item', key: sent.key, stream, item, phase: 'done' };
  const rest = known ? entries.filter((entry) => entry !== known) : entries;
  return replaceEntry(rest, sent, stored);
}

function putItem(
  state: ThreadState,
  item: ThreadItem,
  phase: ItemEntry['phase'],
  stream: number,
  repeatsItems: boolean,
): ThreadState {
  const { entries } = state;
  const known = findItem(entries, item.id);
  const message = item.type === 'user_message' ? putMessage(entries, item, known, stream) : null;
  if (message) return { ...state, entries: message };
  if (known && (repeatsItems || !collides(known, item, stream))) {
    return { ...state, entries: replaceEntry(entries, known, { ...known, item, phase, stream }) };
  }
  const fresh: ItemEntry = { kind: 'item', key: freeKey(entries, item.id), stream, item, phase };
  return { ...state, entries: appendEntry(entries, fresh) };
}

const changeRun = (state: ThreadState, change: Partial<Extract<Run, { kind: 'running' }>>): ThreadState =>
  state.run.kind === 'running' ? { ...state, run: { ...state.run, ...change } } : state;

const showsContent = (state: ThreadState, item: ThreadItem): ThreadState =>
  isVisible(item) && item.type !== 'user_message'
    ? changeRun(state, { waiting: false, progress: null })
    : state;

/**
 * The state after one event. Pure; events and calls to the host are the runner's business. `repeatsItems`: the stream tells of items that
 * are there already, so none of them is another under the same id.
 */
export function applyEvent(
  state: ThreadState,
  event: ThreadStreamEvent,
  stream: number,
  { repeatsItems = false }: { repeatsItems?: boolean } = {},
): ThreadState {
  const put = (item: ThreadItem, phase: ItemEntry['phase']) =>
    showsContent(putItem(state, item, phase, stream, repeatsItems), item);
  switch (event.type) {
    case 'thread.created':
    case 'thread.updated':
      return withMetadata(state, event.thread);
    case 'thread.item.added':
      return put(event.item, 'streaming');
    case 'thread.item.done':
      return put(event.item, 'done');
    case 'thread.item.replaced': {
      const known = findItem(state.entries, event.item.id);
      if (!known) return put(event.item, 'done');
      const phase = known.phase === 'streaming' ? 'done' : known.phase;
      return { ...state, entries: replaceEntry(state.entries, known, { ...known, phase, item: event.item }) };
    }
    case 'thread.item.updated': {
      const known = findItem(state.entries, event.item_id);
      if (!known) return state;
      const next = applyItemUpdate(known, event.update);
      return showsContent({ ...state, entries: replaceEntry(state.entries, known, next) }, next.item);
    }
    case 'thread.item.removed': {
      const known = findItem(state.entries, event.item_id);
      return known ? { ...state, entries: state.entries.filter((entry) => entry !== known) } : state;
    }
    case 'stream_options':
      return changeRun(state, { cancellable: event.stream_options.allow_cancel });
    case 'progress_update':
      return changeRun(state, { waiting: true, progress: { text: event.text, icon: event.icon } });
    case 'notice': {
      const key = freeKey(state.entries, 'notice');
      return { ...state, entries: appendEntry(state.entries, { kind: 'notice', key, notice: event }) };
    }
    default:
      // `client_effect` shows nothing, `error` needs words and a retry plan (the runner adds it), others are unknown.
      return state;
  }
}
