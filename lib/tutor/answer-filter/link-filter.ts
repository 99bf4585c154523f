import type { TextFilter } from '../../chatkit/agents/text-filter';
import { hostOf, withoutBareLinks } from './bare-links';
import { afterCode, afterTicks, closing } from './brackets';
import type { LinkPolicy } from './course-links';

/** What was read of the text, and what is written for it; undefined while more of the text is needed. */
type Step = { read: number; written: string } | undefined;

interface Fence {
  mark: string;
  length: number;
  indent: number;
}

/** Marks that decide what something is; everything else is words and blanks. */
const MARKS = '\\`<[!';
const FENCE_LINE = /^( {0,3})(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})[^\n]*(?:\n|$)/;
const MAY_OPEN_FENCE = /^ {0,3}(?:`{0,2}|~{0,2}|`{3,}[^`\n]*|~{3,}[^\n]*)$/;
/** What a word is made of, and with it an address. */
const WORD = /^(?:[^\s\\`<[\]()!]|\\[@:/.,;=%&?"'$#+~_*|{}^>-])+/;
/** A word that may go on in what comes next, and be an address then. */
const UNFINISHED_WORD = /(?:\\?[\w.~:/?#@%&=+*"',;$|{}^>-])*$/;
const AUTOLINK = /^<([a-z][a-z\d+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w.-]+)>/i;
/** What may stand at the beginning of a line before a block begins. */
const BEFORE_BLOCK = /^[\s>*+\d.)-]*$/;
const TAG = /^<(?:\/?[a-z][\w-]*|!|\?)[^>]*>/i;
const LONGEST_TAG = 1_000;
const BLANK_LINE = /\n[ \t]*\n/;
/** In a definition, all that says for sure that it is none. */
const PLAIN_WORDS = /^[ \t]+[\p{L}\p{N}][\p{L}\p{N} ,.'’“”()-]*$/u;
/** To some renderers the bracket ends what began before the backticks. */
const CLOSES_LABEL = /^`+\]/;
/** In `a[i](x)`, what stands in the second brackets. */
const NO_ADDRESS = /^[\w+*=, -]{0,40}$/;
const LOOKS_LIKE_LINK = /\]\(|<|\/\/|www\.|@/i;

/**
 * Makes text of every link and picture in streamed Markdown that leads off the course: a link becomes its words, a picture its
 * description, a bare address the name of its host. What stands in code stays. In doubt something is a link: what the
 * renderers of the world make of unusual Markdown differs, and an address can carry a conversation away.
 */
export class LinkFilter implements TextFilter {
  private pending = '';
  /** What was read of the present line. */
  private line = '';
  /** What was written of the present line. */
  private shown = '';
  private fence: Fence | undefined;
  /** It can be told where code begins and ends. */
  private isFenceClear = true;

  constructor(
    private readonly isAllowed: LinkPolicy,
    /** A text within a line, where no fence can begin. */
    private readonly isInline = false,
  ) {}

  push(delta: string): string {
    this.pending += delta;
    return this.drain(false);
  }

  end(): string {
    return this.drain(true);
  }

  private drain(isEnd: boolean): string {
    let written = '';
    while (this.pending) {
      const step = this.step(isEnd);
      if (!step) return written;
      written += step.written;
      this.shown = (this.shown + step.written).slice((this.shown + step.written).lastIndexOf('\n') + 1);
      const read = this.pending.slice(0, step.read);
      this.line = (this.line + read).slice((this.line + read).lastIndexOf('\n') + 1);
      this.pending = this.pending.slice(step.read);
    }
    return written;
  }

  private step(isEnd: boolean): Step {
    if (this.fence) return this.inFence(this.fence, isEnd);
    if (this.line === '' && !this.isInline && this.isFenceClear) {
      const opened = this.openFence(isEnd);
      if (opened !== 'none') return opened;
    }
    const next = this.pending[0] ?? '';
    if (!MARKS.includes(next)) return this.words(isEnd);
    if (this.pending.length === 1 && !isEnd) return undefined;
    switch (next) {
      case '\\':
        // Before a letter it is no escape, and must not become one for a mark that is put in.
        if (WORD.test(this.pending)) return this.words(isEnd);
        return /^\\[!-/:-@[-`{-~]/.test(this.pending)
          ? keep(this.pending.slice(0, 2))
          : { read: 1, written: '\\\\' };
      case '`':
        return this.code(isEnd);
      case '<':
        return this.tag(isEnd);
      case '!':
        return this.pending[1] === '[' ? this.brackets(1, isEnd) : keep('!');
      default:
        return this.brackets(0, isEnd);
    }
  }

  private openFence(isEnd: boolean): Step | 'none' {
    const opening = FENCE_LINE.exec(this.pending);
    const isWhole = opening?.[0].endsWith('\n') || isEnd;
    if (opening && isWhole) {
      const [line, indent = '', mark = ''] = opening;
      this.fence = { mark: mark[0] ?? '', length: mark.length, indent: indent.length };
      return keep(line);
    }
    const isOpen = MAY_OPEN_FENCE.test(this.pending) && /[`~]/.test(this.pending);
    const isBlank = /^ {0,3}$/.test(this.pending);
    return !isEnd && (isOpen || isBlank) ? undefined : 'none';
  }

  private inFence({ mark, length, indent }: Fence, isEnd: boolean): Step {
    const end = this.pending.indexOf('\n');
    const line = end < 0 ? this.pending : this.pending.slice(0, end + 1);
    if (this.line !== '') return keep(line);
    const blanks = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (blanks === line.length && end < 0 && !isEnd) return undefined;
    if (line.trim() !== '' && blanks < indent) {
      // What it stands in has ended, and the fence with it; or else this line is a line of code, or its end.
      this.fence = undefined;
      this.isFenceClear = false;
      return { read: 0, written: '' };
    }
    if (line[blanks] === mark) {
      if (end < 0 && !isEnd) return undefined;
      const closes = new RegExp(`^ {0,3}\\${mark}{${length},}[ \\t]*\\n?$`);
      if (closes.test(line)) this.fence = undefined;
      // Not every renderer takes a tab for nothing.
      if (closes.test(line) && line.includes('\t')) this.isFenceClear = false;
    }
    return keep(line);
  }

  private words(isEnd: boolean): Step {
    const blank = /^\s+/.exec(this.pending)?.[0];
    // One line at a time, because a fence may begin in the next.
    if (blank) return keep(blank.slice(0, blank.indexOf('\n') + 1 || blank.length));
    const word = WORD.exec(this.pending)?.[0];
    if (!word) return keep(this.pending.slice(0, 1));
    const rest = this.pending.slice(word.length);
    const isFinished = isEnd || (rest !== '' && rest !== '\\');
    const tail = isFinished ? '' : (UNFINISHED_WORD.exec(word)?.[0] ?? '');
    // Within brackets, any character may come to stand before it.
    const last = this.shown.at(-1) ?? (this.isInline ? 'a' : '');
    if (withoutBareLinks(word, last, () => false) !== word) {
      return isFinished
        ? { read: word.length, written: withoutBareLinks(word, last, this.isAllowed) }
        : undefined;
    }
    if (tail.length === word.length) return undefined;
    const ready = word.slice(0, word.length - tail.length);
    return keep(ready);
  }

  private code(isEnd: boolean): Step {
    // At the end nothing more can come, which is what a line's end says too.
    const after = afterCode(isEnd ? `${this.pending}\n` : this.pending, 0);
    if (after === undefined) return undefined;
    const ticks = this.pending.slice(0, afterTicks(this.pending, 0));
    const span = this.pending.slice(0, after);
    const isSpan = after > ticks.length;
    // The cells of a table end before the code in them does.
    const isCut = (span.includes('|') && LOOKS_LIKE_LINK.test(span)) || CLOSES_LABEL.test(span);
    if (isSpan && !isCut) return keep(span);
    return { read: ticks.length, written: ticks.replaceAll('`', '\\`') };
  }

  private tag(isEnd: boolean): Step {
    const next = this.pending[1] ?? '';
    if (/[\s\d=-]/.test(next)) return keep('<');
    if (!/[a-z/!?]/i.test(next)) return { read: 1, written: '\\<' };
    const link = AUTOLINK.exec(this.pending);
    if (link) {
      const [whole, address = ''] = link;
      if (this.isAllowed(address)) return keep(whole);
      return { read: whole.length, written: /^[a-z]+:\/\//i.test(address) ? hostOf(address) : ' ' };
    }
    const [paragraph = ''] = this.pending.split(BLANK_LINE, 1);
    const tag = TAG.exec(paragraph.slice(0, LONGEST_TAG))?.[0];
    if (tag) {
      const isHarmless = /^<\/?[a-z][\w-]*\s*\/?>$/i.test(tag);
      if (!isHarmless) return { read: tag.length, written: ' ' };
      // A block of HTML would decide what is code in it.
      return BEFORE_BLOCK.test(this.shown) ? { read: 1, written: '\\<' } : keep(tag);
    }
    const isOver = isEnd || this.pending.length > LONGEST_TAG || paragraph !== this.pending;
    return isOver ? { read: 1, written: '\\<' } : undefined;
  }

  /** @param at where the bracket stands: after the exclamation mark of a picture */
  private brackets(at: number, isEnd: boolean): Step {
    const text = closing(this.pending, at, '[]', isEnd);
    const asText: Step = { read: at + 1, written: `${this.pending.slice(0, at)}\\[` };
    if (text.kind === 'open' && !isEnd) return undefined;
    if (text.kind === 'tooLong') return asText;
    if (text.kind !== 'closed') return keep(this.pending.slice(0, at + 1));
    const words = this.pending.slice(at + 1, text.end);
    const follows = this.pending[text.end + 1];
    if (follows === undefined && !isEnd) return undefined;
    if (follows === ':') return this.definition(words, text.end + 2, isEnd);
    if (follows !== '(') {
      const kept = `${this.pending.slice(0, at)}[${this.within(words)}]`;
      return { read: text.end + 1, written: kept };
    }
    const target = closing(this.pending, text.end + 1, '()', isEnd);
    if (target.kind === 'open' && !isEnd) return undefined;
    if (target.kind !== 'closed') return asText;
    const inside = this.pending.slice(text.end + 2, target.end).trim();
    const [destination = '', ...title] = inside.split(/\s+/);
    const isCall = at === 0 && NO_ADDRESS.test(inside);
    const isKept = isCall || (at === 0 && title.length === 0 && this.isAllowed(destination));
    const shown = this.within(words);
    return {
      read: target.end + 1,
      // What is left of it must not become a link with what comes next.
      written: isKept ? `[${shown}](${inside})` : escaped(shown),
    };
  }

  /** `[name]: address` would make links of all that names it. */
  private definition(words: string, from: number, isEnd: boolean): Step {
    const asText: Step = { read: from - 1, written: `\\[${escaped(this.within(words))}\\]` };
    const end = this.pending.indexOf('\n', from);
    if (end < 0 && !isEnd) {
      const soFar = this.pending.slice(from);
      if (soFar === '' || PLAIN_WORDS.test(soFar) || /^[ \t]*$/.test(soFar)) {
        return soFar.length > 80 ? this.marker(words, from) : undefined;
      }
      return asText;
    }
    const line = this.pending.slice(from, end < 0 ? undefined : end);
    return PLAIN_WORDS.test(line) && /^\d+(?:\s?,\s?\d+)*$/.test(words) ? this.marker(words, from) : asText;
  }

  private marker(words: string, from: number): Step {
    return { read: from - 1, written: `[${this.within(words)}]` };
  }

  private within(words: string): string {
    const inner = new LinkFilter(this.isAllowed, true);
    return inner.push(words) + inner.end();
  }
}

function escaped(text: string): string {
  return text.replace(/(?<!\\)[[\]]/g, '\\$&');
}

function keep(text: string): { read: number; written: string } {
  return { read: text.length, written: text };
}
