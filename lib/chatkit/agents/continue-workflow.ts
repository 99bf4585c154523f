import type { WorkflowItem } from '../protocol';
import type { AgentContext } from './agent-context';

/**
 * Goes on with the workflow that the last run left unfinished, when it is the newest item, or stands before the client tool
 * call that the run stopped for (spec 6.2). A workflow that says how long it took is finished.
 *
 * @returns the id of the workflow that is gone on with
 */
export async function continueWorkflow({
  store,
  request,
  thread,
  workflow,
}: AgentContext): Promise<string | undefined> {
  if (!store || workflow.item) return undefined;
  const { data } = await store.listItems(request.principal, thread.id, { limit: 2, order: 'desc' });
  const [newest, before] = data;
  const item = newest?.type === 'client_tool_call' ? before : newest;
  // A tool may have begun one while the store answered.
  if (item?.type !== 'workflow' || isFinished(item) || workflow.item) return undefined;
  workflow.resume(item);
  return item.id;
}

function isFinished({ workflow: { summary } }: WorkflowItem): boolean {
  return summary !== undefined && !('title' in summary);
}
