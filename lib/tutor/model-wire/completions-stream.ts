import { AnswerText, type Segment } from './answer-text';
import { finishOf } from './finish-reasons';
import { type Fields, fieldsOf, firstText, isFields, listOf, textOf } from './json-fields';
import { messageText } from './message-text';
import type { ModelHabits } from './model-habits';
import { Repetition } from './repetition';
import { StreamedCalls } from './streamed-calls';
import { ThoughtLine } from './thought-line';
import { tokenCounts } from './token-counts';
import type { WireCall } from './wire-call';
import { errorBody, errorIn, WireError, WRONG_API } from './wire-error';

/**
 * Turns the chunks of a server of Chat Completions into those of the API itself: one choice, text without thoughts and calls, whole
 * calls with ids of their own, a reason to end, and what was used. Thoughts are in `reasoning_content`.
 */
export class CompletionsStream {
  private readonly answer: AnswerText;
  private readonly calls: StreamedCalls;
  private readonly thoughts = new ThoughtLine();
  private readonly repetition = new Repetition();
  private shell: Fields | undefined;
  private finish: string | undefined;
  private usage: unknown;
  /** Thoughts that came in a field of their own, and its name. */
  private separate = '';
  private field: string | undefined;
  private madeIds: string[] = [];
  /** Nothing more is read. */
  isOver = false;
  /** The answer is not whole, and nothing more of it comes. */
  isBroken = false;

  constructor(private readonly call: WireCall) {
    this.answer = new AnswerText(call);
    this.calls = new StreamedCalls(call);
  }

  /** @throws WireError */
  take(chunk: unknown): Fields[] {
    const error = errorIn(chunk);
    if (error) throw new WireError(error);
    if (!isFields(chunk) || this.isOver) return [];
    if (textOf(chunk.type).startsWith('response.')) throw wrongApi();
    const choice = listOf(chunk.choices).find(
      ({ index }) => index === 0 || index === undefined || index === null,
    );
    this.usage = [chunk.usage, fieldsOf(chunk.x_groq).usage, choice?.usage].find(isFields) ?? this.usage;
    const shell = this.begin(chunk);
    if (!choice) return [];
    this.finish = firstText(choice.finish_reason) ?? this.finish;
    if (choice.finish_reason === 'error') throw new WireError(errorBody(fieldsOf(choice.error)));
    const delta = [choice.delta, choice.message].find(isFields) ?? { content: choice.text };
    return this.read(delta).map((piece) => chunkOf(shell, piece, null));
  }

  /** @param hasEndMark whether the server said that nothing more comes; a reason to end says so, too */
  end(hasEndMark: boolean): Fields[] {
    const { shell } = this;
    if (!shell) return [];
    const pieces = this.shown(this.answer.end());
    pieces.push(...this.thought(this.thoughts.flush()));
    this.isBroken =
      !this.isOver && (this.finish === undefined ? !hasEndMark : finishOf(this.finish) === 'broken');
    if (this.isBroken) return pieces.map((piece) => chunkOf(shell, piece, null));
    const calls = this.calls
      .end()
      .map(({ id, ...called }, index) => ({ index, id, type: 'function', function: called }));
    this.madeIds = calls.map(({ id }) => id);
    if (calls.length > 0) pieces.push({ tool_calls: calls });
    return [
      ...pieces.map((piece) => chunkOf(shell, piece, null)),
      chunkOf(shell, {}, this.reason(calls.length > 0)),
      { ...shell, choices: [], usage: completionUsage(this.usage) },
    ];
  }

  private reason(hasCalls: boolean): string {
    if (this.isOver) return 'length';
    const finish = finishOf(this.finish ?? 'stop');
    switch (finish) {
      case 'cut':
        return 'length';
      case 'filtered':
        return 'content_filter';
      // OpenAI refuses in a field of its own; as a reason, others do.
      case 'refused':
        return 'refusal';
      case 'broken':
      case 'whole':
        return hasCalls ? 'tool_calls' : 'stop';
      default:
        return finish satisfies never;
    }
  }

