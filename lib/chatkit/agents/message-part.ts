import type { Annotation, AssistantMessageContent, ThreadItemUpdate } from '../protocol';
import { type AnswerPiece, CitationFilter, LiteralText, wholeTextFilter } from './citation-filter';
import type { Citations } from './citations';
import type { TextFilter } from './text-filter';

/** What a provider says of a part when it is complete: its whole text, and the annotations in it. */
export interface WholePart {
  text: string;
  annotations: Annotation[];
}

/** One part of an assistant message while it is written: the text that is shown, and the citations in it. */
export class MessagePart {
  /** As the model wrote it, markers and all. */
  private written = '';
  private text = '';
  private filter: CitationFilter;
  private textFilter: TextFilter | undefined;
  private annotations: { annotation: Annotation; provider: string | undefined }[] = [];
  private isDone = false;

  constructor(
    private readonly content_index: number,
    private readonly citations: Citations,
    private readonly makeTextFilter?: () => TextFilter,
    /** The text that this one goes on with. */
    private readonly before = '',
  ) {
    this.filter = new CitationFilter(citations, codeAfter(before));
    this.textFilter = makeTextFilter?.();
  }

  begin(): ThreadItemUpdate {
    const content = { type: 'output_text' as const, text: '', annotations: [] };
    return { type: 'assistant_message.content_part.added', content_index: this.content_index, content };
  }

  write(delta: string): ThreadItemUpdate[] {
    this.written += delta;
    return this.updates(this.push(delta));
  }

  /** Adds a provider's annotation, whose index counts the text as it was written. */
  annotate(annotation: Annotation): ThreadItemUpdate {
    return this.added(this.shown(annotation), JSON.stringify(annotation));
  }

  get isWritten(): boolean {
    return this.written.trim() !== '';
  }

  /** Whether nothing is shown. */
  get isBlank(): boolean {
    return this.text.trim() === '';
  }

  /** How many markers named nothing. */
  get dropped(): number {
    return this.filter.dropped;
  }

  /** Whether something of the text is held back. */
  get isHolding(): boolean {
    return !this.isDone && this.filter.isHolding;
  }

  /** Gives out what is held back: nothing more has come for a while. */
  release(): ThreadItemUpdate[] {
    return this.isDone ? [] : this.updates(this.filter.end());
  }

  /** Ends the text; `whole`, if the provider repeats it, counts more than its pieces. Nothing if it was ended before. */
  finish(whole?: string): ThreadItemUpdate[] {
    if (this.isDone) return [];
    this.isDone = true;
    const last = whole === undefined || whole === this.written ? this.updates(this.end()) : [];
    // What was decided on the way is decided again with all of the text in view, and counts so.
    this.rewrite(whole ?? this.written);
    const { content_index } = this;
    return [...last, { type: 'assistant_message.content_part.done', content_index, content: this.content() }];
  }

  /** Nothing more comes, and the part is not done: what was held back until more of it is known is said. */
  breakOff(): ThreadItemUpdate[] {
    if (this.isDone) return [];
    this.isDone = true;
    return this.updates(this.end());
  }

  /** Takes over what the provider says in the end, without another event. */
  complete({ text, annotations }: WholePart): void {
    if (text !== this.written) this.rewrite(text);
    // Some providers end with an empty list after streaming their annotations (trap T13).
    if (annotations.length === 0) return;
    const final = annotations.map((annotation) => ({ annotation, provider: JSON.stringify(annotation) }));
    const isFinal = (provider: string) => final.some((one) => one.provider === provider);
    this.annotations = this.annotations.filter(({ provider }) => provider === undefined || isFinal(provider));
    const known = new Set(this.annotations.map(({ provider }) => provider));
    for (const { annotation, provider } of final) {
      if (!known.has(provider)) this.annotations.push({ annotation: this.shown(annotation), provider });
    }
  }

  content(): AssistantMessageContent {
    return {
      type: 'output_text',
      text: this.text,
      annotations: this.annotations.map(({ annotation }) => annotation),
    };
  }

  private rewrite(whole: string): void {
    this.written = whole;
    this.text = '';
    this.textFilter = this.makeTextFilter?.();
    const filtered = this.textFilter ? this.textFilter.push(whole) + this.textFilter.end() : whole;
    this.filter = wholeTextFilter(filtered, this.citations, this.before);
    this.annotations = this.annotations.filter(({ provider }) => provider !== undefined);
    this.updates([...this.filter.push(filtered), ...this.filter.end()]);
    // Those without a place come last.
    const place = ({ annotation }: { annotation: Annotation }) => annotation.index ?? Number.MAX_SAFE_INTEGER;
    this.annotations = this.annotations.toSorted((a, b) => place(a) - place(b));
  }

  private push(delta: string): AnswerPiece[] {
    return this.filter.push(this.textFilter ? this.textFilter.push(delta) : delta);
  }

  private end(): AnswerPiece[] {
    return [...this.filter.push(this.textFilter?.end() ?? ''), ...this.filter.end()];
  }

  private updates(pieces: AnswerPiece[]): ThreadItemUpdate[] {
    const { content_index } = this;
    return pieces.map((piece) => {
      if (piece.kind === 'citation') {
        return this.added({ type: 'annotation', source: piece.source, index: piece.index }, undefined);
      }
      this.text += piece.text;
      return { type: 'assistant_message.content_part.text_delta', content_index, delta: piece.text };
    });
  }

  private added(annotation: Annotation, provider: string | undefined): ThreadItemUpdate {
    const { content_index } = this;
    const annotation_index = this.annotations.push({ annotation, provider }) - 1;
    return {
      type: 'assistant_message.content_part.annotation_added',
      content_index,
      annotation_index,
      annotation,
    };
  }

  private shown(annotation: Annotation): Annotation {
    const { index, ...unplaced } = annotation;
    // A text filter does not tell what it has left out.
    if (this.textFilter) return unplaced;
    return index === undefined ? annotation : { ...annotation, index: this.filter.shownIndex(index) };
  }
}

/** Follows code and formulas of a text from where another text ends. */
function codeAfter(before: string): LiteralText {
  const code = new LiteralText();
  for (const character of before) code.push(character);
  return code;
}
