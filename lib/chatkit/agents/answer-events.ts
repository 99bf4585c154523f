import type { ThreadItem, ThreadStreamEvent } from '../protocol';
import { isHidden } from '../protocol/items';
import { isAnswer } from '../server/is-answer';
import { EventChannel } from './event-channel';

/** The events of one run on their way to the client, in one order, and which items they have begun. */
export class AnswerEvents implements AsyncIterable<ThreadStreamEvent> {
  private readonly channel = new EventChannel<ThreadStreamEvent>();
  /** Items that the client has seen, in the order in which they appeared. */
  private readonly shown = new Set<string>();
  private readonly unfinished = new Set<string>();
  /** Messages that were finished and say nothing. */
  private readonly blank = new Set<string>();
  /** Items that were finished and answer something. */
  private readonly answers = new Set<string>();

  push(event: ThreadStreamEvent): void {
    if (!this.channel.isOpen) return;
    this.channel.push(event);
    switch (event.type) {
      case 'thread.item.added':
        if (isHidden(event.item)) return;
        this.shown.add(event.item.id);
        this.unfinished.add(event.item.id);
        return;
      case 'thread.item.done':
        if (!isHidden(event.item)) this.shown.add(event.item.id);
        this.unfinished.delete(event.item.id);
        if (isBlank(event.item)) this.blank.add(event.item.id);
        else if (isAnswer(event.item)) this.answers.add(event.item.id);
        return;
      case 'thread.item.replaced':
        this.unfinished.delete(event.item.id);
        return;
      case 'thread.item.removed':
        this.shown.delete(event.item_id);
        this.unfinished.delete(event.item_id);
        this.answers.delete(event.item_id);
        return;
    }
  }

  /** Takes one item back. */
  remove(itemId: string): void {
    this.push({ type: 'thread.item.removed', item_id: itemId });
  }

  /** Takes back everything that the client has seen of this run, the oldest first; not what was there before it. */
  removeShown(before: string | undefined): void {
    for (const id of [...this.shown]) if (id !== before) this.remove(id);
  }

  /** Takes back what was begun and never finished: it is not stored, and would be gone after a reload. */
  removeUnfinished(except: string | undefined): void {
    for (const id of [...this.unfinished]) if (id !== except) this.remove(id);
  }

  /** Whether something was finished that is an answer and not blank. */
  get hasAnswer(): boolean {
    return this.answers.size > 0;
  }

  /** Takes back messages that say nothing: they would stand in the thread as empty answers. */
  removeBlank(): void {
    for (const id of this.blank) this.remove(id);
  }

  close(): void {
    this.channel.close();
  }

  /** What has been pushed is still delivered, then the reader sees the error. */
  break(error: unknown): void {
    this.channel.break(error);
  }

  /** Nothing more is delivered; the reader sees the end. */
  discard(): void {
    this.channel.discard();
  }

  [Symbol.asyncIterator](): AsyncIterator<ThreadStreamEvent> {
    return this.channel[Symbol.asyncIterator]();
  }
}

function isBlank(item: ThreadItem): boolean {
  return item.type === 'assistant_message' && item.content.every(({ text }) => text.trim() === '');
}
