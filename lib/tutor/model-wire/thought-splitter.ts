import { CodeScanner } from './code-scanner';

/** A piece of what a model wrote: of its answer, or of what it thought before. */
export type ThoughtPiece =
  | { kind: 'text'; text: string }
  | { kind: 'thought'; text: string }
  /** Everything that came as `text` was a thought. */
  | { kind: 'retracted' };

const NAMES = ['think', 'thinking', 'reasoning', 'thought'] as const;
const OPENINGS = NAMES.map((name) => `<${name}>`);
/** With attributes, in capitals, or in the letters of Kimi. */
const OPENING = new RegExp(`^(?:<(${NAMES.join('|')})(?:\\s[^<>\\n]{0,40})?>|◁think▷)`, 'i');
const OPENING_BEGINS = new RegExp(`^<(${NAMES.join('|')})\\s[^<>\\n]{0,40}$`, 'i');
/** A sentence goes on behind the tag: it is about it. */
const SENTENCE =
  /^(?:[ \t]*[,;.)'"`]|[ \t]+(?:is|are|was|and|or|tags?|marks?|means|opens|begins|starts|at|in|with|for)[\s,.])/;
const MAX_SENTENCE = 12;
const CLOSINGS = NAMES.map((name) => `</${name}>`);
const MAX_TAG = Math.max(...CLOSINGS.map((tag) => tag.length));

/** What thoughts do not have, and answers about tags do: code, headings, and the word for it. */
const NO_THOUGHT = /^ {0,3}(?:`{3}|~{3}|#{1,6}\s)|\b(?:tags?|tokens?|markers?|delimiters?)\b/im;
/** A thought ends with a sentence; what leads up to a tag does not. */
const SENTENCE_END = /(?:^|[.!?…。！？)\]"'”’*`])\s*$/;

/** How the thoughts of an answer begin. `unmarked`: the chat template has opened them, and only their end may be marked. */
export type ThoughtStart = 'marked' | 'unmarked';

/**
 * Tells the thoughts of a model that writes them into its answer from the answer: `<think>…</think>` at the beginning, also without an
 * end. A lone `</think>` on a line of its own, after sentences that are about no tag, ends thoughts whose opening the chat template has
 * swallowed (DeepSeek-R1, Qwen3-Thinking): they are taken back, and are thoughts then. In code, and anywhere else, the tags are words of
 * the answer.
 */
export class ThoughtSplitter {
  private state: 'start' | 'thought' | 'answer';
  private held = '';
  private closing = '';
  private afterThought = false;
  private isMarked = false;
  private readonly code = new CodeScanner();
  /** The end of the answer so far, in which a tag may have begun. */
  private recent = '';
  /** All that was shown while a lone closing tag may come. */
  private shown = '';
  /** Thoughts had no opening tag. */
  isUnmarked = false;
  /** Thoughts without an opening tag were expected, and there were none. */
  lackedThoughts = false;

  constructor(private start: ThoughtStart = 'marked') {
    this.state = 'start';
  }

  push(text: string): ThoughtPiece[] {
    this.held += text;
    const pieces: ThoughtPiece[] = [];
    for (;;) {
      const { held, state } = this;
      if (held !== '') pieces.push(...this.step());
      if (this.held === held && this.state === state) return pieces;
    }
  }

  /** The server sends thoughts in a field of their own: the text has none. */
  noteSeparateThoughts(): ThoughtPiece[] {
    this.isMarked = true;
    if (this.start === 'marked') return [];
    this.start = 'marked';
    return this.push('');
  }

  end(): ThoughtPiece[] {
    if (this.state === 'start' && OPENING.test(this.held.trimStart()))
      return [...this.push('\n'), ...this.end()];
    const { held, state } = this;
    this.held = '';
    this.lackedThoughts = this.start === 'unmarked' && held.trim() !== '';
    if (state === 'answer' && CLOSINGS.includes(held.trim()) && this.isLone()) return this.unmarked();
    if (held === '' || (this.afterThought && held.trim() === '')) return [];
    return [{ kind: state === 'thought' ? 'thought' : 'text', text: held }];
  }

  private step(): ThoughtPiece[] {
    switch (this.state) {
      case 'start':
        return this.begin();
      case 'thought':
        return this.think();
      case 'answer':
        return this.answer();
    }
  }

