import type { Principal } from '../chatkit/principal';
import type { AssistantMessageItem, ThreadItem, ThreadItemType, UserMessageItem } from '../chatkit/protocol';
import { isContinueNote } from '../chatkit/server/continue-turn';
import type { Store } from '../chatkit/store/store';
import { withinBudget } from './history-budget';

export type Message = UserMessageItem | AssistantMessageItem;

/** What the model is told of a thread: all that was said, asked, answered and shown, but not how. */
const TOLD: readonly ThreadItemType[] = [
  'user_message',
  'assistant_message',
  'client_tool_call',
  'structured_input',
  'widget',
  'hidden_context_item',
  'sdk_hidden_context',
];

/** A thread as one turn sees it, oldest first. */
export interface History {
  earlier: ThreadItem[];
  /** The message that is being answered, and what has come of it since. */
  turn: ThreadItem[];
}

/** Notes and widgets that are expected beside the messages. */
const BESIDE = 20;

/** The largest page of a store. */
const MOST_ITEMS = 100;

/** How far back a turn reads, in pages: a thread may hold any number of notes between two messages. */
const MOST_PAGES = 5;

/**
 * The present turn, which begins with the last message of the student, and the `limit` messages before it with what stands
 * between them, as far as they are within the budget. Only messages count towards the limit.
 *
 * @param note read behind everything: a turn that goes on with an answer is asked to so
 */
export async function loadHistory(
  store: Store,
  principal: Principal,
  threadId: string,
  current: UserMessageItem | null,
  limit: number,
  note?: ThreadItem,
): Promise<History> {
  const newestFirst: ThreadItem[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await store.listItems(principal, threadId, {
      limit: pages === 0 ? Math.min(MOST_ITEMS, limit + BESIDE) : MOST_ITEMS,
      order: 'desc',
      after,
      types: TOLD,
      includeHidden: true,
    });
    newestFirst.push(...page.data.filter((item) => !isContinueNote(item)));
    after = page.after;
    if (!page.has_more || earlierMessages(newestFirst, current).length > limit) break;
  }
  const start = turnStart(newestFirst, current);
  const end = earlierMessages(newestFirst, current)[limit];
  const oldest = end ? newestFirst.indexOf(end) : newestFirst.length;
  return {
    earlier: limit === 0 ? [] : withinBudget(newestFirst.slice(start, oldest).reverse()),
    turn: turnOf(newestFirst.slice(0, start).reverse(), note),
  };
}

/** The end of the present turn in a list with the newest first. */
function turnStart(newestFirst: readonly ThreadItem[], current: UserMessageItem | null): number {
  const isStart = (item: ThreadItem) => (current ? item.id === current.id : item.type === 'user_message');
  return newestFirst.findIndex(isStart) + 1;
}

function earlierMessages(newestFirst: readonly ThreadItem[], current: UserMessageItem | null): Message[] {
  return newestFirst
    .slice(turnStart(newestFirst, current))
    .filter((item): item is Message => item.type === 'user_message' || item.type === 'assistant_message');
}

function turnOf(turn: ThreadItem[], note: ThreadItem | undefined): ThreadItem[] {
  return note ? [...turn, note] : withResultLast(turn);
}

/** The model goes on from what the student or the client has just answered, so that stands last. */
function withResultLast(turn: ThreadItem[]): ThreadItem[] {
  const result = turn.findLast(
    (item) =>
      (item.type === 'client_tool_call' && item.status === 'completed') ||
      (item.type === 'structured_input' && item.status !== 'pending'),
  );
  if (!result) return turn;
  return [...turn.filter((item) => item !== result), result];
}
