import { AnswerText, type Segment } from './answer-text';
import { type Fields, fieldsOf, firstText, listOf, textOf } from './json-fields';
import type { WireCall } from './wire-call';

interface Part {
  kind: 'output_text' | 'refusal';
  answer: AnswerText;
  /** As the server sent it. */
  written: string;
  /** As it is passed on. */
  text: string;
  annotations: unknown[];
  isShown: boolean;
  isDone: boolean;
  whole: Fields | undefined;
}

/** An event of a response; what a message asks to be passed on lacks its `item_id` and `output_index` still. */
export type WireEvent = { type: string } & Fields;

/** What follows from a piece of a message beside its events: thoughts, calls, an end. */
export type OtherSegment = Exclude<Segment, { kind: 'text' | 'retracted' }>;

export interface MessageOutput {
  events: WireEvent[];
  others: OtherSegment[];
}

/** One message of a response while it comes. It is shown with its first words: what has none left was a thought or a call. */
export class ResponseMessage {
  private readonly parts: Part[] = [];
  private isShown = false;
  private hadOthers = false;
  isDone = false;
  readonly id: string;

  constructor(
    private readonly call: WireCall,
    private item: Fields,
    id: string,
  ) {
    this.id = id;
  }

  write(index: number, kind: Part['kind'], delta: string): MessageOutput {
    const part = this.part(index, kind);
    if (delta === '' || part.isDone) return { events: [], others: [] };
    part.written += delta;
    if (kind === 'refusal') return { events: this.show(index, part, delta), others: [] };
    return this.passOn(index, part, part.answer.push(delta));
  }

  annotate(index: number, annotation: unknown): WireEvent[] {
    const part = this.part(index, 'output_text');
    const annotation_index = part.annotations.push(annotation) - 1;
    const type = 'response.output_text.annotation.added';
    return [...this.begin(index, part), { type, content_index: index, annotation_index, annotation }];
  }

  /** @param whole the part as the server repeats it in the end; what it says then counts */
  finishPart(index: number, kind: Part['kind'], whole: Fields): MessageOutput {
    const part = this.part(index, kind);
    part.whole = 'type' in whole ? whole : part.whole;
    if (part.isDone) return { events: [], others: [] };
    const text = textOf(kind === 'refusal' ? whole.refusal : whole.text);
    const first = part.written === '' ? this.write(index, kind, text) : { events: [], others: [] };
    const last = this.passOn(index, part, part.answer.end());
    part.isDone = true;
    if (text !== '' && part.written !== '' && text !== part.written) part.text = this.read(text, kind);
    const field = kind === 'refusal' ? 'refusal' : 'text';
    const events = part.isShown
      ? [
          { type: `response.${kind}.done`, content_index: index, [field]: part.text, logprobs: [] },
          { type: 'response.content_part.done', content_index: index, part: this.content(part) },
        ]
      : [];
    return {
      events: [...first.events, ...last.events, ...events],
      others: [...first.others, ...last.others],
    };
  }

  /** @param item as the server repeats it in the end */
  finish(item: Fields): MessageOutput {
    this.isDone = true;
    const output: MessageOutput = { events: [], others: [] };
    const add = ({ events, others }: MessageOutput) => {
      output.events.push(...events);
      output.others.push(...others);
    };
    this.item = { ...this.item, ...item };
    for (const [index, whole] of contentOf(item).entries()) {
      if (whole.type === 'output_text' || whole.type === 'text')
        add(this.finishPart(index, 'output_text', whole));
      else if (whole.type === 'refusal') add(this.finishPart(index, 'refusal', whole));
    }
    for (const [index, part] of this.parts.entries()) add(this.finishPart(index, part.kind, {}));
    this.hadOthers ||= output.others.length > 0;
    // A message without a word is one, if the server sent it so.
    if (!this.isShown && !this.hadOthers) output.events.unshift(this.added());
    if (this.isShown) output.events.push({ type: 'response.output_item.done', item: this.whole() });
    return output;
  }

