import type { OpenAIResponsesRawModelStreamEvent } from '@openai/agents';
import type { Annotation } from '../protocol';
import type { AgentContext } from './agent-context';
import { ImageStream } from './image-stream';
import type { WholePart } from './message-part';
import { MessageStream, type MessageStreamOptions } from './message-stream';
import { parseRawAnnotation } from './raw-annotation';
import type { ReasoningStream } from './reasoning-stream';
import { convertAnnotation, type ResponseConverter } from './response-converter';

type RawEvent = OpenAIResponsesRawModelStreamEvent['data']['event'];
type OutputItem = Extract<RawEvent, { type: 'response.output_item.done' }>['item'];
type OutputMessage = Extract<OutputItem, { type: 'message' }>;

export interface ResponsesEventsOptions {
  context: AgentContext;
  converter: ResponseConverter;
  message: MessageStreamOptions;
  reasoning: ReasoningStream;
  /** Told of an annotation that cannot be shown. */
  onDropped: (annotation: unknown) => void;
}

/** The raw events of a model that speaks the Responses API (spec 6.6). Providers' ids name things within one response alone. */
export class ResponsesEvents {
  private readonly images: ImageStream;
  private readonly messages = new Map<string, MessageStream>();
  /** The newest message at each place of the response's output. */
  private readonly places = new Map<number, MessageStream>();

  constructor(private readonly options: ResponsesEventsOptions) {
    const { context, converter } = options;
    // The events of this run: the context may have gone on to another when an image is ready.
    this.images = new ImageStream(context, context.events, converter);
  }

  async take(event: RawEvent): Promise<void> {
    switch (event.type) {
      case 'response.output_item.added':
        if (event.item.type === 'message') this.beginMessage(event.item.id, event.output_index);
        if (event.item.type === 'reasoning') this.options.reasoning.begin();
        if (event.item.type === 'image_generation_call') this.images.begin(event.item.id);
        return;
      case 'response.content_part.added': {
        if (event.part.type === 'reasoning_text') return;
        this.message(event).write(event.content_index, partText(event.part));
        return;
      }
      // A refusal is an answer too, and is streamed like one (trap T19).
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        this.message(event).write(event.content_index, event.delta);
        return;
      case 'response.output_text.done':
        this.message(event).finishPart(event.content_index, event.text);
        return;
      case 'response.refusal.done':
        this.message(event).finishPart(event.content_index, event.refusal);
        return;
      case 'response.output_text.annotation.added': {
        const annotation = await this.annotation(event.annotation);
        if (annotation) this.message(event).annotate(event.content_index, annotation);
        return;
      }
      case 'response.reasoning_summary_text.delta':
        this.options.reasoning.write(
          { itemId: event.item_id, summaryIndex: event.summary_index },
          event.delta,
        );
        return;
      case 'response.reasoning_summary_text.done':
        this.options.reasoning.finish(
          { itemId: event.item_id, summaryIndex: event.summary_index },
          event.text,
        );
        return;
      case 'response.image_generation_call.partial_image':
        await this.images.showPartial(event.item_id, event.partial_image_b64, event.partial_image_index);
        return;
      case 'response.output_item.done':
        if (event.item.type === 'message') await this.finishMessage(event.item, event.output_index);
        if (event.item.type === 'image_generation_call') {
          await this.images.finish(event.item.id, event.item.result);
        }
        return;
    }
  }

  /** What the message has said so far was not meant for the person; what it says from now on is another message. */
  retract(itemId: string): void {
    const message = this.messages.get(itemId);
    message?.retract();
    this.messages.delete(itemId);
    for (const [place, there] of this.places) if (there === message) this.places.delete(place);
  }

  /** The response is over: messages that were not ended are, and its ids mean nothing any more. */
  endResponse(): void {
    for (const message of this.messages.values()) message.finish();
    this.messages.clear();
    this.places.clear();
  }

  /** The response broke off: its messages say what they still have, and are left as they are. */
  breakOff(): void {
    for (const message of this.messages.values()) message.breakOff();
  }

  /** Whether the present response has said anything. */
  get hasMessage(): boolean {
    return this.messages.size > 0;
  }

  /** Nothing more comes, for whatever reason. */
  removeUnfinishedImages(): void {
    this.images.removeUnfinished();
  }

  private beginMessage(id: string, place: number): void {
    this.messages.get(id)?.finish();
    this.newMessage(id, place).begin();
  }

  /** The message that an event is about. Some servers give it another id in each event, some never say that it begins. */
  private message({ item_id, output_index }: { item_id: string; output_index: number }): MessageStream {
    const known = this.messages.get(item_id);
    if (known) return known;
    const there = this.places.get(output_index);
    return there && !there.isFinished ? there : this.newMessage(item_id, output_index);
  }

  private newMessage(id: string, place: number): MessageStream {
    const message = new MessageStream(this.options.message);
    this.messages.set(id, message);
    this.places.set(place, message);
    return message;
  }

  private async finishMessage({ id, content }: OutputMessage, place: number): Promise<void> {
    const message = this.message({ item_id: id, output_index: place });
    const parts: WholePart[] = [];
    for (const part of content) {
      const annotations = part.type === 'output_text' ? await this.annotations(part.annotations) : [];
      parts.push({ text: partText(part), annotations });
    }
    message.finish(parts);
  }

  private async annotations(raw: unknown[] = []): Promise<Annotation[]> {
    const annotations: Annotation[] = [];
    for (const one of raw) {
      const annotation = await this.annotation(one);
      if (annotation) annotations.push(annotation);
    }
    return annotations;
  }

  private async annotation(value: unknown): Promise<Annotation | null> {
    const raw = parseRawAnnotation(value);
    if (raw) return convertAnnotation(this.options.converter, raw);
    this.options.onDropped(value);
    return null;
  }
}

/** What a part says; nothing for kinds that have no text. */
function partText(part: { type: string; text?: unknown; refusal?: unknown }): string {
  const text = part.type === 'refusal' ? part.refusal : part.text;
  return typeof text === 'string' ? text : '';
}