  private begin(): ThoughtPiece[] {
    const text = this.held.trimStart();
    const [opening, name] = OPENING.exec(text) ?? [];
    if (opening !== undefined) {
      const after = text.slice(opening.length, opening.length + MAX_SENTENCE);
      if (after.length < MAX_SENTENCE && /^[ \t]*[a-z]*$/.test(after)) return [];
      this.isMarked = true;
      if (SENTENCE.test(after)) {
        this.state = 'answer';
        return [];
      }
      this.state = 'thought';
      this.closing = name === undefined ? '◁/think▷' : `</${name.toLowerCase()}>`;
      this.held = text.slice(opening.length);
      return [];
    }
    if (text === '' || [...OPENINGS, '◁think▷'].some((tag) => tag.startsWith(lowerCase(text)))) return [];
    if (OPENING_BEGINS.test(text)) return [];
    if (this.start === 'unmarked') return this.beginUnmarked();
    this.state = 'answer';
    if (this.afterThought) this.held = text;
    return [];
  }

  /** Whether it is a thought shows its end alone. */
  private beginUnmarked(): ThoughtPiece[] {
    const found = CLOSINGS.map((tag) => ({ tag, index: this.held.indexOf(tag) })).find(
      ({ index }) => index >= 0,
    );
    if (!found) return [];
    const thought = this.held.slice(0, found.index);
    this.held = this.held.slice(found.index + found.tag.length);
    this.start = 'marked';
    this.isMarked = true;
    this.isUnmarked = true;
    this.afterThought = true;
    return thought.trim() === '' ? [] : [{ kind: 'thought', text: thought }];
  }

  private think(): ThoughtPiece[] {
    const { held, closing } = this;
    const end = lowerCase(held).indexOf(closing);
    if (end < 0) {
      const length = held.length - suffixThatBegins(lowerCase(held), [closing]);
      this.held = held.slice(length);
      return length === 0 ? [] : [{ kind: 'thought', text: held.slice(0, length) }];
    }
    this.state = 'start';
    this.afterThought = true;
    this.held = held.slice(end + closing.length);
    return end === 0 ? [] : [{ kind: 'thought', text: held.slice(0, end) }];
  }

  private answer(): ThoughtPiece[] {
    const { held } = this;
    if (this.isMarked || !held.includes('<')) return this.release(held.length);
    const index = held.indexOf('</');
    if (index < 0) return this.release(held.endsWith('<') ? held.length - 1 : held.length);
    if (index > 0) return this.release(index);
    const tag = CLOSINGS.find((closing) => held.startsWith(closing));
    if (!tag) return CLOSINGS.some((closing) => closing.startsWith(held)) ? [] : this.release(2);
    const after = held.slice(tag.length);
    if (!this.isLone()) return this.release(tag.length);
    if (/^[ \t\r]{0,8}$/.test(after)) return [];
    if (!/^[ \t\r]*\n/.test(after)) return this.release(tag.length);
    this.held = after;
    return this.unmarked();
  }

  /** Nothing stands before it on its line, and what stands above may be a thought. */
  private isLone(): boolean {
    if (this.isMarked || this.code.isInCode || this.code.line.trim() !== '') return false;
    return SENTENCE_END.test(this.shown) && !NO_THOUGHT.test(this.shown);
  }

  private unmarked(): ThoughtPiece[] {
    this.state = 'start';
    this.isMarked = true;
    this.isUnmarked = true;
    this.afterThought = true;
    const text = this.shown.trim();
    return [{ kind: 'retracted' }, ...(text === '' ? [] : [{ kind: 'thought' as const, text }])];
  }

  private release(length: number): ThoughtPiece[] {
    const text = this.held.slice(0, length);
    this.held = this.held.slice(length);
    if (!this.isMarked) {
      this.code.push(text);
      this.shown += text;
      // Whoever writes the opening, too, shows the pair.
      const recent = this.recent + text;
      if (OPENINGS.some((tag) => recent.includes(tag))) this.isMarked = true;
      this.recent = recent.slice(-MAX_TAG);
    }
    return text === '' ? [] : [{ kind: 'text', text }];
  }
}

/** Of the letters of tags alone: no other may change the length. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** How many characters at the end of a text may be the beginning of one of the tags. */
export function suffixThatBegins(text: string, tags: readonly string[]): number {
  const longest = Math.max(...tags.map((tag) => tag.length)) - 1;
  for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
    const suffix = text.slice(text.length - length);
    if (tags.some((tag) => tag.startsWith(suffix))) return length;
  }
  return 0;
}
