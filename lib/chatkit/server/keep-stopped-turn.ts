import type { AssistantMessageItem, ThreadItem, ThreadMetadata, WorkflowItem } from '../protocol';
import type { ChatKitServer } from './chatkit-server';
import type { RequestContext } from './request-context';

/** For the model alone. Never on the wire. */
const STOPPED_NOTE = 'The student stopped this answer. Do not continue it unless asked to.';

/** Stores the text that a stopped turn had said, its finished workflow, and a note for the model (spec 4.4, trap T12). */
export async function keepStoppedTurn<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  thread: ThreadMetadata,
  pending: ThreadItem[],
  context: Context,
): Promise<void> {
  for (const item of pending) {
    if (item.type === 'assistant_message' && saysSomething(item)) {
      await server.store.addItem(context.principal, thread.id, item);
    }
    if (item.type === 'workflow' && item.workflow.tasks.length > 0) {
      await server.store.addItem(context.principal, thread.id, asFinished(item, server.now()));
    }
  }
  await server.store.addItem(context.principal, thread.id, {
    type: 'sdk_hidden_context',
    id: server.generateId('sdk_hidden_context'),
    thread_id: thread.id,
    created_at: server.now().toISOString(),
    content: STOPPED_NOTE,
  });
}

function saysSomething(item: AssistantMessageItem): boolean {
  return item.content.some((part) => part.text.trim() !== '');
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
