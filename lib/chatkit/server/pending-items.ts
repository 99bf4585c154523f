import type {
  AssistantMessageItem,
  ThreadItem,
  ThreadItemUpdate,
  ThreadStreamEvent,
  WorkflowItem,
} from '../protocol';

/**
 * Copies of the items that were added and are not done yet, kept current by their updates (spec 4.3), so that a stopped
 * answer can be stored as far as it came.
 */
export class PendingItems {
  private readonly items = new Map<string, ThreadItem>();

  /** In the order in which they were added. */
  list(): ThreadItem[] {
    return [...this.items.values()];
  }

  apply(event: ThreadStreamEvent): void {
    switch (event.type) {
      case 'thread.item.added':
        this.items.set(event.item.id, structuredClone(event.item));
        return;
      case 'thread.item.updated': {
        const item = this.items.get(event.item_id);
        if (item?.type === 'assistant_message') updateMessage(item, event.update);
        if (item?.type === 'workflow') updateWorkflow(item, event.update);
        return;
      }
      case 'thread.item.done':
      case 'thread.item.replaced':
        this.items.delete(event.item.id);
        return;
      case 'thread.item.removed':
        this.items.delete(event.item_id);
        return;
    }
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
