import type { Annotation, AssistantMessageContent, Task, ThreadItemUpdate } from '@/lib/chatkit/protocol';
import { completePart } from '../protocol/complete-item';
import { appendStreamedText, replaceComponent } from './change-widget';
import type { ItemEntry } from './entry';

const EMPTY_PART: AssistantMessageContent = { type: 'output_text', text: '', annotations: [] };

function changePart(
  content: AssistantMessageContent[],
  index: number,
  change: (part: AssistantMessageContent) => AssistantMessageContent,
): AssistantMessageContent[] {
  const parts = [...content];
  while (parts.length <= index) parts.push(EMPTY_PART);
  return parts.map((part, at) => (at === index ? change(part) : part));
}

const insertAt = <T>(list: T[], index: number, value: T): T[] =>
  index < list.length ? list.toSpliced(index, 0, value) : [...list, value];

type MessageUpdate = Extract<ThreadItemUpdate, { content_index: number }>;

function updateMessage(content: AssistantMessageContent[], update: MessageUpdate): AssistantMessageContent[] {
  const at = update.content_index;
  switch (update.type) {
    case 'assistant_message.content_part.added':
      return changePart(content, at, () => completePart(update.content));
    case 'assistant_message.content_part.text_delta':
      return changePart(content, at, (part) => ({ ...part, text: part.text + update.delta }));
    case 'assistant_message.content_part.annotation_added': {
      const { annotation, annotation_index } = update;
      const add = (list: Annotation[]) => insertAt(list, annotation_index, annotation);
      return changePart(content, at, (part) => ({ ...part, annotations: add(part.annotations) }));
    }
    case 'assistant_message.content_part.done': {
      const done = completePart(update.content);
      // The reference stream ends a part with an empty list after it streamed annotations: those stay.
      return changePart(content, at, (part) =>
        done.annotations.length > 0 ? done : { ...done, annotations: part.annotations },
      );
    }
  }
}

const replaceTask = (tasks: Task[], index: number, task: Task): Task[] =>
  index < tasks.length ? tasks.with(index, task) : [...tasks, task];

/** The entry after one update of its item. An update that does not fit the kind of item changes nothing. */
export function applyItemUpdate(entry: ItemEntry, update: ThreadItemUpdate): ItemEntry {
  const { item } = entry;
  switch (item.type) {
    case 'assistant_message':
      return 'content_index' in update
        ? { ...entry, item: { ...item, content: updateMessage(item.content, update) } }
        : entry;
    case 'workflow': {
      if (update.type !== 'workflow.task.added' && update.type !== 'workflow.task.updated') return entry;
      const change = update.type === 'workflow.task.added' ? insertAt : replaceTask;
      const tasks = change(item.workflow.tasks, update.task_index, update.task);
      return { ...entry, item: { ...item, workflow: { ...item.workflow, tasks } } };
    }
    case 'generated_image':
      return update.type === 'generated_image.updated'
        ? { ...entry, item: { ...item, image: update.image }, progress: update.progress }
        : entry;
    case 'widget':
      switch (update.type) {
        case 'widget.root.updated':
          return { ...entry, item: { ...item, widget: update.widget } };
        case 'widget.component.updated': {
          const widget = replaceComponent(item.widget, update.component_id, update.component);
          return { ...entry, item: { ...item, widget } };
        }
        case 'widget.streaming_text.value_delta': {
          const widget = appendStreamedText(item.widget, update.component_id, update.delta, update.done);
          return { ...entry, item: { ...item, widget } };
        }
        default:
          return entry;
      }
    default:
      return entry;
  }
}
