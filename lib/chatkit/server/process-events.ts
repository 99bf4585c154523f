import type { Principal } from '../principal';
import type {
  StreamOptions,
  ThreadItem,
  ThreadMetadata,
  ThreadStreamEvent,
  TurnEndItem,
  TurnEndReason,
} from '../protocol';
import type { RunHold } from '../runs/turn-request';
import { isAbandoned, RunLost, stopReasonOf } from '../runs/turn-stopped';
import type { Store } from '../store/store';
import { endOfContinued, endOfFailed, endOfStopped } from './end-of-turn';
import { ChatKitError, CustomStreamError, isUnavailable, NotFound, StreamError } from './errors';
import { ABORTED, nextOrAbort } from './next-or-abort';
import { normalEvent } from './normal-event';
import { hasText } from './persist-partial-items';
import { retryUnavailable } from './retry-unavailable';
import type { SupersededAnswer } from './superseded-answer';
import { threadChanges } from './thread-changes';
import { TurnItems } from './turn-items';
import { NotStored, TurnWrites } from './turn-writes';
import { wireThread } from './wire';

export interface Pipeline {
  principal: Principal;
  store: Store;
  /** The very object that the producer was given: its changes are saved and announced. */
  thread: ThreadMetadata;
  /** Called inside the guarded region: a hook that throws at once is treated like one that throws while streaming. */
  produce: () => AsyncIterable<ThreadStreamEvent>;
  streamOptions: () => StreamOptions;
  /** Awaited between the first event and the producer's. */
  beforeProducing?: () => Promise<void>;
  /** Stops the turn. */
  signal: AbortSignal;
  /** Given the items that had started and were not done. */
  onStopped: (pending: ThreadItem[]) => Promise<void>;
  /** Given the items that had started and were not done, when the turn broke off and what had been said shall stay. */
  persistPartial?: (pending: ThreadItem[]) => Promise<void>;
  /** Makes the record of how the turn ended, if it did not complete. Without it, none is stored. */
  turnEnd?: (reason: TurnEndReason) => TurnEndItem;
  /** The turn need not answer anything, as that of a widget's action: if it adds nothing, nothing is said about its end. */
  mayBeSilent?: boolean | undefined;
  /** The ends of the answer that this turn goes on with, newest first. They are removed once the turn has another, or is complete. */
  continues?: TurnEndItem[] | undefined;
  /** The answer that this turn is to replace. */
  superseded?: SupersededAnswer | undefined;
  /** The run that the turn is answered in; without one, nobody else can take it over. */
  hold?: RunHold | undefined;
  /** How long the store may be away before what the turn has to store is given up, in milliseconds. */
  maxOutageMs?: number | undefined;
  /** Last say on what ended the turn early: a `CustomStreamError`, say, whose text the person reads. */
  explain?: (error: unknown) => unknown;
  /** Told of everything that ended the turn early and is not a message for the person. */
  onError: (error: unknown) => void;
}

/**
 * The event pipeline (spec section 4): each event of the producer is stored before it is passed on, changes of the thread are
 * saved and announced, failures become one `error` event, and a stop keeps what had been said. How the turn ended, if it did not
 * complete, is its last item: the producer may say it with a `turn_end` item that is done, at any time.
 */
