import { findCode, MarkdownCode } from '../agents/markdown-code';
import { allowedLink } from './allowed-links';
import { judgeReference, judgeTag, type Verdict } from './judge-markup';

/** Says of each character of a text, in order, whether it stands in code. */
interface CodeReader {
  push(character: string): boolean;
  /** Backticks that opened a code span which is still open: 0 also where it is known that it will be closed. */
  readonly openSpan: number;
  readonly isClosing: boolean;
  readonly isInfo: boolean;
  readonly paragraph: number;
  /** It knows of each backtick whether it belongs to code. */
  readonly isExact?: boolean;
}

/** Most characters that are held back until it is known what they are. */
const MAX_HELD = 64;
/** Most of a link that is allowed so far: it is shown when it is whole. */
const MAX_HELD_LINK = 400;
/** Characters that tell an address which has begun. */
const REMEMBERED = 8;
const SCHEMES = ['https://', 'http://', 'ftp://', 'www.', 'mailto:', 'xmpp:'];
/** What an address ends before, as renderers find addresses in text. */
const ADDRESS = /^[^\s<>`"|\]]*/;
const AFTER_ADDRESS = /[.,;:!?)*_~'\]]*$/;
const HOST_IS_WHOLE = /^[a-z]+:\/\/[^/\s<>()`"|]+[/\s<>()`"|]/i;

/**
 * A text of a model as it goes to renderers of which nothing is known, some of which make a link of whatever looks like one.
 * Links that are allowed stay. Of all others the words and the address are still read, but nothing can be followed: a mark that
 * would make the link is escaped, and an address stands in a code span. Nothing is left out, and code is not touched.
 */
export class DisarmedText {
  private held = '';
  private out = '';
  /** Code points that came in, and places behind which something was put in. */
  private read = 0;
  private readonly added: { behind: number; count: number }[] = [];
  private isEscaped = false;
  private last = '';
  /** A line has begun with a bracket that is open: it may define where a link leads. */
  private isDefinition = false;
  private isLineStart = true;
  /** Rows of backticks since the last blank line, as far as they may open something. */
  private run = 0;
  private longestRun = 0;
  private isBlankLine = true;
  /** An address that is allowed was written last, and what is put in would go on with it. */
  private isAfterAddress = false;
  private wasInfo = false;
  private isAfterBracket = false;
  private isAtEnd = false;
  /** Backticks were put in last, and more would go together with them. */
  private isAfterTicks = false;
  /** In an address that is allowed so far. */
  private isInAllowed = false;
  /** Since something was put in within a code span that is open: the text without it, if it is code, and with it, if not. */
  private undecided:
    | { code: string; text: string; added: number; paragraph: number; isInfo: boolean }
    | undefined;

  constructor(
    private readonly allowed: readonly string[],
    private readonly code: CodeReader = new MarkdownCode('agreed'),
  ) {}

  push(delta: string): string {
    for (const character of delta) this.take(character);
    return this.flush();
  }

  end(): string {
    this.isAtEnd = true;
    this.settle(true);
    this.resolve(this.undecided?.isInfo ? this.code.isInfo : this.code.openSpan === 0 || this.code.isClosing);
    return this.flush();
  }

  /** Whether something is held back. */
  get isHolding(): boolean {
    return this.held !== '' || this.undecided !== undefined;
  }

  /** Gives out what is held back, as a text in which nothing can be followed: nothing more has come for a while. */
  release(): string {
    // What is put into the first line of a fence would end the fence; it is not shown anyway.
    if (this.code.isInfo) return '';
    this.settle(true);
    this.resolve(false);
    return this.flush();
  }

  /** A bracket has gone out alone: what makes a link of it when it comes is broken then. */
  private afterBracket(first: string): void {
    this.isAfterBracket = false;
    if (first === '(' || (first === ':' && this.isDefinition)) this.put('\\');
    this.isDefinition = false;
  }

  /** The place in what was written out of a place in the text that came in. Both count code points. */
  shownIndex(place: number): number {
    return this.added.reduce((shown, { behind, count }) => (behind < place ? shown + count : shown), place);
  }

  private take(character: string): void {
    const isCode = this.code.push(character);
    const { openSpan, isInfo, paragraph } = this.code;
    const isFence = this.wasInfo && !isInfo && isCode && openSpan === 0;
    this.wasInfo = isInfo;
    if (isFence) {
      // A line that has ended without another backtick opens a fence.
      this.undecided ??= { code: '', text: '', added: this.added.length, paragraph, isInfo };
      this.resolve(true);
    } else if (this.undecided?.isInfo) {
      if (!isInfo) this.resolve(false);
    } else if (this.undecided) {
      if (paragraph !== this.undecided.paragraph) this.resolve(false);
      else if (openSpan === 0) this.resolve(true);
      else if (this.undecided.code.length >= MAX_HELD) this.resolve(false);
    }
    if (isCode && openSpan === 0 && !isInfo) {
      this.settle(true);
      this.write(character);
      return;
    }
    // What stands before backticks is decided without what they may open.
    if (character === '`' && !this.held.endsWith('`')) this.settle(true);
    this.held += character;
    this.settle(false);
  }

