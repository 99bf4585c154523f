import type {
  Annotation,
  AssistantMessageContent,
  AssistantMessageItem,
  ThreadItemUpdate,
  ThreadStreamEvent,
} from '../protocol';
import { OverlapFilter, overlapOf } from './overlap';

/**
 * The events of a turn that goes on with an answer: its first message becomes the rest of that answer, which so stays one. What
 * the message repeats of the end of the answer is left out. Everything else passes.
 */
export async function* continuedAnswer(
  answer: AssistantMessageItem,
  events: AsyncIterable<ThreadStreamEvent>,
): AsyncGenerator<ThreadStreamEvent> {
  const continuation = new Continuation(answer);
  for await (const event of events) yield* continuation.eventsFor(event);
}

class Continuation {
  /** The message that is the rest of the answer, as its maker calls it. */
  private messageId: string | undefined;
  private overlap: OverlapFilter;
  /** Position of the part that is gone on with. */
  private readonly position: number;
  private readonly part: AssistantMessageContent;

  constructor(private readonly answer: AssistantMessageItem) {
    this.position = Math.max(0, answer.content.length - 1);
    this.part = answer.content[this.position] ?? { type: 'output_text', text: '', annotations: [] };
    this.overlap = new OverlapFilter(this.part.text);
  }

  eventsFor(event: ThreadStreamEvent): ThreadStreamEvent[] {
    switch (event.type) {
      case 'thread.item.added':
        if (!this.isRest(event.item.id, event.item.type)) return [event];
        return event.item.type === 'assistant_message' ? this.initialContent(event.item.content) : [];
      case 'thread.item.updated':
        return event.item_id === this.messageId ? this.updated(event.update) : [event];
      case 'thread.item.done':
      case 'thread.item.replaced':
        if (event.item.type !== 'assistant_message') return [event];
        if (!this.isRest(event.item.id, event.item.type)) return [event];
        return [{ type: 'thread.item.replaced', item: this.whole(event.item.content) }];
      case 'thread.item.removed':
        // What was added is taken back: the answer is again what it was, and the next message is its rest.
        if (event.item_id !== this.messageId) return [event];
        this.messageId = undefined;
        this.overlap = new OverlapFilter(this.part.text);
        return [{ type: 'thread.item.replaced', item: this.answer }];
      default:
        return [event];
    }
  }

  private isRest(id: string, type: string): boolean {
    if (type === 'assistant_message') this.messageId ??= id;
    return id === this.messageId;
  }

  /** What a message says from the start, if anything. */
  private initialContent(content: AssistantMessageContent[]): ThreadStreamEvent[] {
    return content.flatMap((part, content_index) =>
      this.updated({ type: 'assistant_message.content_part.added', content_index, content: part }),
    );
  }

  private updated(update: ThreadItemUpdate): ThreadStreamEvent[] {
    if (!('content_index' in update)) return [];
    const content_index = update.content_index + this.position;
    // Parts after the first are parts of their own.
    if (update.content_index > 0) return [this.update({ ...update, content_index })];
    switch (update.type) {
      case 'assistant_message.content_part.added':
        return this.delta(this.overlap.push(update.content.text));
      case 'assistant_message.content_part.text_delta':
        return this.delta(this.overlap.push(update.delta));
      case 'assistant_message.content_part.annotation_added': {
        const annotation_index = update.annotation_index + this.part.annotations.length;
        // Where the repetition ends is not known while it streams: the finished part has the annotations at their places.
        const { index: _unknown, ...annotation } = update.annotation;
        return [this.update({ ...update, content_index, annotation_index, annotation })];
      }
      case 'assistant_message.content_part.done': {
        const content = this.joined(update.content);
        return [...this.delta(this.overlap.end()), this.update({ ...update, content_index, content })];
      }
      default:
        return update satisfies never;
    }
  }

  private delta(delta: string): ThreadStreamEvent[] {
    if (delta === '') return [];
    const content_index = this.position;
    return [this.update({ type: 'assistant_message.content_part.text_delta', content_index, delta })];
  }

  private update(update: ThreadItemUpdate): ThreadStreamEvent {
    return { type: 'thread.item.updated', item_id: this.answer.id, update };
  }

  private whole([first, ...others]: AssistantMessageContent[]): AssistantMessageItem {
    const before = this.answer.content.slice(0, this.position);
    return { ...this.answer, content: [...before, first ? this.joined(first) : this.part, ...others] };
  }

  /** The part that is gone on with, and its rest. Annotations count the code points of the whole. */
  private joined(rest: AssistantMessageContent): AssistantMessageContent {
    const repeated = overlapOf(this.part.text, rest.text);
    const shift = length(this.part.text) - length(rest.text.slice(0, repeated));
    const moved = rest.annotations.map(
      (annotation): Annotation =>
        annotation.index === undefined
          ? annotation
          : { ...annotation, index: Math.max(0, annotation.index + shift) },
    );
    return {
      ...this.part,
      text: this.part.text + rest.text.slice(repeated),
      annotations: [...this.part.annotations, ...moved],
    };
  }
}

/** In code points. */
function length(text: string): number {
  return Array.from(text).length;
}
