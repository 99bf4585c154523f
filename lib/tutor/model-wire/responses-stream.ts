import { type Fields, fieldsOf, firstText, isFields, listOf, textOf } from './json-fields';
import { Repetition } from './repetition';
import { type Entry, ResponseEntries } from './response-entries';
import { indexIn, type MessageOutput, type OtherSegment, type WireEvent } from './response-message';
import { ResponseThoughts } from './response-thoughts';
import { madeCall } from './tool-arguments';
import { wholeResponse } from './whole-response';
import type { WireCall } from './wire-call';
import { errorBody, errorIn, WireError, WRONG_API } from './wire-error';

const TERMINAL: ReadonlySet<unknown> = new Set([
  'response.completed',
  'response.incomplete',
  'response.done',
  'response.cancelled',
]);

/**
 * Turns the events of a server of the Responses API into those of the API itself. A server may leave out every id and index, send
 * events that nobody knows, the text at the end alone, or no last event; what is well-formed passes as it is. Thoughts in the text and in
 * `reasoning_text` become summaries of reasoning, calls in the text function calls.
 */
export class ResponsesStream {
  private readonly entries: ResponseEntries;
  private readonly repetition = new Repetition();
  private readonly thoughts: ResponseThoughts;
  private shell: Fields | undefined;
  private sequence = 0;
  private isEnded = false;
  /** Nothing more is read. */
  isOver = false;
  /** The answer is not whole, and nothing more of it comes. */
  isBroken = false;

  constructor(private readonly call: WireCall) {
    this.entries = new ResponseEntries(call);
    this.thoughts = new ResponseThoughts(this.entries);
  }

  /** @throws WireError */
  take(event: unknown): Fields[] {
    return this.read(event).map((out) => this.numbered(out));
  }

  /**
   * The server has ended its answer without its last event, or has sent that before.
   *
   * @param hasEndMark whether it said in another way that nothing more comes; a message or a call that is done as the last says so, too
   */
  end(hasEndMark: boolean): Fields[] {
    if (this.isEnded || this.shell === undefined) return [];
    const last = this.entries.all.at(-1);
    const isDone = last?.isDone === true && ['message', 'function_call'].includes(textOf(last.item.type));
    const out = hasEndMark || isDone ? this.complete({}) : this.breakOff();
    return out.map((event) => this.numbered(event));
  }

  /** Says what was held back of what has come. */
  private breakOff(): WireEvent[] {
    this.isBroken = true;
    this.isEnded = true;
    return this.entries.all.flatMap((entry) => (entry.message ? this.finishItem(entry, entry.item) : []));
  }

  private read(event: unknown): WireEvent[] {
    const type = textOf(fieldsOf(event).type);
    const error = type === 'response.failed' ? failureOf(fieldsOf(event)) : errorIn(event);
    if (error) throw new WireError(error);
    if (!isFields(event) && this.shell === undefined) throw wrongApi();
    if (!isFields(event) || this.isEnded) return [];
    if (!type.startsWith('response.') && (Array.isArray(event.choices) || this.shell === undefined))
      throw wrongApi();
    const begun = this.begin(event);
    if (type === 'response.created') return begun;
    const isCancelled = type === 'response.cancelled' || fieldsOf(event.response).status === 'cancelled';
    if (TERMINAL.has(type)) return [...begun, ...(isCancelled ? this.breakOff() : this.complete(event))];
    const out = [...begun, ...this.passOn(type, event)];
    return this.isOver ? [...out, ...this.complete({})] : out;
  }

  /** Only the end of the thoughts was marked. */
  get isUnmarked(): boolean {
    return this.entries.all.some(({ message }) => message?.isUnmarked);
  }

  get lackedThoughts(): boolean {
    return this.entries.all.some(({ message }) => message?.lackedThoughts);
  }

  private begin(event: Fields): WireEvent[] {
    if (this.shell) return [];
    const given = fieldsOf(event.response);
    this.shell = {
      ...given,
      id: firstText(given.id, event.response_id) ?? `resp_${Date.now().toString(36)}`,
      object: 'response',
      created_at: typeof given.created_at === 'number' ? given.created_at : Math.floor(Date.now() / 1000),
      model: firstText(given.model) ?? this.call.model,
    };
    return [
      {
        type: 'response.created',
        response: { ...this.shell, status: 'in_progress', output: [] },
      },
    ];
  }

