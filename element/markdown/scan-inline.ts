import { formulaAt } from '../formulas/formula-at';
import { bareUrlAt } from './bare-url';
import { type DelimiterRun, type EmphasisPair, emphasisPairs } from './emphasis-pairs';
import { bracketedUrlAt, inlineHtmlAt, mayBecomeTag, opensInlineHtml, tagAt } from './inline-html';
import { inlineLimit } from './inline-limit';

/**
 * How far an opening delimiter is looked after, in UTF-16 code units. While an answer grows, text behind one is held back until it
 * is known what it is; beyond this length it is shown as it stands.
 */
const REACH = {
  star: 64,
  emphasis: 160,
  code: 200,
  formula: 2000,
  bracket: 160,
  target: 2000,
  tag: 200,
  tail: 40,
};

/** The longest words of a link. What is looked for without a limit costs the square of the length. */
const MAX_SPAN = 3000;

/** Where a text that grows may still become something else. */
interface Undecided {
  index: number;
  reach: number;
}

export interface InlineScan {
  /** Emphasis by the index at which it starts. */
  pairs: ReadonlyMap<number, EmphasisPair>;
  undecided: Undecided[];
}

const ESCAPABLE = /[!-/:-@[-`{-~]/;
const TARGET =
  /\([ \t\n]*(?:<[^<>\n]*>|(?:[^\s()<]|\([^\s()]*\))(?:[^\s()]|\([^\s()]*\))*)?(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t\n]*\)/y;
const PARTIAL_TARGET = /^\([ \t\n]*(?:<[^<>\n]*>?|[^\s<]\S*)?(?:\s+(?:["'(][\s\S]*)?)?$/;
const PARTIAL_ENTITY = /^&(?:#?[a-z0-9]{0,31})$/i;
const PARTIAL_URL = /^(?:h(?:t(?:t(?:ps?(?::\/{0,2})?)?)?)?|w(?:w(?:w\.?)?)?)$/i;
const BRACKETED_URL = /^<https?:/i;
/** Punctuation that belongs to an address if more of it comes, and to the sentence otherwise. */
const AFTER_URL = /^[?!.,:;_'"~)\]\\]+$/;

const runLength = (text: string, index: number): number => {
  let end = index + 1;
  while (text[end] === text[index]) end += 1;
  return end - index;
};

function codeSpanEnd(text: string, index: number, length: number): number {
  for (let at = text.indexOf('`', index + length); at >= 0; ) {
    const found = runLength(text, at);
    if (found === length) return at + found;
    at = text.indexOf('`', at + found);
  }
  return -1;
}

