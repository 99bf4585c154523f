import { CodeScanner } from './code-scanner';
import { callsInText, isWholeCall, jsonEnd, type TextCall } from './read-text-call';
import { beginsWholeCall, describesTool } from './whole-call';

export type AnswerPiece = { kind: 'text'; text: string } | { kind: 'call'; call: TextCall };

/** How much of an answer is held back while it is not clear what it becomes, in characters. */
const MAX_HELD = 64;
/** The same from a token on that stands in no prose: two more may come before the name. */
const MAX_HELD_OF_TOKENS = 128;
/** How much of a call may be held back that names none of our tools, and may be a refused one or prose that shows it. */
const MAX_HELD_OF_OTHERS = 400;

interface Opening {
  tag: string;
  /** What ends the calls; undefined where nothing but the end of the answer does. */
  closing?: string;
}

/** How models begin calls in their text; each counts only where a call follows at once. */
const OPENINGS: readonly Opening[] = [
  // Hermes, Qwen, GLM; Qwen2.5-Coder; MiniMax, and others that imitate them
  { tag: '<tool_call>', closing: '</tool_call>' },
  { tag: '<tools>', closing: '</tools>' },
  { tag: '<tool_calls>', closing: '</tool_calls>' },
  { tag: '<function_call>', closing: '</function_call>' },
  // Granite; Mistral; Llama 3.1
  { tag: '<|tool_call|>' },
  { tag: '[TOOL_CALLS]' },
  { tag: '<|python_tag|>' },
  // Kimi K2; DeepSeek
  { tag: '<|tool_calls_section_begin|>', closing: '<|tool_calls_section_end|>' },
  { tag: '<｜tool▁calls▁begin｜>', closing: '<｜tool▁calls▁end｜>' },
];

const CALL_BEGINNINGS = ['<function=', '<｜tool▁call▁begin｜>', '<|tool_call_begin|>'];

/** Llama 3 and Qwen3-Coder: the name stands in the tag. */
const FUNCTION_TAG = /^<function=[\w.-]{1,64}>/;
const FUNCTION_TAG_BEGINS = /^<function=[\w.-]*$/;

/** Calls that may be shown, or meant: what follows tells. */
interface Run {
  /** As the model wrote it. */
  raw: string;
  calls: TextCall[];
  /** Nothing stands before it in the answer. */
  isFirst: boolean;
}

/**
 * Finds the calls in the text of a model that writes them there, as its answer comes. Outside of code, a tag counts where a call follows
 * it: at the beginning if it names a tool that was offered, or if nothing else is in the answer; after words on a line of its own, if it
 * names one and nothing but calls follows. JSON counts only where it is the whole answer and calls a tool that was offered. Everything
 * else is text: an answer may be about calls.
 */
export class TextCalls {
  private held = '';
  private mode: 'text' | 'calls' | 'whole' = 'text';
  private tag: Opening = { tag: '' };
  private run: Run | undefined;
  private hasText = false;
  private hasCalls = false;
  /** Blanks after a call are no part of the answer. */
  private isAfterCall = false;
  private readonly code = new CodeScanner();

  /** @param tools names of the tools that the request offered */
  constructor(private readonly tools: readonly string[]) {}

  push(text: string): AnswerPiece[] {
    this.held += text;
    const pieces: AnswerPiece[] = [];
    for (;;) {
      const { held, mode } = this;
      if (held !== '') pieces.push(...this.step());
      if (this.held === held && this.mode === mode) return pieces;
    }
  }

  end(): AnswerPiece[] {
    const { mode, run } = this;
    const pieces = mode === 'calls' ? this.endBlock(this.held.length, this.held.length) : [];
    const { held } = this;
    if (this.run) {
      const { isFirst, calls } = this.run;
      return isFirst || calls.every((call) => this.isOffered(call)) ? this.makeCalls() : this.showRun();
    }
    this.held = '';
    if (held === '' || run || (this.isAfterCall && held.trim() === '')) return pieces;
    const call = mode === 'whole' ? isWholeCall(held, this.tools) : undefined;
    return call ? call.map((call) => ({ kind: 'call', call })) : [...pieces, { kind: 'text', text: held }];
  }

  private step(): AnswerPiece[] {
    if (this.mode === 'calls') return this.collect();
    if (this.mode === 'whole') return this.waitForWhole();
    if (this.run) return this.goOn(this.run);
    const isFirst = !this.hasText && !this.hasCalls;
    if (isFirst && this.tools.length > 0 && this.held.trim() !== '') {
      const begins = beginsWholeCall(this.held, this.tools);
      if (begins === 'yes') {
        this.mode = 'whole';
        return [];
      }
      if (begins === 'maybe' && this.held.length <= MAX_HELD) return [];
    }
    return this.scan();
  }

