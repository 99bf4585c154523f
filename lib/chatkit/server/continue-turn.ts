import type { AssistantMessageItem, ThreadItem, ThreadMetadata, TurnEndItem } from '../protocol';
import { DECLARED_ITEM_TYPES } from '../protocol/items';
import type { ChatKitServer } from './chatkit-server';
import { continuedAnswer } from './continued-answer';
import { Conflict } from './errors';
import type { RequestContext } from './request-context';
import type { AnsweringTurn } from './run-turn';

/** For the model alone, while it goes on. Neither stored nor on the wire. */
const CONTINUE_NOTE =
  'Your answer above was cut off at its length limit. Continue it exactly where it stopped, in the middle of the word or of the ' +
  'code if it stopped there. Repeat nothing of it, and say nothing about having been cut off.';

/** Items after an answer in which its end is looked for. */
const LAST_ITEMS = 20;

/**
 * The turn of `threads.continue`: goes on with the last answer, which was cut at its length limit. The words that are added
 * become part of that answer; if none are, it stays as it was. Its end stays in the store until the turn has ended.
 *
 * @throws Conflict if the last answer is not one that was cut
 */
export async function continueTurn<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  thread: ThreadMetadata,
  context: Context,
): Promise<AnsweringTurn> {
  const newestFirst = await server.store.listItems(context.principal, thread.id, {
    limit: LAST_ITEMS,
    order: 'desc',
    includeHidden: true,
    types: DECLARED_ITEM_TYPES,
  });
  const { answer, ends } = cutAnswer(newestFirst.data);
  const continued: RequestContext = context;
  continued.continues = {
    answer,
    note: {
      type: 'sdk_hidden_context',
      id: server.generateId('sdk_hidden_context', thread.id),
      thread_id: thread.id,
      created_at: server.now().toISOString(),
      content: CONTINUE_NOTE,
    },
  };
  return {
    thread,
    continues: ends,
    produce: (signal) => continuedAnswer(answer, server.respond(thread, null, context, signal)),
  };
}

/** Whether the item is the note of a turn that went on: early versions of this server left it when their process died. */
export function isContinueNote(item: ThreadItem): boolean {
  return item.type === 'sdk_hidden_context' && item.content === CONTINUE_NOTE;
}

/** The last answer, and its ends: a process that died while it replaced one has left two. */
function cutAnswer(newestFirst: ThreadItem[]): { answer: AssistantMessageItem; ends: TurnEndItem[] } {
  const index = newestFirst.findIndex(({ type }) => type === 'assistant_message' || type === 'user_message');
  const answer = newestFirst[index];
  const ends = newestFirst.slice(0, Math.max(0, index)).filter((item) => item.type === 'turn_end');
  if (newestFirst[0] !== ends[0] || ends[0]?.reason !== 'cut' || answer?.type !== 'assistant_message') {
    throw new Conflict(
      'The last answer of this conversation was not cut off: there is nothing to go on with.',
    );
  }
  return { answer, ends };
}