  get isEmpty(): boolean {
    return !this.isShown;
  }

  get isUnmarked(): boolean {
    return this.parts.some(({ answer }) => answer.isUnmarked);
  }

  get lackedThoughts(): boolean {
    return this.parts.some(({ answer }) => answer.lackedThoughts);
  }

  noteSeparateThoughts(): MessageOutput {
    const output: MessageOutput = { events: [], others: [] };
    for (const [index, part] of this.parts.entries()) {
      const { events, others } = this.passOn(index, part, part.answer.noteSeparateThoughts());
      output.events.push(...events);
      output.others.push(...others);
    }
    return output;
  }

  whole(): Fields {
    return {
      ...this.item,
      type: 'message',
      id: this.id,
      role: 'assistant',
      status: firstText(this.item.status) ?? 'completed',
      content: this.parts.filter(({ isShown }) => isShown).map((part) => this.content(part)),
    };
  }

  private part(index: number, kind: Part['kind']): Part {
    for (let next = this.parts.length; next <= index; next += 1) {
      this.parts.push({
        kind,
        answer: new AnswerText(this.call),
        written: '',
        text: '',
        annotations: [],
        isShown: false,
        isDone: false,
        whole: undefined,
      });
    }
    return this.parts[index] ?? this.part(this.parts.length, kind);
  }

  private passOn(index: number, part: Part, segments: Segment[]): MessageOutput {
    const output: MessageOutput = { events: [], others: [] };
    for (const segment of segments) {
      if (segment.kind === 'text') output.events.push(...this.show(index, part, segment.text));
      else if (segment.kind === 'retracted') output.events.push(...this.retract(part));
      else {
        output.others.push(segment);
        this.hadOthers = true;
      }
    }
    return output;
  }

  private show(index: number, part: Part, delta: string): WireEvent[] {
    part.text += delta;
    return [
      ...this.begin(index, part),
      { type: `response.${part.kind}.delta`, content_index: index, delta, logprobs: [] },
    ];
  }

  /** What has been shown of the part was a thought. */
  private retract(part: Part): WireEvent[] {
    part.text = '';
    this.hadOthers = true;
    if (!part.isShown) return [];
    part.isShown = false;
    this.isShown = false;
    return [{ type: 'response.output_item.retracted' }];
  }

  private begin(index: number, part: Part): WireEvent[] {
    const events: WireEvent[] = this.isShown ? [] : [this.added()];
    if (part.isShown) return events;
    part.isShown = true;
    const empty =
      part.kind === 'refusal'
        ? { type: part.kind, refusal: '' }
        : { type: part.kind, text: '', annotations: [] };
    return [...events, { type: 'response.content_part.added', content_index: index, part: empty }];
  }

  private added(): WireEvent {
    this.isShown = true;
    const item = {
      ...this.item,
      type: 'message',
      id: this.id,
      role: 'assistant',
      content: [],
      status: 'in_progress',
    };
    return { type: 'response.output_item.added', item };
  }

  private content({ kind, text, annotations, whole }: Part): Fields {
    if (kind === 'refusal') return { ...whole, type: kind, refusal: text };
    const given =
      Array.isArray(whole?.annotations) && whole.annotations.length > 0 ? whole.annotations : annotations;
    return { ...whole, type: kind, text, annotations: given };
  }

  /** What is left of a whole text that differs from its pieces. */
  private read(text: string, kind: Part['kind']): string {
    if (kind === 'refusal') return text;
    const answer = new AnswerText(this.call);
    let shown = '';
    for (const segment of [...answer.push(text), ...answer.end()]) {
      if (segment.kind === 'text') shown += segment.text;
      if (segment.kind === 'retracted') shown = '';
    }
    return shown;
  }
}

function contentOf({ content }: Fields): Fields[] {
  return typeof content === 'string' ? [{ type: 'output_text', text: content }] : listOf(content);
}

/** The index that an event names, else 0. */
export function indexIn(event: Fields, field: string): number {
  const index = fieldsOf(event)[field];
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < 64 ? index : 0;
}
