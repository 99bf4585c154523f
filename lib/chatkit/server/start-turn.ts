import type { RequestOf, StreamingOperation, ThreadMetadata } from '../protocol';
import type { RequestKey } from '../runs/run-store';
import type { StartedTurn } from '../runs/turn-request';
import { answerStructuredInput } from './answer-structured-input';
import { buildUserMessage } from './build-user-message';
import type { ChatKitServer } from './chatkit-server';
import { closedReason } from './closed-reason';
import { completeClientToolCall } from './complete-client-tool-call';
import { continueTurn } from './continue-turn';
import { CustomStreamError, InvalidRequest } from './errors';
import { loadOwnThread } from './own';
import type { RequestContext } from './request-context';
import { type AnsweringTurn, runTurn, type Turn } from './run-turn';
import type { Settled } from './settled-before';
import { SupersededAnswer } from './superseded-answer';
import { wireThread } from './wire';

type Request = RequestOf<StreamingOperation>;

/**
 * Starts the turn of a streaming operation. Everything that can be refused is resolved, authorised and stored before it
 * returns (trap T8).
 *
 * @param options as those of `ChatKitServer.process`
 */
export async function startTurn<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  request: Request,
  context: Context,
  { declared, key }: { declared: boolean; key: RequestKey | undefined },
): Promise<StartedTurn> {
  const { principal, since } = context;
  const start = (threadId: string, prepareTurn: (waited: boolean, messageId: string) => Promise<Turn>) => {
    const messageId = server.generateId('message', threadId);
    const stores = request.type === 'threads.create' || request.type === 'threads.add_user_message';
    return server.runs.start(
      principal,
      {
        threadId,
        operation: request.type,
        messageId: stores ? messageId : undefined,
        request: key,
        since,
      },
      async (waited) => {
        const turn = await prepareTurn(waited, messageId).catch(asRefusedTurn);
        return {
          work: (signal, hold) => runTurn(server, turn, context, { signal, hold }),
          refused: 'refusal' in turn,
        };
      },
    );
  };

  if (request.type === 'threads.create') {
    const threadId = server.generateId('thread');
    return start(threadId, (_waited, messageId) =>
      createThread(server, { threadId, messageId }, request, context),
    );
  }
  // Before anything else: whose thread it is, and whether it is open, must not depend on what runs in it.
  const found = await loadOwnThread(server.store, principal, request.params.thread_id);
  return start(found.id, async (waited, messageId) => {
    // The turn that was waited for may have changed the thread, or closed it.
    const thread = waited ? await loadOwnThread(server.store, principal, found.id) : found;
    const refusal = closedReason(thread);
    if (refusal !== undefined) return closed(refusal);
    return prepare(server, thread, request, context, { declared, messageId });
  });
}

async function prepare<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  thread: ThreadMetadata,
  request: Exclude<Request, { type: 'threads.create' }>,
  context: Context,
  { declared, messageId }: { declared: boolean; messageId: string },
): Promise<Turn> {
  const { store } = server;
  const { principal } = context;
  switch (request.type) {
    case 'threads.add_user_message': {
      const message = await buildUserMessage(server, thread.id, request.params.input, context, messageId);
      await store.addItem(principal, thread.id, message);
      return {
        thread,
        prefix: [{ type: 'thread.item.done', item: message }],
        produce: (signal) => server.respond(thread, message, context, signal),
      };
    }
    case 'threads.retry_after_item': {
      const message = await store.loadItem(principal, thread.id, request.params.item_id);
      if (message.type !== 'user_message')
        throw new InvalidRequest('Only a message of yours can be answered again.');
      return {
        thread,
        superseded: await SupersededAnswer.hide(store, principal, thread.id, message.id),
        produce: (signal) => server.respond(thread, message, context, signal),
      };
    }
    case 'threads.continue':
      if (!declared)
        throw new InvalidRequest('Only clients that declare the extensions can go on with an answer.');
      return continueTurn(server, thread, context);
    case 'threads.add_client_tool_output': {
      const settled = await completeClientToolCall(server, thread.id, request.params.result, context);
      return followUpTurn(server, thread, settled, context);
    }
    case 'threads.add_structured_input': {
      const { item_id, input } = request.params;
      const { item, settled } = await answerStructuredInput(server, thread.id, item_id, input, context);
      const turn = followUpTurn(server, thread, settled, context);
      return {
        ...turn,
        produce: async function* (signal) {
          yield { type: 'thread.item.replaced', item };
          yield* turn.produce(signal);
        },
      };
    }
    case 'threads.custom_action': {
      const { item_id, action } = request.params;
      const sender = item_id ? await store.loadItem(principal, thread.id, item_id) : null;
      // The reference answers so, and clients know it (spec 2.7).
      if (sender && sender.type !== 'widget')
        return { refusal: { code: 'stream.error', allow_retry: false } };
      const produce = (signal: AbortSignal) => server.action(thread, action, sender, context, signal);
      return { thread, mayBeSilent: true, produce };
    }
    default:
      return request satisfies never;
  }
}

/** What a person should read does not fail the request: it is the one event of a refused turn. */
function asRefusedTurn(error: unknown): Turn {
  if (!CustomStreamError.is(error)) throw error;
  return { refusal: { code: 'custom', message: error.message, allow_retry: error.allowRetry } };
}

/** A locked or closed thread takes no new turn (trap T23); the person reads why in the conversation. */
function closed(message: string): Turn {
  return { refusal: { code: 'custom', message, allow_retry: false } };
}

/** The turn after a tool's output or a person's answers. */
function followUpTurn<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  thread: ThreadMetadata,
  settled: Settled,
  context: Context,
): AnsweringTurn {
  return {
    thread,
    produce: async function* (signal) {
      if (settled.kind !== 'answered') yield* server.respond(thread, null, context, signal);
      else for (const item of settled.answer) yield { type: 'thread.item.done', item };
    },
  };
}

async function createThread<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  { threadId, messageId }: { threadId: string; messageId: string },
  request: RequestOf<'threads.create'>,
  context: Context,
): Promise<AnsweringTurn> {
  const thread: ThreadMetadata = {
    id: threadId,
    created_at: server.now().toISOString(),
    status: { type: 'active' },
    metadata: {},
    ...structuredClone(server.threadDefaults),
  };
  const message = await buildUserMessage(server, threadId, request.params.input, context, messageId);
  await server.store.createThread(context.principal, thread, [message]);
  return {
    thread,
    prefix: [
      { type: 'thread.created', thread: wireThread(thread) },
      { type: 'thread.item.done', item: message },
    ],
    produce: (signal) => server.respond(thread, message, context, signal),
  };
}