export async function* processEvents(pipeline: Pipeline): AsyncGenerator<ThreadStreamEvent> {
  const { principal, store, thread, signal } = pipeline;
  const writes = new TurnWrites();
  const items = new TurnItems(store, principal, thread.id, pipeline.superseded, writes);
  let snapshot = structuredClone(thread);
  let settled = false;
  /** Of changes that were saved after the turn had gone on without them. */
  let lateChange: ThreadStreamEvent | undefined;

  async function* changes(): AsyncGenerator<ThreadStreamEvent> {
    const patch = threadChanges(snapshot, thread);
    if (!patch) return;
    snapshot = structuredClone(thread);
    const saved = await writes.add(async () => {
      const stored = await store.updateThread(principal, thread.id, patch);
      // Somebody may have given the thread another title in the meantime; theirs stands.
      if (stored.title !== undefined) {
        thread.title = stored.title;
        snapshot.title = stored.title;
      }
      lateChange = { type: 'thread.updated', thread: wireThread(stored) };
      return lateChange;
    });
    if (!saved) return;
    lateChange = undefined;
    yield saved;
  }

  /** What was said of items that had started, as it is stored now: nobody waits for more of it. */
  async function* partial(pending: ThreadItem[]): AsyncGenerator<ThreadStreamEvent> {
    for (const { id } of pending) {
      const item = await store.loadItem(principal, thread.id, id).catch(() => undefined);
      if (item) yield { type: 'thread.item.done', item };
    }
  }

  /** A retry that is stopped before it says anything leaves the old answer and nothing else. */
  async function* stopped(): AsyncGenerator<ThreadStreamEvent> {
    const pending = items.partial();
    const answered = pending.find(hasText);
    if (pipeline.superseded?.comesBack && !answered) return;
    await retryUnavailable(async () => {
      await pipeline.hold?.confirm();
      await pipeline.onStopped(pending);
    }, pipeline.maxOutageMs);
    if (answered) {
      items.hasAnswered = true;
      pipeline.superseded?.stored(answered);
    }
    yield* partial(pending);
  }

  /** The last events of a turn: its end, if it did not complete. What cannot be stored is not sent either. */
  async function* end(reason: TurnEndReason | undefined): AsyncGenerator<ThreadStreamEvent> {
    if (!items.hasAnswered && pipeline.mayBeSilent) return;
    const [continued] = pipeline.continues ?? [];
    const stands = continued ? endOfContinued(continued.reason, reason, items.hasAnswered) : reason;
    const events: ThreadStreamEvent[] = [];
    if (stands !== undefined && pipeline.turnEnd)
      events.push({ type: 'thread.item.done', item: pipeline.turnEnd(stands) });
    // After the new one, so that the answer has an end at every moment.
    for (const { id } of pipeline.continues ?? []) events.push({ type: 'thread.item.removed', item_id: id });
    for (const event of events) {
      try {
        await items.accept(event);
        await writes.drained();
      } catch (error) {
        pipeline.onError(error);
        return;
      }
      yield event;
    }
  }

  /** Half an answer in place of a whole one would be a loss: a retry that breaks off brings the old one back. */
  async function* brokenOff(): AsyncGenerator<ThreadStreamEvent> {
    if (pipeline.superseded?.comesBack) return;
    const pending = items.partial();
    await retryUnavailable(async () => {
      await pipeline.hold?.confirm();
      await pipeline.persistPartial?.(pending);
    }, pipeline.maxOutageMs).catch(pipeline.onError);
    items.hasAnswered ||= pending.some(hasText);
    yield* partial(pending);
  }

  function explain(cause: unknown): unknown {
    try {
      return pipeline.explain?.(cause) ?? cause;
    } catch (failure) {
      pipeline.onError(failure);
      return cause;
    }
  }

  function report(error: unknown): void {
    if (!CustomStreamError.is(error)) pipeline.onError(error);
    else if (error.cause !== undefined) pipeline.onError(error.cause);
  }

  /** Whether nobody can read the thread any more, or it is another process's to write to. */
  async function isAbandonedTurn(error?: unknown): Promise<boolean> {
    if (isAbandoned(stopReasonOf(signal)) || error instanceof RunLost) return true;
    if (!(error instanceof NotFound)) return false;
    // Deleted by a process that could not wait for this one.
    return store.loadThread(principal, thread.id).then(
      () => false,
      (cause: unknown) => cause instanceof NotFound,
    );
  }

  async function* failed(cause: unknown): AsyncGenerator<ThreadStreamEvent> {
    const isLost =
      cause instanceof NotStored ||
      (await writes.drained().then(
        () => false,
        (error: unknown) => error instanceof NotStored,
      ));
    const error = isLost ? new CustomStreamError(NOT_SAVED, true, { cause }) : explain(cause);
    if (!isLost && CustomStreamError.is(error) && error.keepsAnswer) yield* brokenOff();
    yield errorEvent(error);
    report(error);
    if (isLost) {
      settled = true;
      pipeline.hold?.leaveOpen();
      return;
    }
    yield* end(endOfFailed(error, items.hasAnswered));
    try {
      settled = true;
      await items.settle();
      yield* changes();
    } catch (later) {
      // The person has read that the turn failed; once is enough.
      pipeline.onError(later);
    }
  }

  let iterator: AsyncIterator<ThreadStreamEvent> | undefined;
  let ended: TurnEndReason | undefined;
  let wasStopped = false;
  try {
    yield { type: 'stream_options', stream_options: pipeline.streamOptions() };
    await pipeline.beforeProducing?.();
    // One that was stopped before it began has nothing to keep (trap T12).
    if (signal.aborted) ended = endOfStopped(signal);
    else iterator = pipeline.produce()[Symbol.asyncIterator]();
    while (iterator) {
      const result = await nextOrAbort(iterator, signal);
      wasStopped = result === ABORTED;
      if (result === ABORTED || result.done) break;
      const event = normalEvent(result.value);
      if ('item' in event && event.item.type === 'turn_end') {
        ended = event.item.reason;
        continue;
      }
      if (await items.accept(event)) yield event;
      yield* changes();
    }
    if (!(await isAbandonedTurn())) {
      // Nothing of a turn is over before it is stored.
      await writes.drained();
      if (wasStopped) {
        yield* stopped();
        ended = endOfStopped(signal);
      }
      yield* end(ended);
      settled = true;
      await items.settle();
      yield* changes();
      if (lateChange) yield lateChange;
    }
  } catch (cause) {
    if (!(await isAbandonedTurn(cause))) yield* failed(cause);
  } finally {
    // Also when whoever reads this gave up: the old answer of a retry must not stay hidden.
    if (!settled && !(await isAbandonedTurn())) await items.settle().catch(pipeline.onError);
    items.abandon();
    // Not awaited: a producer that hangs in its model must not hold the turn open.
    void iterator?.return?.()?.catch(() => undefined);
  }
}

const NOT_SAVED =
  'This answer could not be saved, because the tutor cannot reach its memory. Copy what you need of it before you leave the page.';

function errorEvent(error: unknown): ThreadStreamEvent {
  if (CustomStreamError.is(error)) {
    return { type: 'error', code: 'custom', message: error.message, allow_retry: error.allowRetry };
  }
  if (StreamError.is(error)) return { type: 'error', code: error.code, allow_retry: error.allowRetry };
  // The store went away: the person may read that, and try again.
  if (ChatKitError.is(error) && isUnavailable(error)) {
    return { type: 'error', code: 'custom', message: error.message, allow_retry: true };
  }
  return { type: 'error', code: 'stream.error', allow_retry: true };
}
