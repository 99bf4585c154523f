import type { ThreadItem, ThreadMetadata, WorkflowItem } from '../protocol';
import { addOrFinish } from './add-or-finish';
import type { ChatKitServer } from './chatkit-server';
import type { RequestContext } from './request-context';

/** For the model alone. Never on the wire. */
const STOPPED_NOTE = 'The student stopped this answer. Do not continue it unless asked to.';

/**
 * Stores the text that a stopped turn had said, its workflow as finished, its widgets as they stood, and a note for the
 * model (spec 4.4, trap T12).
 */
export async function keepStoppedTurn<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  thread: ThreadMetadata,
  pending: ThreadItem[],
  context: Context,
): Promise<void> {
  const { store } = server;
  for (const item of pending) {
    const kept = asKept(item, server.now());
    if (kept) await addOrFinish(store, context.principal, thread.id, kept);
  }
  await store.addItem(context.principal, thread.id, {
    type: 'sdk_hidden_context',
    id: server.generateId('sdk_hidden_context', thread.id),
    thread_id: thread.id,
    created_at: server.now().toISOString(),
    content: STOPPED_NOTE,
  });
}

/** Whether the person has read anything of it. */
export function saysSomething(item: ThreadItem): boolean {
  return item.type === 'assistant_message' && item.content.some((part) => part.text.trim() !== '');
}

/** The item as it is worth keeping; undefined if it is not. */
function asKept(item: ThreadItem, now: Date): ThreadItem | undefined {
  switch (item.type) {
    case 'assistant_message':
      return saysSomething(item) ? item : undefined;
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
