import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { applyEvent, findItem } from './apply-event';
import { reopenAnswer } from './continue-answer';
import type { Entry, Notice } from './entry';
import { mergeDeltas } from './merge-deltas';
import { includesUpdate, withoutStoredUpdates } from './stored-updates';
import type { ThreadState } from './thread-state';

/** What one event of a run makes of a thread. */
export type ApplyRunEvent = (state: ThreadState, event: ThreadStreamEvent, stream: number) => ThreadState;

/**
 * One event of a run that is read from its first event. An item that carries the id of a listed one is that item, and an answer of
 * before that gets new words is gone on with.
 */
export function applyRunEvent(state: ThreadState, event: ThreadStreamEvent, stream: number): ThreadState {
  if (isStored(state, event, stream)) return state;
  return applyEvent(reopenAnswer(state, event, stream), event, stream, { repeatsItems: true });
}

/** A list can be ahead of the events that another process has of the run. */
function isStored(state: ThreadState, event: ThreadStreamEvent, stream: number): boolean {
  if (event.type !== 'thread.item.updated') return false;
  const entry = findItem(state.entries, event.item_id);
  return entry !== undefined && entry.stream !== stream && includesUpdate(entry.item, event.update);
}

/**
 * A thread as its list shows it, with a run that goes on in it: `events` are those of the run so far, from the first. They tell more
 * than the list, which has only what is done, in the order in which it was done: so what the run made is taken out of the end of the
 * list, and comes in again event by event. Entries keep their keys, and so their DOM. What the thread is called stands in the list.
 */
export function joinRun(
  state: ThreadState,
  events: readonly ThreadStreamEvent[],
  stream: number,
  apply: ApplyRunEvent = applyRunEvent,
): ThreadState {
  const start = startOfRun(state.entries, madeBy(events));
  const isUnsent = ({ kind }: Entry) => kind === 'outgoing';
  const listed = state.entries.slice(start);
  const before = { ...state, entries: [...state.entries.slice(0, start), ...listed.filter(isUnsent)] };
  const fresh = withoutStoredUpdates(state.entries, events).filter((event) => !('thread' in event));
  const joined = mergeDeltas(fresh).reduce((next, event) => apply(next, event, stream), before);
  return { ...joined, entries: withKeys(joined.entries, listed) };
}

/** What tells an item or a notice of a run. */
const markOf = (value: { id: string } | Notice): string => ('id' in value ? value.id : JSON.stringify(value));

function madeBy(events: readonly ThreadStreamEvent[]): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) => {
      if (event.type === 'notice') return markOf(event);
      return event.type === 'thread.item.added' || event.type === 'thread.item.done'
        ? markOf(event.item)
        : [];
    }),
  );
}

/**
 * Where the entries of a run begin that made what is `made`: they are the last of the thread. Without any, failures behind the last
 * message are the run's, since it goes on.
 */
function startOfRun(entries: readonly Entry[], made: ReadonlySet<string>): number {
  let start = entries.length;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry?.kind === 'item') {
      if (!made.has(markOf(entry.item))) break;
      start = index;
    } else if (entry?.kind === 'notice') {
      if (made.has(markOf(entry.notice))) start = index;
    } else if (entry?.kind === 'error' || entry?.kind === 'stopped') start = index;
  }
  return start;
}

/** Gives the items that were listed before the keys that they had. */
function withKeys(entries: Entry[], listed: readonly Entry[]): Entry[] {
  const keys = new Map(
    listed.flatMap((entry) => (entry.kind === 'item' ? [[entry.item.id, entry.key]] : [])),
  );
  const taken = new Set(entries.map(({ key }) => key));
  return entries.map((entry) => {
    const key = entry.kind === 'item' ? keys.get(entry.item.id) : undefined;
    if (key === undefined || taken.has(key)) return entry;
    taken.add(key);
    return { ...entry, key };
  });
}