/** Index of the bracket that closes the one at `index`, or -1. Brackets in code and behind a backslash do not count. */
function closingBracket(text: string, index: number): number {
  let depth = 0;
  const end = Math.min(text.length, index + MAX_SPAN);
  for (let at = index; at < end; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') {
      const length = runLength(text, at);
      const closed = codeSpanEnd(text, at, length);
      at = (closed < 0 ? at + length : closed) - 1;
    } else if (text[at] === '[') depth += 1;
    else if (text[at] === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

class Scan {
  readonly #text: string;
  readonly #runs: DelimiterRun[] = [];
  readonly #undecided: Undecided[] = [];
  /** From here on no bracket closes any more: without it many brackets would cost the square of their number. */
  #lastClosing: number;

  constructor(text: string) {
    this.#text = text;
    this.#lastClosing = text.lastIndexOf(']');
  }

  result(): InlineScan {
    for (let index = 0; index < this.#text.length; ) index = this.#step(index);
    const { pairs, open } = emphasisPairs(this.#text, this.#runs);
    for (const { start, length } of open) this.#hold(start, length === 1 ? REACH.star : REACH.emphasis);
    return { pairs: new Map(pairs.map((pair) => [pair.start, pair])), undecided: this.#undecided };
  }

  #hold(index: number, reach: number): void {
    this.#undecided.push({ index, reach });
  }

  /** What stands at `index`; gives back the index behind it. */
  #step(index: number): number {
    const text = this.#text;
    switch (text[index]) {
      case '\\':
      case '$':
        return this.#formulaOrEscape(index);
      case '`':
        return this.#code(index);
      case '<':
        return this.#tag(index);
      case '!':
        if (index === text.length - 1) this.#hold(index, REACH.tail);
        return text[index + 1] === '[' ? this.#link(index, index + 1) : index + 1;
      case '[':
        return this.#link(index, index);
      case '*':
      case '_':
      case '~': {
        const length = runLength(text, index);
        this.#runs.push({ start: index, length });
        if (index + length === text.length) this.#hold(index, REACH.tail);
        return index + length;
      }
      case '&':
        if (PARTIAL_ENTITY.test(text.slice(index, index + 40))) this.#hold(index, REACH.tail);
        return index + 1;
      case 'h':
      case 'H':
      case 'w':
      case 'W':
        return this.#url(index);
      default:
        return index + 1;
    }
  }

  #formulaOrEscape(index: number): number {
    const text = this.#text;
    const formula = formulaAt(text, index);
    if (formula === 'open') this.#hold(index, REACH.formula);
    else if (formula) {
      // A letter behind it would make it money or a variable.
      if (text[index] === '$' && formula.end === text.length) this.#hold(index, REACH.formula);
      return formula.end;
    }
    if (text[index] === '$') return index + runLength(text, index);
    if (index === text.length - 1) this.#hold(index, REACH.tail);
    return index + (ESCAPABLE.test(text[index + 1] ?? '') ? 2 : 1);
  }

  #code(index: number): number {
    const length = runLength(this.#text, index);
    const end = codeSpanEnd(this.#text, index, length);
    if (end < 0 || end === this.#text.length) this.#hold(index, REACH.code);
    return end < 0 ? index + length : end;
  }

  #tag(index: number): number {
    const text = this.#text;
    const honoured = inlineHtmlAt(text, index);
    if (honoured) return index + honoured.raw.length;
    if (opensInlineHtml(text, index)) this.#hold(index, REACH.tag);
    const found = bracketedUrlAt(text, index) ?? tagAt(text, index);
    if (found) return index + found.length;
    const reach = BRACKETED_URL.test(text.slice(index, index + 9)) ? REACH.target : REACH.tag;
    if (text.length - index <= reach && mayBecomeTag(text.slice(index))) this.#hold(index, reach);
    return index + 1;
  }

  /** A link or an image from `index`, its bracket at `bracket`. */
  #link(index: number, bracket: number): number {
    const text = this.#text;
    const close = bracket > this.#lastClosing ? -1 : closingBracket(text, bracket);
    if (close < 0) {
      this.#hold(index, REACH.bracket);
      return bracket + 1;
    }
    if (close === text.length - 1) this.#hold(index, REACH.bracket);
    if (text[close + 1] !== '(') return bracket + 1;
    TARGET.lastIndex = close + 1;
    const target = TARGET.exec(text)?.[0];
    if (target === undefined) {
      const rest = text.slice(close + 1, close + 2 + REACH.target);
      if (PARTIAL_TARGET.test(rest)) this.#hold(index, REACH.target);
      return bracket + 1;
    }
    const words = text.slice(bracket + 1, close);
    // A code span that opens in the words and closes behind them would take the bracket away.
    if (words.includes('`') && scanInline(words).undecided.length > 0) this.#hold(index, REACH.bracket);
    return close + 1 + target.length;
  }

  #url(index: number): number {
    const text = this.#text;
    const url = bareUrlAt(text, index);
    if (url === null) {
      if (text.length - index <= 8 && PARTIAL_URL.test(text.slice(index))) this.#hold(index, REACH.tail);
      return index + 1;
    }
    const end = index + url.length;
    // Whether it may be followed is known when it is whole.
    if (end === text.length || AFTER_URL.test(text.slice(end))) this.#hold(index, REACH.target);
    return end;
  }
}

/** Reads the inline content of one block: where emphasis stands, and what may still change if the text goes on. */
export function scanInline(text: string): InlineScan {
  return new Scan(text).result();
}

/** Index up to which `text` can be shown while it grows: its length if nothing is undecided. */
export function decidedLength(text: string): number {
  if (inlineLimit(text) < text.length) return text.length;
  const { undecided } = scanInline(text);
  const held = undecided.filter(({ index, reach }) => text.length - index <= reach);
  return Math.min(text.length, ...held.map(({ index }) => index));
}
