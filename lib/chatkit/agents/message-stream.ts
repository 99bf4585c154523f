import type { IdGenerator } from '../ids';
import type { Annotation, AssistantMessageItem, ThreadItemUpdate, ThreadStreamEvent } from '../protocol';
import type { Citations } from './citations';
import { MessagePart, type WholePart } from './message-part';
import type { TextFilter } from './text-filter';

/** How long after its last delta a text is held back that could still become a marker, in milliseconds. */
const MAX_HOLD_MS = 150;

export interface MessageStreamOptions {
  threadId: string;
  generateId: IdGenerator;
  now: () => Date;
  citations: Citations;
  /** Makes the filter that the text of a part goes through first. */
  textFilter?: (() => TextFilter) | undefined;
  /** The text that the message goes on with. */
  textBefore?: (() => string) | undefined;
  /** Told of a message that is taken back because nothing is shown of what was written: markers that name nothing, say. */
  onEmptied?: () => void;
  /** Sends what opens an item; whatever else is at work ends for it. */
  open: (event: ThreadStreamEvent) => void;
  /** Sends everything else. */
  emit: (event: ThreadStreamEvent) => void;
}

/**
 * One assistant message while it is written, in any number of parts. Its id is ours, since providers repeat theirs (trap
 * T14), and it was created when it was begun (trap T31).
 */
export class MessageStream {
  private readonly item: AssistantMessageItem;
  private readonly parts: MessagePart[] = [];
  private isShown = false;
  private release: NodeJS.Timeout | undefined;
  /** What comes after the end is ignored. */
  isFinished = false;

  constructor(private readonly options: MessageStreamOptions) {
    this.item = {
      type: 'assistant_message',
      id: options.generateId('message', options.threadId),
      thread_id: options.threadId,
      created_at: options.now().toISOString(),
      content: [],
    };
  }

  /** Shows the message, empty as it is. */
  begin(): this {
    if (!this.isShown) this.options.open({ type: 'thread.item.added', item: this.item });
    this.isShown = true;
    return this;
  }

  /** Adds text to a part, and begins the part with its first. */
  write(index: number, delta: string): void {
    if (this.isFinished) return;
    const part = this.part(index);
    if (!delta) return;
    this.update(...part.write(delta));
    clearTimeout(this.release);
    if (!part.isHolding) return;
    this.release = setTimeout(() => {
      if (!this.isFinished) this.update(...part.release());
    }, MAX_HOLD_MS);
    this.release.unref();
  }

  annotate(index: number, annotation: Annotation): void {
    if (!this.isFinished) this.update(this.part(index).annotate(annotation));
  }

  finishPart(index: number, whole: string | undefined): void {
    if (!this.isFinished) this.update(...this.part(index).finish(whole));
  }

  /** Ends the message, once. `whole`: its parts as the provider repeats them in the end. */
  finish(whole: WholePart[] = []): void {
    if (this.isFinished) return;
    this.isFinished = true;
    clearTimeout(this.release);
    for (const [index, part] of this.parts.entries()) this.update(...part.finish(whole[index]?.text));
    for (const [index, part] of whole.entries()) this.partAt(index).complete(part);
    const { citations } = this.options;
    for (const { dropped } of this.parts) citations.drop(dropped);
    const item = { ...this.item, content: this.parts.map((part) => part.content()) };
    const { open, emit, onEmptied } = this.options;
    if (this.isEmptied) {
      if (this.isShown) emit({ type: 'thread.item.removed', item_id: this.item.id });
      onEmptied?.();
      return;
    }
    (this.isShown ? emit : open)({ type: 'thread.item.done', item });
  }

  /** The message broke off: says what its filters have held back. It is not done. */
  breakOff(): void {
    if (this.isFinished) return;
    this.isFinished = true;
    for (const part of this.parts) this.update(...part.breakOff());
  }

  /** Takes the message back: what it says was not meant for the person. */
  retract(): void {
    if (this.isFinished) return;
    this.isFinished = true;
    if (this.isShown) this.options.emit({ type: 'thread.item.removed', item_id: this.item.id });
  }

  /** Whether something was written, and nothing of it is shown. */
  private get isEmptied(): boolean {
    const { parts } = this;
    return parts.every(({ isBlank }) => isBlank) && parts.some(({ isWritten }) => isWritten);
  }

  /** A part that the client knows of, with those before it. */
  private part(index: number): MessagePart {
    this.begin();
    for (let next = this.parts.length; next <= index; next += 1) this.update(this.partAt(next).begin());
    return this.partAt(index);
  }

  private partAt(index: number): MessagePart {
    const known = this.parts[index];
    if (known) return known;
    const { citations, textFilter, textBefore } = this.options;
    const part = new MessagePart(index, citations, textFilter, index === 0 ? textBefore?.() : undefined);
    this.parts[index] = part;
    return part;
  }

  private update(...updates: ThreadItemUpdate[]): void {
    for (const update of updates) {
      this.options.emit({ type: 'thread.item.updated', item_id: this.item.id, update });
    }
  }
}
