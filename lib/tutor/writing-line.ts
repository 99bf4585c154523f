import type { ThreadStreamEvent, WorkflowItem } from '../chatkit/protocol';
import { applyItemUpdate } from '../chatkit/server/apply-item-update';

/** How long after the last search nothing may be seen before it is said that the tutor writes: most answers have begun by then. */
const DELAY_MS = 700;

const WRITING: ThreadStreamEvent = {
  type: 'progress_update',
  text: 'Writing the answer…',
  icon: 'notebook-pencil',
};

/**
 * The events of a turn, and a line that says that the answer is being written while nothing else is to be seen after its searches have
 * ended: "Found 2 lessons" alone reads as if the turn had come to its end. Whatever comes next takes the line away, and it is never stored.
 */
export async function* withWritingLine(
  events: AsyncIterable<ThreadStreamEvent>,
  delayMs: number = DELAY_MS,
): AsyncGenerator<ThreadStreamEvent> {
  const iterator = events[Symbol.asyncIterator]();
  let searches: WorkflowItem | undefined;
  try {
    for (;;) {
      const next = iterator.next();
      if (haveEnded(searches) && (await isLate(next, delayMs))) {
        searches = undefined;
        yield WRITING;
      }
      const { done, value } = await next;
      if (done) return;
      searches = searchesAfter(searches, value);
      yield value;
    }
  } finally {
    // Not awaited: one that hangs in its model must not hold who has left.
    void iterator.return?.()?.catch(() => undefined);
  }
}

/** The workflow that is the last thing to be seen, if there is one. */
function searchesAfter(before: WorkflowItem | undefined, event: ThreadStreamEvent): WorkflowItem | undefined {
  switch (event.type) {
    case 'thread.item.added':
      return event.item.type === 'workflow' ? structuredClone(event.item) : undefined;
    case 'thread.item.updated':
      if (event.item_id !== before?.id) return undefined;
      applyItemUpdate(before, event.update);
      return before;
    case 'client_effect':
    case 'stream_options':
    case 'thread.updated':
      return before;
    default:
      return undefined;
  }
}

function haveEnded(searches: WorkflowItem | undefined): boolean {
  const tasks = searches?.workflow.tasks ?? [];
  return (
    tasks.length > 0 &&
    tasks.every(({ type, status_indicator }) => type === 'web_search' && status_indicator === 'complete')
  );
}

function isLate(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), ms);
    const inTime = () => {
      clearTimeout(timer);
      resolve(false);
    };
    promise.then(inTime, inTime);
  });
}