  private passOn(type: string, event: Fields): WireEvent[] {
    switch (type) {
      case 'response.output_item.added':
        return this.addItem(event);
      case 'response.output_item.done':
        return this.finishItem(this.entries.ending(event, fieldsOf(event.item)), fieldsOf(event.item));
      case 'response.content_part.added':
        return this.writePart(event, fieldsOf(event.part));
      case 'response.output_text.delta':
        return this.write(event, 'output_text', textOf(event.delta));
      case 'response.refusal.delta':
        return this.write(event, 'refusal', textOf(event.delta));
      case 'response.output_text.done':
        return this.finishPart(event, 'output_text', { text: event.text });
      case 'response.refusal.done':
        return this.finishPart(event, 'refusal', { refusal: event.refusal });
      case 'response.content_part.done': {
        const part = fieldsOf(event.part);
        if (part.type === 'refusal') return this.finishPart(event, 'refusal', part);
        return part.type === 'output_text' || part.type === 'text'
          ? this.finishPart(event, 'output_text', part)
          : [];
      }
      case 'response.output_text.annotation.added': {
        const entry = this.entries.message(event);
        return this.events(entry, entry.message.annotate(indexIn(event, 'content_index'), event.annotation));
      }
      case 'response.reasoning_text.delta':
      case 'response.reasoning.delta':
        return this.think(event, textOf(event.delta));
      case 'response.reasoning_text.done':
      case 'response.reasoning.done':
        return [];
      case 'response.function_call_arguments.delta':
        this.addArguments(event);
        return [];
      case 'response.function_call_arguments.done':
        return [];
      default:
        return type.startsWith('response.') ? [this.placed(type, event)] : [];
    }
  }

  private addItem(event: Fields): WireEvent[] {
    const item = fieldsOf(event.item);
    const entry = this.entries.add(event.output_index, item);
    if (item.type === 'message') return [];
    if (item.type === 'function_call') {
      entry.item = { ...item, arguments: textOf(item.arguments) };
      return [];
    }
    return this.showItem(entry);
  }

  private showItem(entry: Entry): WireEvent[] {
    if (entry.isShown) return [];
    entry.isShown = true;
    if (entry.item.type === 'reasoning') entry.item = { summary: [], ...entry.item };
    const separate = entry.item.type === 'reasoning' ? this.noteSeparateThoughts() : [];
    const item = { ...entry.item, id: entry.id };
    const output_index = this.entries.position(entry);
    return [...separate, { type: 'response.output_item.added', output_index, item }];
  }

  private writePart(event: Fields, part: Fields): WireEvent[] {
    if (part.type === 'refusal') return this.write(event, 'refusal', textOf(part.refusal));
    return part.type === 'output_text' ? this.write(event, 'output_text', textOf(part.text)) : [];
  }

  private write(event: Fields, kind: 'output_text' | 'refusal', delta: string): WireEvent[] {
    // Nothing alone begins no message.
    if (delta === '') return [];
    const entry = this.entries.message(event);
    return this.output(entry, entry.message.write(indexIn(event, 'content_index'), kind, delta));
  }

  private finishPart(event: Fields, kind: 'output_text' | 'refusal', whole: Fields): WireEvent[] {
    const isEmpty = firstText(whole.text, whole.refusal) === undefined;
    if (isEmpty && !this.entries.hasMessage(event)) return [];
    const entry = this.entries.message(event);
    return this.output(entry, entry.message.finishPart(indexIn(event, 'content_index'), kind, whole));
  }

  private finishItem(entry: Entry, item: Fields): WireEvent[] {
    if (entry.isDone) return [];
    entry.isDone = true;
    if (entry.message) return this.output(entry, entry.message.finish(item));
    if (item.type === 'function_call') {
      entry.item = { ...entry.item, ...item, arguments: item.arguments || entry.item.arguments };
      return [];
    }
    const hasThoughts = entry.hasThoughts === true;
    entry.item = { ...entry.item, ...item, id: entry.id };
    const shown = this.showItem(entry);
    const rest = hasThoughts ? this.thoughts.endOf(entry) : this.thoughts.ofItem(entry);
    const output_index = this.entries.position(entry);
    return [...shown, ...rest, { type: 'response.output_item.done', output_index, item: entry.item }];
  }

  private addArguments(event: Fields): void {
    const entry =
      this.entries.find(event) ?? this.entries.all.findLast(({ item }) => item.type === 'function_call');
    if (entry?.item.type === 'function_call') {
      entry.item = { ...entry.item, arguments: textOf(entry.item.arguments) + textOf(event.delta) };
    }
  }

