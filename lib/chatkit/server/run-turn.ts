import type { ThreadMetadata, ThreadStreamEvent, TurnEndItem, TurnEndReason } from '../protocol';
import type { RunHold } from '../runs/turn-request';
import type { ChatKitServer } from './chatkit-server';
import { persistPartialItems } from './persist-partial-items';
import { processEvents } from './process-events';
import type { RequestContext } from './request-context';
import { retryingStore } from './retry-unavailable';
import type { SupersededAnswer } from './superseded-answer';

/** A turn that is ready to begin, or the one event that says why there is none. */
export type Turn = AnsweringTurn | { refusal: { code: string; message?: string; allow_retry: boolean } };

export interface AnsweringTurn {
  thread: ThreadMetadata;
  /** Sent before the pipeline starts; stored already. */
  prefix?: ThreadStreamEvent[];
  /** What feeds the pipeline. */
  produce: (signal: AbortSignal) => AsyncIterable<ThreadStreamEvent>;
  superseded?: SupersededAnswer;
  /** It need not answer anything. */
  mayBeSilent?: boolean;
  /** The ends of the answer that the turn goes on with, newest first. */
  continues?: TurnEndItem[];
}

interface RunControl {
  signal: AbortSignal;
  hold: RunHold;
}

/** The events of a turn as the client may see them. */
export async function* runTurn<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  turn: Turn,
  context: Context,
  run: RunControl,
): AsyncGenerator<ThreadStreamEvent> {
  if ('refusal' in turn) {
    yield { type: 'error', ...turn.refusal };
    return;
  }
  const wire = server.wire(context);
  for await (const event of events(server, turn, context, run)) {
    const sent = await wire.event(event);
    if (sent) yield sent;
  }
}

async function* events<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  turn: AnsweringTurn,
  context: Context,
  { signal, hold }: RunControl,
): AsyncGenerator<ThreadStreamEvent> {
  const { thread } = turn;
  const about = {
    userId: context.principal.userId,
    threadId: thread.id,
    requestId: context.requestId,
  };
  yield* turn.prefix ?? [];
  yield* processEvents({
    principal: context.principal,
    store: retryingStore(server.store, { maxMs: server.maxOutageMs, before: hold.confirm }),
    hold,
    thread,
    produce: () => turn.produce(signal),
    streamOptions: () => server.streamOptions(thread, context),
    beforeProducing: () => server.runs.waitForPendingStarts(),
    signal,
    persistPartial: (pending) => persistPartialItems(server, thread, pending, context),
    onStopped: (pending) => server.onStopped(thread, pending, context),
    turnEnd: (reason) => newTurnEnd(server, thread.id, reason),
    maxOutageMs: server.maxOutageMs,
    mayBeSilent: turn.mayBeSilent,
    continues: turn.continues,
    superseded: turn.superseded,
    explain: (error) => server.explain(error, context),
    onError: (error) => server.onError(error, about),
  });
}

function newTurnEnd<Context extends RequestContext>(
  { generateId, now }: ChatKitServer<Context>,
  threadId: string,
  reason: TurnEndReason,
): TurnEndItem {
  const id = generateId('turn_end', threadId);
  return { type: 'turn_end', id, thread_id: threadId, created_at: now().toISOString(), reason };
}
