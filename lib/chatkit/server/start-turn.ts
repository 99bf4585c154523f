import type {
  RequestOf,
  StreamingOperation,
  ThreadMetadata,
  ThreadStreamEvent,
  UserMessageItem,
} from '../protocol';
import type { Run } from '../runs/run';
import { applyStructuredInput } from './apply-structured-input';
import { buildUserMessage } from './build-user-message';
import type { ChatKitServer } from './chatkit-server';
import { completeClientToolCall } from './complete-client-tool-call';
import { Conflict, InvalidRequest } from './errors';
import { processEvents } from './process-events';
import type { RequestContext } from './request-context';
import { type Wire, wireThread } from './wire';

type Request = RequestOf<StreamingOperation>;

/** What a turn sends before the pipeline starts, and what feeds the pipeline. */
interface Turn {
  thread: ThreadMetadata;
  prefix: ThreadStreamEvent[];
  produce: (signal: AbortSignal) => AsyncIterable<ThreadStreamEvent>;
}

/**
 * Starts the turn of a streaming operation. Everything that can be refused is resolved, authorised and stored before it
 * returns (trap T8).
 */
export async function startTurn<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  request: Request,
  context: Context,
): Promise<Run> {
  if (request.type === 'threads.create') {
    const threadId = server.generateId('thread');
    return start(server, threadId, context, () => createThread(server, threadId, request, context));
  }
  // Before anything else: whose thread it is, and whether it is open, must not depend on what runs in it.
  const thread = await server.store.loadThread(context.principal, request.params.thread_id);
  if (thread.status.type !== 'active') return refuseClosed(server, thread, context);
  return start(server, thread.id, context, () => prepare(server, thread, request, context));
}

async function prepare<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  thread: ThreadMetadata,
  request: Exclude<Request, { type: 'threads.create' }>,
  context: Context,
): Promise<Turn> {
  const { store } = server;
  switch (request.type) {
    case 'threads.add_user_message': {
      const message = await buildUserMessage(server, thread.id, request.params.input, context);
      await store.addItem(context.principal, thread.id, message);
      return answering(server, thread, message, context, [{ type: 'thread.item.done', item: message }]);
    }
    case 'threads.retry_after_item': {
      const message = await store.loadItem(context.principal, thread.id, request.params.item_id);
      if (message.type !== 'user_message')
        throw new InvalidRequest('Only a message of yours can be answered again.');
      await store.deleteItemsAfter(context.principal, thread.id, message.id);
      return answering(server, thread, message, context);
    }
    case 'threads.add_client_tool_output': {
      await completeClientToolCall(server, thread.id, request.params.result, context);
      return answering(server, thread, null, context);
    }
    case 'threads.add_structured_input': {
      const item = await store.loadItem(context.principal, thread.id, request.params.item_id);
      if (item.type !== 'structured_input') throw new InvalidRequest('This item asks no questions.');
      if (item.status !== 'pending') throw new Conflict('These questions have been answered already.');
      const answered = applyStructuredInput(item, request.params.input);
      return {
        thread,
        prefix: [],
        produce: async function* (signal) {
          yield { type: 'thread.item.replaced', item: answered };
          yield* server.respond(thread, null, context, signal);
        },
      };
    }
    case 'threads.custom_action': {
      const { item_id, action } = request.params;
      const sender = item_id ? await store.loadItem(context.principal, thread.id, item_id) : null;
      if (sender && sender.type !== 'widget') throw new InvalidRequest('Only a widget can send an action.');
      return {
        thread,
        prefix: [],
        produce: (signal) => server.action(thread, action, sender, context, signal),
      };
    }
    default:
      return request satisfies never;
  }
}

async function createThread<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  threadId: string,
  request: RequestOf<'threads.create'>,
  context: Context,
): Promise<Turn> {
  const thread: ThreadMetadata = {
    id: threadId,
    created_at: server.now().toISOString(),
    status: { type: 'active' },
    metadata: {},
    ...server.threadDefaults,
  };
  const message = await buildUserMessage(server, threadId, request.params.input, context);
  await server.store.createThread(context.principal, thread, [message]);
  return answering(server, thread, message, context, [
    { type: 'thread.created', thread: wireThread(thread) },
    { type: 'thread.item.done', item: message },
  ]);
}

function answering<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  thread: ThreadMetadata,
  message: UserMessageItem | null,
  context: Context,
  prefix: ThreadStreamEvent[] = [],
): Turn {
  return { thread, prefix, produce: (signal) => server.respond(thread, message, context, signal) };
}

function start<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  threadId: string,
  context: Context,
  prepareTurn: () => Promise<Turn>,
): Promise<Run> {
  return server.runs.start(context.principal, threadId, async () => {
    const turn = await prepareTurn();
    return (signal) => visible(server.wire(context), runTurn(server, turn, context, signal));
  });
}

async function* runTurn<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  turn: Turn,
  context: Context,
  signal: AbortSignal,
): AsyncGenerator<ThreadStreamEvent> {
  const { thread } = turn;
  yield* turn.prefix;
  yield* processEvents({
    principal: context.principal,
    store: server.store,
    thread,
    produce: () => turn.produce(signal),
    streamOptions: server.streamOptions(thread, context),
    beforeProducing: () => server.runs.othersAnnounced(),
    signal,
    onStopped: (pending) => server.onStopped(thread, pending, context),
    onError: (error) =>
      server.onError(error, {
        userId: context.principal.userId,
        threadId: thread.id,
        requestId: context.requestId,
      }),
  });
}

async function* visible(
  wire: Wire,
  events: AsyncIterable<ThreadStreamEvent>,
): AsyncGenerator<ThreadStreamEvent> {
  for await (const event of events) {
    const sent = await wire.event(event);
    if (sent) yield sent;
  }
}

/** A locked or closed thread takes no new turn (trap T23); the person reads why in the conversation. */
function refuseClosed<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  thread: ThreadMetadata,
  context: Context,
): Promise<Run> {
  const reason = thread.status.type === 'active' ? undefined : thread.status.reason;
  return server.runs.start(
    context.principal,
    thread.id,
    async () =>
      async function* () {
        yield {
          type: 'error',
          code: 'custom',
          message: reason ?? 'This conversation is closed. Start a new one to go on.',
          allow_retry: false,
        };
      },
  );
}
