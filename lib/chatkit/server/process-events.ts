import type { Principal } from '../principal';
import type {
  StreamOptions,
  ThreadItem,
  ThreadMetadata,
  ThreadStreamEvent,
  TurnEndItem,
  TurnEndReason,
} from '../protocol';
import type { Store } from '../store/store';
import { endOfContinued, endOfFailed, endOfStopped } from './end-of-turn';
import { ChatKitError, CustomStreamError, StreamError } from './errors';
import { saysSomething } from './keep-begun-items';
import { ABORTED, nextOrAbort } from './next-or-abort';
import { normalEvent } from './normal-event';
import type { SupersededAnswer } from './superseded-answer';
import { threadChanges } from './thread-changes';
import { TurnItems } from './turn-items';
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
  /** Given the items that were begun and are not done. */
  onStopped: (pending: ThreadItem[]) => Promise<void>;
  /** Given the items that were begun and are not done, when the turn broke off and what had been said shall stay. */
  keepBegun?: (pending: ThreadItem[]) => Promise<void>;
  /** Makes the record of how the turn ended, if it did not complete. Without it, none is stored. */
  turnEnd?: (reason: TurnEndReason) => TurnEndItem;
  /** The turn need not answer anything, as that of a widget's action: if it adds nothing, nothing is said about its end. */
  mayBeSilent?: boolean | undefined;
  /** The ends of the answer that this turn goes on with, newest first. They are removed once the turn has another, or is complete. */
  continues?: TurnEndItem[] | undefined;
  /** The answer that this turn is to replace. */
  superseded?: SupersededAnswer | undefined;
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
  const items = new TurnItems(store, principal, thread.id, pipeline.superseded);
  let snapshot = structuredClone(thread);

  async function* changes(): AsyncGenerator<ThreadStreamEvent> {
    const patch = threadChanges(snapshot, thread);
    if (!patch) return;
    const saved = await store.updateThread(principal, thread.id, patch);
    // Somebody may have given the thread another title in the meantime; theirs stands.
    if (saved.title !== undefined) thread.title = saved.title;
    snapshot = structuredClone(thread);
    yield { type: 'thread.updated', thread: wireThread(saved) };
  }

  /** A retry that is stopped before it says anything leaves the old answer and nothing else. */
  async function keep(begun: ThreadItem[]): Promise<void> {
    const said = begun.find(saysSomething);
    if (pipeline.superseded?.comesBack && !said) return;
    await pipeline.onStopped(begun);
    if (!said) return;
    items.hasAnswered = true;
    pipeline.superseded?.stored(said);
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
        await items.take(event);
      } catch (error) {
        pipeline.onError(error);
        return;
      }
      yield event;
    }
  }

  /** Half an answer in place of a whole one would be a loss: a retry that breaks off brings the old one back. */
  async function keepBegun(): Promise<void> {
    if (pipeline.superseded?.comesBack) return;
    const pending = items.begun();
    await pipeline.keepBegun?.(pending).catch(pipeline.onError);
    items.hasAnswered ||= pending.some(saysSomething);
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

  let iterator: AsyncIterator<ThreadStreamEvent> | undefined;
  let settled = false;
  let ended: TurnEndReason | undefined;
  /** Nobody can read the thread any more. */
  let isGone = false;
  try {
    yield { type: 'stream_options', stream_options: pipeline.streamOptions() };
    await pipeline.beforeProducing?.();
    // A turn that was stopped before it began leaves no trace (trap T12).
    if (!signal.aborted) iterator = pipeline.produce()[Symbol.asyncIterator]();
    while (iterator) {
      const result = await nextOrAbort(iterator, signal);
      if (result === ABORTED) {
        await keep(items.begun());
        ended = endOfStopped(signal);
        isGone = ended === undefined;
        break;
      }
      if (result.done) break;
      const event = normalEvent(result.value);
      if ('item' in event && event.item.type === 'turn_end') {
        ended = event.item.reason;
        continue;
      }
      if (await items.take(event)) yield event;
      yield* changes();
    }
    if (!isGone) yield* end(ended);
    settled = true;
    await items.settle();
    yield* changes();
  } catch (cause) {
    const error = explain(cause);
    if (CustomStreamError.is(error) && error.keepsAnswer) await keepBegun();
    yield errorEvent(error);
    report(error);
    yield* end(endOfFailed(error, items.hasAnswered));
    try {
      settled = true;
      await items.settle();
      yield* changes();
    } catch (later) {
      // The person has read that the turn failed; once is enough.
      pipeline.onError(later);
    }
  } finally {
    // Also when whoever reads this gave up: the old answer of a retry must not stay hidden.
    if (!settled) await items.settle().catch(pipeline.onError);
    // Not awaited: a producer that hangs in its model must not hold the turn open.
    void iterator?.return?.()?.catch(() => undefined);
  }
}

function errorEvent(error: unknown): ThreadStreamEvent {
  if (CustomStreamError.is(error)) {
    return { type: 'error', code: 'custom', message: error.message, allow_retry: error.allowRetry };
  }
  if (StreamError.is(error)) return { type: 'error', code: error.code, allow_retry: error.allowRetry };
  // The store went away: the person may read that, and try again.
  if (ChatKitError.is(error) && error.code === 'unavailable') {
    return { type: 'error', code: 'custom', message: error.message, allow_retry: true };
  }
  return { type: 'error', code: 'stream.error', allow_retry: true };
}
