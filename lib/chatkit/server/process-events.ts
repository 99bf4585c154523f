import type { Principal } from '../principal';
import type { StreamOptions, ThreadItem, ThreadMetadata, ThreadStreamEvent } from '../protocol';
import type { Store } from '../store/store';
import { CustomStreamError, StreamError } from './errors';
import { ABORTED, nextOrAbort } from './next-or-abort';
import { PendingItems } from './pending-items';
import { storeEvent } from './store-event';
import { threadChanges } from './thread-changes';
import { wireThread } from './wire';

export interface Pipeline {
  principal: Principal;
  store: Store;
  /** The very object that the producer was given: its changes are saved and announced. */
  thread: ThreadMetadata;
  /** Called inside the guarded region: a hook that throws at once is treated like one that throws while streaming. */
  produce: () => AsyncIterable<ThreadStreamEvent>;
  streamOptions: StreamOptions;
  /** Awaited between the first event and the producer's. */
  beforeProducing?: () => Promise<void>;
  /** Stops the turn. */
  signal: AbortSignal;
  onStopped: (pending: ThreadItem[]) => Promise<void>;
  /** Told of everything that ended the turn early and is not a message for the person. */
  onError: (error: unknown) => void;
}

/**
 * The event pipeline (spec section 4): each event of the producer is stored before it is passed on, changes of the thread are
 * saved and announced, failures become one `error` event, and a stop keeps what had been said.
 */
export async function* processEvents(pipeline: Pipeline): AsyncGenerator<ThreadStreamEvent> {
  const { principal, store, thread, signal } = pipeline;
  const pending = new PendingItems();
  let snapshot = structuredClone(thread);

  async function* changes(): AsyncGenerator<ThreadStreamEvent> {
    const patch = threadChanges(snapshot, thread);
    if (!patch) return;
    const saved = await store.updateThread(principal, thread.id, patch);
    // Somebody may have given the thread another title in the meantime; theirs stands.
    if (saved.title !== undefined) thread.title = saved.title;
    snapshot = structuredClone(thread);
    const visible =
      patch.title !== undefined || patch.status !== undefined || patch.allowed_image_domains !== undefined;
    if (visible) yield { type: 'thread.updated', thread: wireThread(saved) };
  }

  yield { type: 'stream_options', stream_options: pipeline.streamOptions };

  let iterator: AsyncIterator<ThreadStreamEvent> | undefined;
  try {
    await pipeline.beforeProducing?.();
    iterator = pipeline.produce()[Symbol.asyncIterator]();
    for (;;) {
      const result = await nextOrAbort(iterator, signal);
      if (result === ABORTED) {
        await pipeline.onStopped(pending.list());
        break;
      }
      if (result.done) break;
      const event = result.value;
      pending.apply(event);
      await storeEvent(store, principal, thread.id, event);
      yield event;
      yield* changes();
    }
    yield* changes();
  } catch (error) {
    yield errorEvent(error);
    if (!(error instanceof CustomStreamError)) pipeline.onError(error);
    else if (error.cause !== undefined) pipeline.onError(error.cause);
    yield* changes();
  } finally {
    // Not awaited: a producer that hangs in its model must not hold the turn open.
    void iterator?.return?.()?.catch(() => undefined);
  }
}

function errorEvent(error: unknown): ThreadStreamEvent {
  if (error instanceof CustomStreamError) {
    return { type: 'error', code: 'custom', message: error.message, allow_retry: error.allowRetry };
  }
  if (error instanceof StreamError) return { type: 'error', code: error.code, allow_retry: error.allowRetry };
  return { type: 'error', code: 'stream.error', allow_retry: true };
}
