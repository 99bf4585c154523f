import type { AgentOutputItem, OpenAIChatCompletionsRawModelStreamEvent } from '@openai/agents';
import { MessageStream, type MessageStreamOptions } from './message-stream';
import { parseRawAnnotation } from './raw-annotation';
import { deltaExtras } from './raw-extras';
import type { ReasoningStream } from './reasoning-stream';
import { convertAnnotation, type ResponseConverter } from './response-converter';

type Chunk = OpenAIChatCompletionsRawModelStreamEvent['data']['event'];
type Kind = 'text' | 'refusal';

/** Chat Completions number no thoughts: there is one at a time. */
const THOUGHT = { itemId: 'thought', summaryIndex: 0 };

interface OutputPart {
  kind: Kind;
  text: string;
  annotations: unknown[];
}

export interface PlainEventsOptions {
  converter: ResponseConverter;
  message: MessageStreamOptions;
  reasoning: ReasoningStream;
  /** Told of an annotation that cannot be shown. */
  onDropped: (annotation: unknown) => void;
}

/**
 * The events that every model of the Agents SDK emits: text, and the output when a response is done. Chat Completions models
 * have nothing else, but for refusals, which only their chunks stream (spec 6.11, trap T19).
 */
export class PlainEvents {
  private message: MessageStream | undefined;
  /** The part of each kind in the message, in the order in which they came. */
  private readonly parts = new Map<Kind, number>();
  private thought = '';
  private isRetracted = false;

  constructor(private readonly options: PlainEventsOptions) {}

  write(kind: Kind, delta: string): void {
    if (delta === '') return;
    this.endThought();
    this.message ??= new MessageStream(this.options.message);
    const place = this.parts.get(kind) ?? this.parts.size;
    this.parts.set(kind, place);
    this.message.write(place, delta);
  }

  takeChunk(chunk: Chunk): void {
    const choice = chunk.choices?.find(({ index }) => index === 0);
    if (!choice?.delta) return;
    const { thought, isRetracted } = deltaExtras(choice.delta);
    if (isRetracted) this.retract();
    if (thought !== '') this.think(thought);
    this.write('refusal', choice.delta.refusal ?? '');
  }

  /** The response is over: what was not streamed of its output is said now, and the message ends. */
  async endResponse(output: readonly AgentOutputItem[]): Promise<void> {
    this.endThought();
    // The output repeats what has been taken back.
    if (this.isRetracted && !this.message) output = [];
    this.isRetracted = false;
    const streamed = this.message !== undefined;
    for (const item of output) {
      for (const part of outputParts(item)) await this.take(part);
      if (!streamed) this.finish();
    }
    this.finish();
  }

  /** The response broke off: its message says what it still has, and is left as it is. */
  breakOff(): void {
    this.message?.breakOff();
  }

  finish(): void {
    this.message?.finish();
    this.message = undefined;
    this.parts.clear();
  }

  private think(delta: string): void {
    if (this.thought === '') this.options.reasoning.begin();
    this.thought += delta;
    this.options.reasoning.write(THOUGHT, delta);
  }

  private endThought(): void {
    if (this.thought !== '') this.options.reasoning.finish(THOUGHT, this.thought);
    this.thought = '';
  }

  private retract(): void {
    this.isRetracted = true;
    this.message?.retract();
    this.finish();
  }

  private async take({ kind, text, annotations }: OutputPart): Promise<void> {
    if (!this.parts.has(kind)) this.write(kind, text);
    const place = this.parts.get(kind);
    if (place === undefined) return;
    for (const value of annotations) {
      const raw = parseRawAnnotation(value);
      if (!raw) this.options.onDropped(value);
      const annotation = raw && (await convertAnnotation(this.options.converter, raw));
      if (annotation) this.message?.annotate(place, annotation);
    }
  }
}

function outputParts(item: AgentOutputItem): OutputPart[] {
  if (!('role' in item) || item.role !== 'assistant') return [];
  return item.content.flatMap((part): OutputPart[] => {
    if (part.type === 'refusal') return [{ kind: 'refusal', text: part.refusal, annotations: [] }];
    if (part.type !== 'output_text') return [];
    const annotations: unknown = part.providerData?.annotations;
    return [{ kind: 'text', text: part.text, annotations: Array.isArray(annotations) ? annotations : [] }];
  });
}
