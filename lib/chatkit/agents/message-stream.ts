import type { IdGenerator } from '../ids';
import type { Annotation, AssistantMessageItem, ThreadStreamEvent } from '../protocol';
import { type AnswerPiece, CitationFilter } from './citation-filter';
import type { Citations } from './citations';

export interface MessageStreamOptions {
  threadId: string;
  generateId: IdGenerator;
  now: () => Date;
  citations: Citations;
  emit: (event: ThreadStreamEvent) => void;
}

/**
 * Turns the text of a model into the events of assistant messages, citations taken out. An item is opened by its first text
 * and closed by `finish`; its id is ours, since providers repeat theirs (trap T14).
 */
export class MessageStream {
  private open:
    | { item: AssistantMessageItem; text: string; annotations: Annotation[]; filter: CitationFilter }
    | undefined;

  constructor(private readonly options: MessageStreamOptions) {}

  write(delta: string): void {
    if (delta === '') return;
    const message = this.open ?? this.start();
    this.send(message, message.filter.push(delta));
  }

  finish(): void {
    const message = this.open;
    if (!message) return;
    this.send(message, message.filter.end());
    this.open = undefined;
    const content = { type: 'output_text' as const, text: message.text, annotations: message.annotations };
    this.update(message.item, { type: 'assistant_message.content_part.done', content_index: 0, content });
    this.options.emit({ type: 'thread.item.done', item: { ...message.item, content: [content] } });
  }

  private start() {
    const { threadId, generateId, now, citations, emit } = this.options;
    const item: AssistantMessageItem = {
      type: 'assistant_message',
      id: generateId('message'),
      thread_id: threadId,
      created_at: now().toISOString(),
      content: [],
    };
    this.open = { item, text: '', annotations: [], filter: new CitationFilter(citations) };
    emit({ type: 'thread.item.added', item });
    const content = { type: 'output_text' as const, text: '', annotations: [] };
    this.update(item, { type: 'assistant_message.content_part.added', content_index: 0, content });
    return this.open;
  }

  private send(message: NonNullable<typeof this.open>, pieces: AnswerPiece[]): void {
    for (const piece of pieces) {
      if (piece.kind === 'text') {
        message.text += piece.text;
        this.update(message.item, {
          type: 'assistant_message.content_part.text_delta',
          content_index: 0,
          delta: piece.text,
        });
        continue;
      }
      const annotation: Annotation = { type: 'annotation', source: piece.source, index: piece.index };
      const annotation_index = message.annotations.push(annotation) - 1;
      this.update(message.item, {
        type: 'assistant_message.content_part.annotation_added',
        content_index: 0,
        annotation_index,
        annotation,
      });
    }
  }

  private update(
    item: AssistantMessageItem,
    update: Extract<ThreadStreamEvent, { type: 'thread.item.updated' }>['update'],
  ) {
    this.options.emit({ type: 'thread.item.updated', item_id: item.id, update });
  }
}
