import type { GeneratedImageItem } from '../protocol';
import type { AgentContext } from './agent-context';
import type { AnswerEvents } from './answer-events';
import type { ResponseConverter } from './response-converter';

/** The images that a run is generating, each under the provider's id of its call (trap T18). */
export class ImageStream {
  private readonly open = new Map<string, GeneratedImageItem>();

  constructor(
    private readonly context: Pick<AgentContext, 'thread' | 'generateId' | 'now'>,
    private readonly events: AnswerEvents,
    private readonly converter: ResponseConverter,
  ) {}

  begin(callId: string): void {
    this.removeOne(callId);
    const item = this.newItem();
    this.open.set(callId, item);
    this.events.push({ type: 'thread.item.added', item });
  }

  async showPartial(callId: string, base64: string, partialIndex: number): Promise<void> {
    const item = this.open.get(callId);
    if (!item) return;
    const url = await this.converter.base64ImageToUrl(callId, base64, partialIndex);
    const progress = this.converter.partialImageIndexToProgress(partialIndex);
    this.events.push({
      type: 'thread.item.updated',
      item_id: item.id,
      update: { type: 'generated_image.updated', image: { id: callId, url }, progress },
    });
  }

  /** Ends an image; one without a result has failed and is taken back. */
  async finish(callId: string, base64: string | null): Promise<void> {
    if (!base64) return this.removeOne(callId);
    const item = this.open.get(callId) ?? this.newItem();
    const url = await this.converter.base64ImageToUrl(callId, base64, null);
    this.open.delete(callId);
    this.events.push({ type: 'thread.item.done', item: { ...item, image: { id: callId, url } } });
  }

  /** Takes back what was never finished. */
  removeUnfinished(): void {
    for (const callId of [...this.open.keys()]) this.removeOne(callId);
  }

  private removeOne(callId: string): void {
    const item = this.open.get(callId);
    this.open.delete(callId);
    if (item) this.events.remove(item.id);
  }

  private newItem(): GeneratedImageItem {
    const { thread, generateId, now } = this.context;
    return {
      type: 'generated_image',
      id: generateId('message', thread.id),
      thread_id: thread.id,
      created_at: now().toISOString(),
    };
  }
}
