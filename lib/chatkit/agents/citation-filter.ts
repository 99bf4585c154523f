import type { Source } from '../protocol';
import { type MarkerGroup, scanGroup } from './citation-group';
import type { Citations } from './citations';
import { markFormulas, OpenFormula } from './formula-spans';
import { isMarker } from './is-marker';
import { findCode, MarkdownCode } from './markdown-code';
import { statementBefore } from './statement-before';

/** A piece of an answer: text to show, or a citation at a place of the text, counted in code points. */
export type AnswerPiece =
  | { kind: 'text'; text: string }
  | { kind: 'citation'; index: number; source: Source };

/** Says of each character of a text, in order, whether it stands in code or in a formula. */
interface CodeReader {
  push(character: string): boolean;
}

/** Most characters that are held back. No marker that is understood is longer. */
const MAX_HELD = 64;
/** What a group of markers can begin with. */
const STARTS = ' \t([*_【';
const WORD = /^[\p{L}\p{N}]/u;
/** Behind these a blank is not missed. */
const OPENING = /(?:^|[\n("'“‘*_])$/u;
/** Nothing is in the line but what makes it a heading, a quotation or an entry of a list. */
const LINE_START = /(?:^|\n)[ \t>#]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?[*_"“]*$/u;
/** More than the longest word before a marker that says what it is, in characters. */
const REMEMBERED = 24;
/** Of a longer sentence its end says enough, in characters. */
const MAX_STATEMENT = 600;

/**
 * Takes citation markers such as `[1]`, `[1, 2]`, `【1】` or `[Source 1]` out of streamed text, also when one is split over
 * deltas, and says where they stood.
 *
 * The law: what is shown is what was written, without the markers that are recognised (`isMarker`). With a marker go what only
 * belongs to it: the blanks before it, brackets and stars that hold nothing else, commas between markers. Code is never touched,
 * wherever CommonMark has it. Nothing waits but what can still become a marker, and never more than 64 characters of it.
 *
 * A marker that names nothing retrieved, or something that does not speak of its statement, is dropped, and counted.
 */
export class CitationFilter {
  /** How many numbers of markers named nothing that was retrieved, or nothing that speaks of their statement. */
  dropped = 0;
  private held = '';
  private out: AnswerPiece[] = [];
  private length = 0;
  /** The end of what is shown, as far as it decides what a bracket means. */
  private tail = '';
  /** The end of what is shown, as far as a marker can stand behind it. */
  private recent = '';
  private followsMarker = false;
  /** What is cited behind the last character that is shown. */
  private cited = { at: -1, numbers: new Set<number>() };
  /** The code that comes behind what is held. */
  private following = '';
  /** Where text was taken out, as places in what is shown, and how much. */
  private readonly cuts: { at: number; removed: number }[] = [];

  constructor(
    private readonly citations: Citations,
    private readonly code: CodeReader = new LiteralText(),
  ) {}

  push(delta: string): AnswerPiece[] {
    for (const character of delta) this.take(character);
    return this.flush();
  }

  /** Whether something is held back. */
  get isHolding(): boolean {
    return this.held !== '';
  }

  /** Decides what is held back, at the end of the text or because nothing more has come for a while. */
  end(): AnswerPiece[] {
    this.settle(true);
    return this.flush();
  }

  /** The place in the text that is shown of a place in the text that was written. Both count code points. */
  shownIndex(written: number): number {
    let removed = 0;
    for (const cut of this.cuts) {
      const into = written - removed - cut.at;
      if (into <= 0) break;
      removed += Math.min(into, cut.removed);
    }
    return written - removed;
  }

  private take(character: string): void {
    const isCode = this.code.push(character);
    if (isCode) {
      this.following = character;
      this.settle(true);
      this.following = '';
      this.show(character);
      return;
    }
    if (this.held === '' && !STARTS.includes(character)) {
      this.show(character);
      return;
    }
    this.held += character;
    this.settle(false);
  }

  /** Shows or cites what is held, as far as it is decided. */
  private settle(isEnd: boolean): void {
    while (this.held !== '') {
      // Of a row without an end, the markers that are whole are some.
      const scanned = scanGroup(this.held, isEnd || this.held.length >= MAX_HELD);
      if (scanned.kind === 'open') return;
      if (scanned.kind === 'group') {
        const { group } = scanned;
        const after = this.held.slice(group.end);
        // What comes next says whether it is a value, a link or a marker.
        if (!isEnd && after.trim() === '' && !after.includes('\n') && this.held.length < MAX_HELD) return;
        this.decide(group);
      } else this.showHeld(nextStart(this.held));
    }
  }

  /** Cites the markers of a group; from the first on that is none, it is text. */
  private decide(group: MarkerGroup): void {
    const { blanks, opening, markers } = group;
    const found: number[] = [];
    let end = 0;
    for (const { marker, to } of markers) {
      const isFirst = found.length === 0;
      const bracket = opening.replace(/[*_]/g, '');
      const before = bracket === '' ? this.tail.replace(/[ \t]+$/, '') : `${this.tail}${blanks}${bracket}`;
      const context = {
        before: isFirst ? before : '',
        isApart: blanks !== '' || opening !== '' || this.tail === '' || /\s$/.test(this.tail),
        after: this.held.slice(to) + this.following,
        followsMarker: !isFirst || (this.followsMarker && blanks === ''),
      };
      if (!isMarker(marker, this.citations, context)) break;
      found.push(...marker.numbers);
      end = to;
    }
    const isWhole = end === markers.at(-1)?.to;
    if (end === 0) {
      this.showHeld(markers[0]?.to ?? 1);
      return;
    }
    if (opening !== '' && !(isWhole && group.isClosed)) {
      // What is opened holds more than markers.
      this.showHeld(blanks.length + opening.length);
      return;
    }
    if (isWhole) end = group.end;
    this.cite(found, blanks, end);
  }

  private cite(numbers: number[], blanks: string, end: number): void {
    const rest = this.held.slice(end);
    const keepsBlanks = WORD.test(rest) || (rest.startsWith('[') && !rest.startsWith('[['));
    // One that begins a line stands before what it is about, and that is not there yet.
    const isBefore = LINE_START.test(this.tail + blanks) && /^[ \t]*\S/.test(rest);
    const statement = isBefore ? '' : statementBefore(this.recent);
    for (const number of numbers) {
      const source = this.citations.sourceOf(number, statement);
      if (source && this.isCitedHere(number)) continue;
      if (source) this.out.push({ kind: 'citation', index: this.length, source });
      else this.dropped += 1;
    }
    const spare =
      !keepsBlanks && blanks === '' && OPENING.test(this.tail) ? (/^[ \t]/.exec(rest)?.[0] ?? '') : '';
    const removed = [...this.held.slice(keepsBlanks ? blanks.length : 0, end)].length + spare.length;
    this.held = rest.slice(spare.length);
    if (keepsBlanks) this.show(blanks);
    this.cuts.push({ at: this.length, removed });
    this.followsMarker = true;
  }

  /** Once is enough at one place, however often it is written there. */
  private isCitedHere(number: number): boolean {
    if (this.cited.at !== this.length) this.cited = { at: this.length, numbers: new Set() };
    const isKnown = this.cited.numbers.has(number);
    this.cited.numbers.add(number);
    return isKnown;
  }

  private showHeld(length: number): void {
    const text = this.held.slice(0, length);
    this.held = this.held.slice(length);
    this.show(text);
  }

  private show(text: string): void {
    if (!text) return;
    this.length += [...text].length;
    this.tail = (this.tail + text).slice(-REMEMBERED);
    this.recent = (this.recent + text).slice(-MAX_STATEMENT);
    this.followsMarker = false;
    const last = this.out.at(-1);
    if (last?.kind === 'text') last.text += text;
    else this.out.push({ kind: 'text', text });
  }

  private flush(): AnswerPiece[] {
    const pieces = this.out;
    this.out = [];
    return pieces;
  }
}

/** Code and formulas of a text as it comes: what is open counts, since whether it will be closed is not known yet. */
export class LiteralText implements CodeReader {
  private readonly code = new MarkdownCode();
  private readonly formula = new OpenFormula();

  push(character: string): boolean {
    return this.code.push(character) || this.formula.push(character);
  }
}

/**
 * The filter for a text that is there as a whole: of an open backtick it is known whether it opens code.
 *
 * @param before what stands before the text, and may have opened code
 */
export function wholeTextFilter(text: string, citations: Citations, before = ''): CitationFilter {
  const code = findCode(before + text);
  markFormulas(before + text, code);
  let at = before.length;
  return new CitationFilter(citations, {
    push: (character) => {
      const isCode = code[at] === 1;
      at += character.length;
      return isCode;
    },
  });
}

/** Where a group of markers may begin next in a text in which none begins at its beginning. */
function nextStart(text: string): number {
  for (let at = 1; at < text.length; at += 1) if (STARTS.includes(text[at] ?? '')) return at;
  return text.length;
}