  private begin({ id, created, model }: Fields): Fields {
    this.shell ??= {
      id: firstText(id) ?? `chatcmpl-${Date.now().toString(36)}`,
      object: 'chat.completion.chunk',
      created: typeof created === 'number' ? created : Math.floor(Date.now() / 1000),
      model: firstText(model) ?? this.call.model,
    };
    return this.shell;
  }

  /** @returns the deltas to pass on */
  private read(delta: Fields): Fields[] {
    const { text, thought } = messageText(delta);
    const pieces: Fields[] = [];
    if (thought !== '') {
      this.field ??= ['reasoning_content', 'reasoning'].find((field) => firstText(delta[field]));
      this.separate += thought;
      pieces.push(
        ...this.shown(this.answer.noteSeparateThoughts()),
        ...this.thought(this.thoughts.push(thought)),
      );
      if (this.repetition.push(thought)) this.isOver = true;
    }
    if (text !== '') pieces.push(...this.shown(this.answer.push(text)));
    for (const call of listOf(delta.tool_calls)) this.calls.push(call);
    if (isFields(delta.function_call)) this.calls.push({ index: 0, function: delta.function_call });
    const refusal = textOf(delta.refusal);
    if (refusal !== '') pieces.push({ refusal });
    if (Array.isArray(delta.annotations)) pieces.push({ annotations: delta.annotations });
    return pieces;
  }

  private shown(segments: Segment[]): Fields[] {
    return segments.flatMap((segment) => this.piece(segment));
  }

  private piece(segment: Segment): Fields[] {
    switch (segment.kind) {
      case 'text':
        return [...this.thought(this.thoughts.flush()), { content: segment.text }];
      case 'thought':
        return this.thought(this.thoughts.push(segment.text));
      case 'call':
        this.calls.add(segment.call);
        return [];
      case 'retracted':
        return [{ retracted: true }];
      case 'loop':
        this.isOver = true;
        return [];
      default:
        return segment satisfies never;
    }
  }

  private thought(text: string): Fields[] {
    return text === '' ? [] : [{ reasoning_content: text }];
  }

  /** DeepSeek and others want the thoughts before a call back with its result. */
  rememberThoughts(habits: ModelHabits): void {
    if (this.field) habits.remember(this.madeIds, this.field, this.separate);
  }

  /** Only the end of the thoughts was marked. */
  get isUnmarked(): boolean {
    return this.answer.isUnmarked;
  }

  get lackedThoughts(): boolean {
    return this.answer.lackedThoughts;
  }
}

/** The whole completion, from the chunks of it. */
export function wholeCompletion(chunks: Fields[]): Fields {
  const deltas = chunks.flatMap(({ choices }) => listOf(choices));
  const retracted = deltas.findLastIndex(({ delta }) => fieldsOf(delta).retracted === true);
  const text = (field: string) =>
    deltas
      .slice(retracted + 1)
      .map(({ delta }) => textOf(fieldsOf(delta)[field]))
      .join('');
  const calls = deltas.flatMap(({ delta }) => listOf(fieldsOf(delta).tool_calls));
  const refusal = text('refusal');
  const message = {
    role: 'assistant',
    content: text('content') || (calls.length > 0 || refusal ? null : ''),
    refusal: refusal || null,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  const finish_reason = deltas.findLast((choice) => choice.finish_reason)?.finish_reason ?? 'stop';
  return {
    ...chunks[0],
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason, logprobs: null }],
    usage: chunks.at(-1)?.usage,
  };
}

function chunkOf(shell: Fields, delta: Fields, finish_reason: string | null): Fields {
  return { ...shell, choices: [{ index: 0, delta, finish_reason }] };
}

function completionUsage(usage: unknown): Fields {
  const { input, output, cached, reasoning } = tokenCounts(usage);
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

function wrongApi(): WireError {
  return new WireError(errorBody({ message: 'This is no answer of Chat Completions.', code: WRONG_API }));
}
