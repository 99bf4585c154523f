import { CodeScanner } from './code-scanner';
import { parseJson } from './json-fields';
import { callsInText, isWholeCall, type TextCall } from './read-text-call';
import { beginsWholeCall } from './whole-call';

export type AnswerPiece = { kind: 'text'; text: string } | { kind: 'call'; call: TextCall };

/** How much of an answer is held back while it is not clear what it becomes, in characters. */
const MAX_HELD = 64;

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

/**
 * Finds the calls in the text of a model that writes them there, as its answer comes. A tag counts where a call follows it, outside
 * of code; JSON only where it is the whole answer and calls a tool that was offered. Everything else passes at once.
 */
export class TextCalls {
  private held = '';
  private mode: 'text' | 'calls' | 'whole' = 'text';
  private closing: string | undefined;
  private hasText = false;
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
    const { held, mode } = this;
    this.held = '';
    if (held === '' || (this.isAfterCall && held.trim() === '')) return [];
    if (mode === 'calls') return this.calls(held);
    const call = mode === 'whole' ? isWholeCall(held, this.tools) : undefined;
    return call ? call.map((call) => ({ kind: 'call', call })) : [{ kind: 'text', text: held }];
  }

  private step(): AnswerPiece[] {
    if (this.mode === 'calls') return this.collect();
    if (this.mode === 'whole') return this.waitForWhole();
    if (!this.hasText && this.tools.length > 0 && this.held.trim() !== '') {
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
    if (found === 'maybe' && held.length <= MAX_HELD) return [];
    if (found === 'no' || found === 'maybe') return this.release(1);
    this.mode = 'calls';
    this.closing = found.closing;
    this.held = held.slice(found.tag.length);
    return [];
  }

  private opening(text: string): Opening | 'maybe' | 'no' {
    if (FUNCTION_TAG.test(text)) return { tag: '', closing: '</function>' };
    let maybe = FUNCTION_TAG_BEGINS.test(text) || '<function='.startsWith(text);
    for (const opening of OPENINGS) {
      if (opening.tag.startsWith(text)) maybe = true;
      if (!text.startsWith(opening.tag)) continue;
      const after = text.slice(opening.tag.length).trimStart();
      const follows = this.callFollows(after);
      if (follows === 'yes') return opening;
      if (follows === 'maybe') maybe = true;
    }
    return maybe ? 'maybe' : 'no';
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
    const { closing, held } = this;
    const end = closing === undefined ? -1 : held.indexOf(closing);
    if (closing === undefined || end < 0) return [];
    const wholeEnd = end + closing.length;
    this.mode = 'text';
    this.held = held.slice(wholeEnd);
    this.isAfterCall = true;
    this.hasText = true;
    return this.calls(closing === '</function>' ? held.slice(0, wholeEnd) : held.slice(0, end));
  }

  /** The JSON has ended, and the answer goes on: it shows JSON. */
  private waitForWhole(): AnswerPiece[] {
    const { held } = this;
    const text = held.trim();
    const goesOn = text.startsWith('```')
      ? /\n\s*```[^\n]*\n\s*\S/.test(text)
      : /\}\s*\n\s*[^\s}\],"`]/.test(text);
    if (goesOn && parseJson(text) === undefined) {
      this.mode = 'text';
      this.hasText = true;
    }
    return [];
  }

  private calls(text: string): AnswerPiece[] {
    return callsInText(text).map((call) => ({ kind: 'call', call }));
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
