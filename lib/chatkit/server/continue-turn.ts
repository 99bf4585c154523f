import type {
  AssistantMessageItem,
  SdkHiddenContextItem,
  ThreadItem,
  ThreadMetadata,
  TurnEndItem,
} from '../protocol';
import { DECLARED_ITEM_TYPES } from '../protocol/items';
import type { ChatKitServer } from './chatkit-server';
import { continuedAnswer } from './continued-answer';
import { Conflict } from './errors';
import type { RequestContext } from './request-context';
import type { AnsweringTurn } from './run-turn';

/** For the model alone, while it goes on. Never on the wire. */
const CONTINUE_NOTE =
  'Your answer above was cut off at its length limit. Continue it exactly where it stopped, in the middle of the word or of the ' +
  'code if it stopped there. Repeat nothing of it, and say nothing about having been cut off.';

/** Items after an answer in which its end is looked for. */
const LAST_ITEMS = 20;

/**
 * The turn of `threads.continue`: goes on with the last answer, which was cut at its length limit. The words that are added
 * become part of that answer; if none are, it stays as it was.
 *
 * @throws Conflict if the last answer is not one that was cut
 */
export async function continueTurn<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  thread: ThreadMetadata,
  context: Context,
): Promise<AnsweringTurn> {
  const { store } = server;
  const { principal } = context;
  const newestFirst = await store.listItems(principal, thread.id, {
    limit: LAST_ITEMS,
    order: 'desc',
    includeHidden: true,
    types: DECLARED_ITEM_TYPES,
  });
  const { answer, end } = cutAnswer(newestFirst.data);
  const note: SdkHiddenContextItem = {
    type: 'sdk_hidden_context',
    id: server.generateId('sdk_hidden_context', thread.id),
    thread_id: thread.id,
    created_at: server.now().toISOString(),
    content: CONTINUE_NOTE,
  };
  return {
    thread,
    continues: end.reason,
    produce: async function* (signal) {
      await store.addItem(principal, thread.id, note);
      try {
        yield { type: 'thread.item.removed', item_id: end.id };
        yield* continuedAnswer(answer, server.respond(thread, null, context, signal));
      } finally {
        // Later turns see one answer, and nothing of how it came about.
        await store
          .deleteItem(principal, thread.id, note.id)
          .catch((error: unknown) =>
            server.onError(error, { userId: principal.userId, threadId: thread.id }),
          );
      }
    },
  };
}

function cutAnswer([end, ...before]: ThreadItem[]): { answer: AssistantMessageItem; end: TurnEndItem } {
  const answer = before.find(({ type }) => type === 'assistant_message' || type === 'user_message');
  if (end?.type !== 'turn_end' || end.reason !== 'cut' || answer?.type !== 'assistant_message') {
    throw new Conflict(
      'The last answer of this conversation was not cut off: there is nothing to go on with.',
    );
  }
  return { answer, end };
}