  /** What comes before the next tag is text. */
  private scan(): AnswerPiece[] {
    if (this.isAfterCall) this.held = this.held.trimStart();
    const { held } = this;
    if (held === '') return [];
    this.isAfterCall = false;
    const index = held.search(/[<[]/);
    if (index !== 0) return this.release(index < 0 ? held.length : index);
    const found = this.code.isInCode ? 'no' : this.opening(held);
    if (found === 'maybe') return [];
    if (found === 'no') return this.release(1);
    this.begin(found, { raw: '', calls: [], isFirst: !this.hasText });
    return [];
  }

  private begin(found: Opening, run: Run): void {
    this.mode = 'calls';
    this.tag = found;
    this.run = run;
  }

  private opening(held: string): Opening | 'maybe' | 'no' {
    if (this.hasText && this.code.line.trim() !== '') return 'no';
    const text = held.slice(0, MAX_HELD);
    const mayBe = held.length <= MAX_HELD ? 'maybe' : 'no';
    if (FUNCTION_TAG.test(text)) return this.counts({ tag: '', closing: '</function>' }, held);
    let maybe = FUNCTION_TAG_BEGINS.test(text) || '<function='.startsWith(text);
    for (const opening of OPENINGS) {
      if (opening.tag.startsWith(text)) maybe = true;
      if (!text.startsWith(opening.tag)) continue;
      const after = text.slice(opening.tag.length).trimStart();
      const follows = this.callFollows(after);
      if (follows === 'yes') return this.counts(opening, held);
      if (follows === 'maybe') maybe = true;
    }
    return maybe ? mayBe : 'no';
  }

  /** After words, the call of another tool is an example. */
  private counts(opening: Opening, held: string): Opening | 'maybe' | 'no' {
    if (!this.hasText) return opening;
    const most = /^<[|｜]/.test(opening.tag) ? MAX_HELD_OF_TOKENS : MAX_HELD;
    const text = held.slice(0, most);
    const end = opening.closing === undefined ? -1 : text.indexOf(opening.closing);
    if (this.names(end < 0 ? text : text.slice(0, end + 1))) return opening;
    return end < 0 && held.length <= most ? 'maybe' : 'no';
  }

  /** One of our tools is named in it. */
  private names(text: string): boolean {
    const words = text.split(NO_NAME).slice(0, -1);
    return words.some((word) => this.tools.includes(word));
  }

  private isOffered({ name }: TextCall): boolean {
    return name.split(NO_NAME).some((word) => this.tools.includes(word));
  }

  private callFollows(after: string): 'yes' | 'maybe' | 'no' {
    if (/^(\{|\[\s*\{|<function=|<｜tool▁call▁begin｜>|<\|tool_call_begin\|>)/.test(after)) return 'yes';
    if (/^\[\s*$/.test(after)) return 'maybe';
    // GLM, and Mistral's newer form, name the tool first.
    for (const tool of this.tools) {
      if (!after.startsWith(tool)) continue;
      const rest = after.slice(tool.length);
      if (/^(\s*[<{]|\s*\n|\[ARGS\])/.test(rest)) return 'yes';
      if ('[ARGS]'.startsWith(rest.trim())) return 'maybe';
    }
    return [...CALL_BEGINNINGS, ...this.tools].some((begin) => begin.startsWith(after)) ? 'maybe' : 'no';
  }

  private collect(): AnswerPiece[] {
    const { held } = this;
    const { tag, closing } = this.tag;
    const end = closing === undefined ? -1 : held.indexOf(closing, tag.length);
    const start = held.slice(0, MAX_HELD_OF_OTHERS);
    const isLong = (end < 0 ? held.length : end) > MAX_HELD_OF_OTHERS;
    if (isLong && !this.names(start)) return this.showRun(start.length);
    return closing === undefined || end < 0 ? [] : this.endBlock(end, end + closing.length);
  }

  /** @param end of what stands between the tags @param wholeEnd of the closing tag, too */
  private endBlock(end: number, wholeEnd: number): AnswerPiece[] {
    const { held, run, tag } = this;
    if (!run) return [];
    this.mode = 'text';
    this.held = held.slice(wholeEnd);
    run.raw += held.slice(0, wholeEnd);
    run.calls.push(
      ...callsInText(tag.tag === '' ? held.slice(0, wholeEnd) : held.slice(tag.tag.length, end)),
    );
    return run.isFirst && run.calls.some((call) => this.isOffered(call)) ? this.makeCalls() : [];
  }

  /** Words after it make an example of it. */
  private goOn(run: Run): AnswerPiece[] {
    const { held } = this;
    const after = held.trimStart();
    if (after === '') return [];
    const found = /^[<[]/.test(after) ? this.opening(after) : 'no';
    if (found === 'maybe') return [];
    if (found === 'no') return this.showRun();
    run.raw += held.slice(0, held.length - after.length);
    this.held = after;
    this.begin(found, run);
    return [];
  }

  private makeCalls(): AnswerPiece[] {
    const { calls = [] } = this.run ?? {};
    this.run = undefined;
    this.hasCalls = true;
    this.isAfterCall = true;
    return calls.map((call) => ({ kind: 'call', call }));
  }

  /** @param more how much of what is held belongs to it */
  private showRun(more = 0): AnswerPiece[] {
    const { raw = '' } = this.run ?? {};
    this.run = undefined;
    this.held = raw + this.held;
    return this.release(raw.length + more);
  }

  /** The JSON has ended, and the answer goes on: it shows JSON. Or it describes the tool. */
  private waitForWhole(): AnswerPiece[] {
    const text = this.held.trim();
    if (!goesOnAfterJson(text) && !describesTool(text)) return [];
    this.mode = 'text';
    this.hasText = true;
    return [];
  }

  private release(length: number): AnswerPiece[] {
    const text = this.held.slice(0, length);
    this.held = this.held.slice(length);
    this.mode = 'text';
    this.hasText ||= text.trim() !== '';
    this.code.push(text);
    return text === '' ? [] : [{ kind: 'text', text }];
  }
}

const NO_NAME = /[^\w-]+/;

function goesOnAfterJson(text: string): boolean {
  if (text.startsWith('```')) return /\n\s*```[^\n]*\n\s*\S/.test(text);
  const end = jsonEnd(text);
  return end !== undefined && end < text.length;
}