  /** It is known now whether a code span is one. */
  private resolve(isCode: boolean): void {
    const { undecided } = this;
    if (!undecided) return;
    this.undecided = undefined;
    if (isCode) {
      this.added.length = undecided.added;
      this.out += undecided.code + this.held;
      this.read += [...this.held].length;
      this.held = '';
      this.isInAllowed = false;
      this.isEscaped = false;
    } else this.out += undecided.text;
  }

  private settle(isEnd: boolean): void {
    while (this.held !== '' && this.step(isEnd || this.isFull()));
  }

  private isFull(): boolean {
    const { length } = this.held;
    return length >= MAX_HELD && (length >= MAX_HELD_LINK || !this.isAllowedSoFar());
  }

  private isAllowedSoFar(): boolean {
    const target = /^\]\(((?:https?:\/)?\/[^\s()`]*)$/.exec(this.held)?.[1];
    return target !== undefined && !this.isEscaped && allowedLink(target, this.allowed) !== undefined;
  }

  /** Writes what is decided of what is held. @returns false while that is nothing */
  private step(isDecided: boolean): boolean {
    const { held } = this;
    const first = held[0] ?? '';
    if (this.isAfterBracket) this.afterBracket(first);
    if (this.isInAllowed) return this.inAllowed(first);
    if (this.isEscaped) {
      this.isEscaped = false;
      if (/[!-/:-@[-`{-~]/.test(first)) return this.pass(1);
    }
    switch (first) {
      case '\\':
        this.isEscaped = true;
        return this.pass(1);
      case '[':
        this.isDefinition ||= this.isLineStart;
        return this.pass(1);
      case ']':
        return this.closing(isDecided);
      case '<':
        // More may come behind what goes out alone.
        if (held.length === 1 && isDecided && !this.isAtEnd) return this.escape();
        return this.markup(judgeTag(held, { isDecided, isLineStart: this.isLineStart }));
      case '&':
        if (isDecided && !this.isAtEnd && /^&#?\w{0,32}$/.test(held)) return this.escape();
        return this.markup(judgeReference(held, isDecided));
      case '`':
        // One that opens nothing must not go together with one that is put in.
        return this.code.isExact ? this.escape() : this.pass(1);
      default:
        return this.word(isDecided);
    }
  }

  /** `](…)` makes a link, and `]:` in the beginning of a line says where one leads. */
  private closing(isDecided: boolean): boolean {
    const { held } = this;
    const next = held[1];
    if (next === undefined) {
      if (!isDecided) return false;
      this.isAfterBracket = true;
      return this.pass(1);
    }
    if (next === ':' && this.isDefinition) {
      this.isDefinition = false;
      this.pass(1);
      return this.put('\\');
    }
    this.isDefinition = false;
    if (next !== '(') return this.pass(1);
    const inside = held.slice(2);
    const target = /^[^\s()`]*/.exec(inside)?.[0] ?? '';
    if (target.length === inside.length && !isDecided) return false;
    const isWhole = inside[target.length] === ')';
    const isAllowed =
      (isWhole || HOST_IS_WHOLE.test(target)) && allowedLink(target, this.allowed) !== undefined;
    this.pass(1);
    if (!isAllowed) return this.put('\\');
    this.isInAllowed = true;
    return this.pass(1 + (isWhole ? target.length : 0));
  }

  private inAllowed(first: string): boolean {
    if (/[\s)<>]/.test(first)) {
      this.isInAllowed = false;
      this.isAfterAddress = true;
      return true;
    }
    // A step up, also in another spelling, would lead out of what is allowed.
    const isStep = (first === '.' && this.last.endsWith('/')) || (first === '2' && this.last.endsWith('%'));
    if (!isStep && /[\w./#%~+-]/.test(first)) return this.pass(1);
    // What goes on like this is no longer allowed: the address ends here.
    this.isInAllowed = false;
    return this.put(' ');
  }

  private markup(verdict: Verdict): boolean {
    switch (verdict) {
      case 'open':
        return false;
      case 'escape':
        return this.escape();
      case 'text':
        return this.pass(1);
      default:
        return verdict satisfies never;
    }
  }

  private word(isDecided: boolean): boolean {
    const { held } = this;
    if (/[a-z]$/i.test(this.last)) return this.insideWord(isDecided);
    const plain = held.replaceAll('\\', '').toLowerCase();
    const scheme = SCHEMES.find((start) => plain.startsWith(start));
    if (!scheme) {
      const mayBegin = SCHEMES.some((start) => start.startsWith(plain));
      return mayBegin && !isDecided ? false : this.pass(1);
    }
    const address = ADDRESS.exec(held)?.[0] ?? '';
    const isWhole = address.length < held.length || this.isAtEnd;
    if (!isWhole && !HOST_IS_WHOLE.test(held)) return isDecided ? this.enclose(address.length) : false;
    const target = address.replace(AFTER_ADDRESS, '');
    const isAllowed = allowedLink(target, this.allowed) !== undefined;
    if (isAllowed) {
      this.isInAllowed = !isWhole || address.length === held.length;
      // What it may end before is looked at as it comes: a query begins like a question.
      this.pass(isWhole ? address.length : target.length);
      this.isAfterAddress = true;
      return true;
    }
    if (!isWhole && !isDecided) return false;
    return this.enclose(target.length);
  }

  /** Some renderers find an address in the middle of a word. */
  private insideWord(isDecided: boolean): boolean {
    const { held, last } = this;
    if (held[0] === '.' && /www$/i.test(last)) return this.enclose(1);
    if (held[0] === ':' && /(?:mailto|xmpp)$/i.test(last)) return this.enclose(1);
    if (held[0] !== ':' || !/(?:https?|ftp)$/i.test(last)) return this.pass(1);
    const isBeginning = '://'.startsWith(held);
    if (isBeginning && held !== '://' && !isDecided) return false;
    if (isBeginning && !this.isAtEnd) return this.enclose(held.length);
    return held.startsWith('://') ? this.enclose(3) : this.pass(1);
  }

  /** Puts what comes next into a code span of its own. */
  private enclose(length: number): boolean {
    // Of another length than what may be open.
    const ticks = '`'.repeat(this.code.isExact ? 1 : this.longestRun + 1);
    this.put(/[`\\]$/.test(this.last) ? ` ${ticks}` : ticks);
    this.pass(length);
    this.put(ticks);
    this.isAfterTicks = true;
    return true;
  }

  private escape(): boolean {
    this.put('\\');
    return this.pass(1);
  }

  private pass(length: number): boolean {
    const text = this.held.slice(0, length);
    this.held = this.held.slice(length);
    this.write(text);
    return true;
  }

  private put(text: string): boolean {
    const { openSpan, isInfo, paragraph } = this.code;
    this.isAfterTicks = false;
    if (this.isAfterAddress && text !== ' ') this.put(' ');
    this.isAfterAddress = false;
    if (openSpan > 0 || isInfo) {
      this.undecided ??= { code: '', text: '', added: this.added.length, paragraph, isInfo };
    }
    this.added.push({ behind: this.read, count: text.length });
    if (this.undecided) this.undecided.text += text;
    else this.out += text;
    return true;
  }

  private write(text: string): void {
    if (this.isAfterTicks && text.startsWith('`')) this.put(' ');
    this.isAfterTicks = false;
    if (/\s/.test(text)) this.isAfterAddress = false;
    for (const character of text) this.countTicks(character);
    if (this.undecided) {
      this.undecided.code += text;
      this.undecided.text += text;
    } else this.out += text;
    this.read += [...text].length;
    this.last = (this.last + text).slice(-REMEMBERED);
    if (/[\n\r]$/.test(this.last)) {
      this.isLineStart = true;
    } else if (!/^[\s>*+\d.)-]*$/.test(text)) this.isLineStart = false;
  }

  private countTicks(character: string): void {
    this.run = character === '`' ? this.run + 1 : 0;
    this.longestRun = Math.max(this.longestRun, this.run);
    if (character === '\n') {
      if (this.isBlankLine) {
        this.longestRun = 0;
        this.isDefinition = false;
      }
      this.isBlankLine = true;
    } else if (!/\s/.test(character)) this.isBlankLine = false;
  }

  private flush(): string {
    const text = this.out;
    this.out = '';
    return text;
  }
}

/** A whole text without links that are not allowed, and where places of it are then. */
export function disarm(
  text: string,
  allowed: readonly string[],
): { text: string; shownIndex: (place: number) => number } {
  const code = findCode(text, 'agreed');
  let at = 0;
  const disarmed = new DisarmedText(allowed, {
    push: (character) => {
      const isCode = code[at] === 1;
      at += character.length;
      return isCode;
    },
    openSpan: 0,
    isClosing: false,
    isInfo: false,
    paragraph: 0,
    isExact: true,
  });
  const out = disarmed.push(text) + disarmed.end();
  return { text: out, shownIndex: (place) => disarmed.shownIndex(place) };
}