  /** Thoughts that are no summary: models whose thoughts are open (gpt-oss, Qwen) send them whole. */
  private think(event: Fields, delta: string): WireEvent[] {
    const known =
      this.entries.find(event) ??
      this.entries.all.findLast(({ item, isDone }) => item.type === 'reasoning' && !isDone);
    const begun = known
      ? []
      : this.addItem({ item: { type: 'reasoning', summary: [] }, output_index: event.output_index });
    const entry = known ?? this.entries.all.at(-1);
    if (!entry) return begun;
    if (this.repetition.push(delta)) this.isOver = true;
    return [...begun, ...this.thoughts.ofEntry(entry, delta)];
  }

  private complete(event: Fields): WireEvent[] {
    const given = fieldsOf(event.response);
    const out: WireEvent[] = [];
    const matched = new Set<Entry>();
    for (const item of listOf(given.output)) {
      const known = this.entries.known(item, matched);
      if (!known) out.push(...this.addItem({ item, output_index: undefined }));
      const entry = known ?? this.entries.all.at(-1);
      if (!entry) continue;
      matched.add(entry);
      out.push(...this.finishItem(entry, item));
    }
    for (const entry of this.entries.all) {
      if (entry.message || entry.thoughts) out.push(...this.finishItem(entry, entry.item));
    }
    out.push(...this.thoughts.endInText());
    this.isEnded = true;
    const response = wholeResponse({
      shell: this.shell,
      event,
      output: this.wholeOutput(),
      isCut: this.isOver,
    });
    return [...out, { type: `response.${response.status}`, response }];
  }

  private wholeOutput(): Fields[] {
    return this.entries.all.flatMap((entry): Fields[] => {
      if (entry.message) return entry.message.isEmpty ? [] : [entry.message.whole()];
      if (entry.item.type === 'function_call') return [this.readyCall(entry)];
      // Thoughts of an open model that came without an item of theirs are not given back.
      return entry.isDone && entry.item.type !== undefined ? [{ ...entry.item, id: entry.id }] : [];
    });
  }

  private readyCall({ item, id }: Entry): Fields {
    return {
      ...item,
      id,
      call_id: this.call.ids.unique(item.call_id),
      ...madeCall({ name: textOf(item.name), arguments: item.arguments }, this.call),
      status: 'completed',
    };
  }

  /** What a message comes to, on the wire. */
  private output(entry: Entry, { events, others }: MessageOutput): WireEvent[] {
    const thoughts = others.filter((other) => other.kind === 'thought');
    const before = thoughts.flatMap((other) => this.other(other));
    const ended = events.length > 0 ? this.thoughts.end() : [];
    const after = others.filter((other) => other.kind !== 'thought').flatMap((other) => this.other(other));
    return [...before, ...ended, ...this.events(entry, events), ...after];
  }

  private other(segment: OtherSegment): WireEvent[] {
    switch (segment.kind) {
      case 'thought':
        return this.thoughts.inText(segment.text);
      case 'call':
        this.entries.add(undefined, { type: 'function_call', ...segment.call });
        return [];
      case 'loop':
        this.isOver = true;
        return [];
      default:
        return segment satisfies never;
    }
  }

  private noteSeparateThoughts(): WireEvent[] {
    return this.entries.all.flatMap((entry) =>
      entry.message ? this.output(entry, entry.message.noteSeparateThoughts()) : [],
    );
  }

  private events(entry: Entry, events: WireEvent[]): WireEvent[] {
    const output_index = this.entries.position(entry);
    return events.map((event) => {
      const isAboutItem = event.type.startsWith('response.output_item.');
      const place = isAboutItem && event.item ? { output_index } : { item_id: entry.id, output_index };
      return { ...event, type: event.type, ...place };
    });
  }

  private placed(type: string, event: Fields): WireEvent {
    const entry = this.entries.find(event);
    if (!entry) return { ...event, type };
    const item_id = 'item_id' in event || 'output_index' in event ? { item_id: entry.id } : {};
    return { ...event, type, ...item_id, output_index: this.entries.position(entry) };
  }

  private numbered(event: WireEvent): WireEvent {
    return { ...event, sequence_number: this.sequence++ };
  }
}

function failureOf(event: Fields) {
  const response = fieldsOf(event.response);
  return (
    errorIn({ error: response.error ?? event.error }) ?? errorBody({ message: 'The response has failed.' })
  );
}

function wrongApi(): WireError {
  return new WireError(errorBody({ message: 'This is no answer of the Responses API.', code: WRONG_API }));
}
