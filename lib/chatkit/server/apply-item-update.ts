import type { AssistantMessageItem, ThreadItem, ThreadItemUpdate, WorkflowItem } from '../protocol';
import { applyWidgetUpdate } from './apply-widget-update';

/**
 * Changes an item as an update says (spec 4.3). Updates of another kind of item are ignored.
 *
 * @param item is changed; hand in a copy
 * @throws RangeError if a workflow has no such task
 */
export function applyItemUpdate(item: ThreadItem, update: ThreadItemUpdate): void {
  if (item.type === 'assistant_message') updateMessage(item, update);
  else if (item.type === 'workflow') updateWorkflow(item, update);
  else if (item.type === 'widget') applyWidgetUpdate(item, update);
  else if (item.type === 'generated_image' && update.type === 'generated_image.updated') {
    item.image = structuredClone(update.image);
  }
}

function updateMessage(item: AssistantMessageItem, update: ThreadItemUpdate): void {
  if (!('content_index' in update)) return;
  while (item.content.length <= update.content_index) {
    item.content.push({ type: 'output_text', text: '', annotations: [] });
  }
  const part = item.content[update.content_index];
  if (!part) return;
  switch (update.type) {
    case 'assistant_message.content_part.added':
      item.content[update.content_index] = structuredClone(update.content);
      return;
    case 'assistant_message.content_part.done': {
      // Some producers end a part with an empty list after streaming its annotations (trap T13).
      const annotations = update.content.annotations.length ? update.content.annotations : part.annotations;
      item.content[update.content_index] = structuredClone({ ...update.content, annotations });
      return;
    }
    case 'assistant_message.content_part.text_delta':
      part.text += update.delta;
      return;
    case 'assistant_message.content_part.annotation_added':
      part.annotations.splice(update.annotation_index, 0, structuredClone(update.annotation));
      return;
  }
}

function updateWorkflow(item: WorkflowItem, update: ThreadItemUpdate): void {
  if (update.type === 'workflow.task.added') item.workflow.tasks.push(structuredClone(update.task));
  if (update.type === 'workflow.task.updated') {
    if (update.task_index >= item.workflow.tasks.length) {
      throw new RangeError(`workflow ${item.id} has no task ${update.task_index}`);
    }
    item.workflow.tasks[update.task_index] = structuredClone(update.task);
  }
}
