import type { ThreadItem, ThreadMetadata, WorkflowItem } from '../protocol';
import { addOrFinish } from './add-or-finish';
import type { ChatKitServer } from './chatkit-server';
import type { RequestContext } from './request-context';

/** Stores the text that a turn had said before it broke off, its workflow as finished, and its widgets as they stood. */
export async function persistPartialItems<Context extends RequestContext>(
  { store, now }: ChatKitServer<Context>,
  thread: ThreadMetadata,
  pending: ThreadItem[],
  { principal }: Context,
): Promise<void> {
  for (const item of pending) {
    const partial = partialItem(item, now());
    if (partial) await addOrFinish(store, principal, thread.id, partial);
  }
}

/** Whether the person has read anything of it. */
export function hasText(item: ThreadItem): boolean {
  return item.type === 'assistant_message' && item.content.some((part) => part.text.trim() !== '');
}

/** The item as it is stored when its turn broke off; undefined if it is not worth storing. */
export function partialItem(item: ThreadItem, now: Date): ThreadItem | undefined {
  switch (item.type) {
    case 'assistant_message':
      return hasText(item) ? item : undefined;
    case 'workflow':
      return item.workflow.tasks.length > 0 ? asFinished(item, now) : undefined;
    case 'widget':
      return item;
    default:
      return undefined;
  }
}

function asFinished(item: WorkflowItem, now: Date): WorkflowItem {
  const { workflow } = item;
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(item.created_at)) / 1000));
  return {
    ...item,
    workflow: {
      ...workflow,
      tasks: workflow.tasks.map((task) =>
        task.status_indicator === 'loading' ? { ...task, status_indicator: 'none' } : task,
      ),
      summary: workflow.summary ?? { duration: seconds },
    },
  };
}
