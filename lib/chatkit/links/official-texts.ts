import type { Annotation, AssistantMessageContent, Task, ThreadItem, ThreadStreamEvent } from '../protocol';
import { DisarmedText, disarm } from './disarmed-text';

type ThreadItemUpdatedEvent = Extract<ThreadStreamEvent, { type: 'thread.item.updated' }>;

/** The texts of a model in what goes out to clients of which nothing is known: without links that are not allowed. */
export class OfficialTexts {
  private readonly streamed = new Map<string, DisarmedText>();

  constructor(private readonly allowed: readonly string[]) {}

  item(item: ThreadItem): ThreadItem {
    switch (item.type) {
      case 'assistant_message':
        return { ...item, content: item.content.map((content) => this.content(content)) };
      case 'workflow':
        return {
          ...item,
          workflow: { ...item.workflow, tasks: item.workflow.tasks.map((task) => this.task(task)) },
        };
      case 'task':
        return { ...item, task: this.task(item.task) };
      default:
        return item;
    }
  }

  /** The update as it goes out: none while its text is undecided, or two when that comes out with it. */
  updates(event: ThreadItemUpdatedEvent): ThreadItemUpdatedEvent[] {
    const { item_id, update } = event;
    switch (update.type) {
      case 'assistant_message.content_part.text_delta': {
        const delta = this.stream(item_id, update.content_index).push(update.delta);
        return delta === '' ? [] : [{ ...event, update: { ...update, delta } }];
      }
      case 'assistant_message.content_part.annotation_added': {
        const stream = this.stream(item_id, update.content_index);
        return [
          {
            ...event,
            update: { ...update, annotation: placed(update.annotation, (at) => stream.shownIndex(at)) },
          },
        ];
      }
      case 'assistant_message.content_part.done': {
        const { content_index } = update;
        const delta = this.stream(item_id, content_index).end();
        this.streamed.delete(`${item_id}:${content_index}`);
        const done = { ...event, update: { ...update, content: this.content(update.content) } };
        const rest = { type: 'assistant_message.content_part.text_delta' as const, content_index, delta };
        return delta === '' ? [done] : [{ ...event, update: rest }, done];
      }
      case 'assistant_message.content_part.added':
        return [{ ...event, update: { ...update, content: this.content(update.content) } }];
      case 'workflow.task.added':
      case 'workflow.task.updated':
        return [{ ...event, update: { ...update, task: this.task(update.task) } }];
      default:
        return [event];
    }
  }

  /** Whether a text is held back. */
  get isHolding(): boolean {
    return [...this.streamed.values()].some((stream) => stream.isHolding);
  }

  /** What was held back, because nothing more has come for a while. */
  release(): ThreadItemUpdatedEvent[] {
    return [...this.streamed].flatMap(([key, stream]) => {
      const delta = stream.release();
      const at = key.lastIndexOf(':');
      const content_index = Number(key.slice(at + 1));
      const update = { type: 'assistant_message.content_part.text_delta' as const, content_index, delta };
      return delta === ''
        ? []
        : [{ type: 'thread.item.updated' as const, item_id: key.slice(0, at), update }];
    });
  }

  private content(content: AssistantMessageContent): AssistantMessageContent {
    const { text, shownIndex } = disarm(content.text, this.allowed);
    return {
      ...content,
      text,
      annotations: content.annotations.map((annotation) => placed(annotation, shownIndex)),
    };
  }

  private task(task: Task): Task {
    if (!('content' in task) || typeof task.content !== 'string') return task;
    return { ...task, content: disarm(task.content, this.allowed).text };
  }

  private stream(itemId: string, index: number): DisarmedText {
    const key = `${itemId}:${index}`;
    const known = this.streamed.get(key);
    if (known) return known;
    const stream = new DisarmedText(this.allowed);
    this.streamed.set(key, stream);
    return stream;
  }
}

function placed(annotation: Annotation, shownIndex: (place: number) => number): Annotation {
  return annotation.index === undefined ? annotation : { ...annotation, index: shownIndex(annotation.index) };
}
