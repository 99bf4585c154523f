import type { Source } from '../protocol';
import type { Citations } from './citations';
import { CodeState } from './code-state';

/** A piece of an answer: text to show, or a citation at a place of the text, counted in code points. */
export type AnswerPiece =
  | { kind: 'text'; text: string }
  | { kind: 'citation'; index: number; source: Source };

const MARKER = /^\[[1-9]\d{0,2}(?:\s?,\s?[1-9]\d{0,2})*\]$/;
const MARKER_START = /^\[(?:[1-9]\d{0,2}(?:\s?,\s?[1-9]\d{0,2})*(?:\s?,?|\s?,\s?))?$/;
const WORD = /[\p{L}\p{N}]/u;
const WORD_END = /[\p{L}\p{N}]$/u;

/** After these stands a value: `x = [1]`. */
const OPERATOR_BEFORE = /[=≈≠∈∉+×]\s*$/u;
/** After these stands a value if it has several numbers: `to [1, 2]`. A statement that a marker could follow ends otherwise. */
const WORD_BEFORE =
  /(?<![\p{L}\p{N}])(?:at|between|from|in|interval|into|of|point|range|to|vector|within)\s*$/iu;
/** Glued to these stands another index: `matrix[0][1]`. */
const INDEX_BEFORE = /\d\]$/;
/** More than the longest of these words, in characters. */
const REMEMBERED = 16;

/**
 * Takes citation markers such as `[1]` or `[1, 2]` out of streamed text, also when one is split over deltas, together with the
 * blanks before it, and says where they stood. Brackets in code and links stay. So does what may be the text's own: a marker
 * that is shown does less harm than a vector that is missing.
 *
 * - While nothing was retrieved in the turn, no number in brackets is a marker. `[0]` and `[01]` never are.
 * - A list is a marker if all its numbers are known and distinct, unless it follows a word that asks for a value: `to [1, 2]`.
 * - A lone number is a marker, unless it is an index: `matrix[0][1]`, or `data[9]` where nothing has that number.
 * - After an operator neither is one: `x = [1]`.
 *
 * A lone marker that names nothing is dropped, and `Citations` counts it.
 */
export class CitationFilter {
  private readonly code = new CodeState();
  /** Blanks, then perhaps the beginning of a marker, then perhaps a whole one: not decided yet. */
  private blanks = '';
  private candidate = '';
  private markers: { text: string; numbers: number[] }[] = [];
  private out: AnswerPiece[] = [];
  private length = 0;
  /** The end of what is shown, as far as it decides what a bracket means. */
  private tail = '';
  /** Where text was taken out, as places in what is shown, and how much. */
  private readonly cuts: { at: number; removed: number }[] = [];

  constructor(private readonly citations: Citations) {}

  push(delta: string): AnswerPiece[] {
    for (const character of delta) this.take(character);
    return this.flush();
  }

  /** Decides what was held back, at the end of the text. */
  end(): AnswerPiece[] {
    if (this.candidate) this.giveUp();
    this.cite();
    this.show(this.blanks);
    this.blanks = '';
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
    if (this.candidate) {
      const grown = this.candidate + character;
      if (MARKER.test(grown)) this.decide(grown);
      else if (MARKER_START.test(grown)) this.candidate = grown;
      else {
        this.giveUp();
        this.take(character);
      }
      return;
    }
    const inCode = this.code.isCodeBefore(character);
    if (character === '[' && !inCode) {
      this.candidate = '[';
      return;
    }
    // `[1](…` is a link whose text happens to be a number.
    if (character === '(') this.restoreMarkers();
    this.cite(WORD.test(character));
    if ((character === ' ' || character === '\t') && !inCode) {
      this.blanks += character;
      return;
    }
    this.show(this.blanks + character);
    this.blanks = '';
  }

  /** Emits the markers seen; the blanks before them go unless a word follows at once. */
  private cite(wordFollows = false): void {
    if (!this.markers.length) return;
    for (const marker of this.markers) {
      for (const number of marker.numbers) {
        const source = this.citations.resolve(number);
        if (source) this.out.push({ kind: 'citation', index: this.length, source });
      }
    }
    const marked = this.markers.reduce((sum, { text }) => sum + text.length, 0);
    this.cuts.push({ at: this.length, removed: marked + (wordFollows ? 0 : this.blanks.length) });
    this.markers = [];
    if (!wordFollows) this.blanks = '';
  }

  /** What was held back as a marker is text. A bracket glued to it keeps the blanks before the markers, as a word does. */
  private giveUp(): void {
    this.cite(true);
    this.show(this.blanks + this.candidate);
    this.blanks = '';
    this.candidate = '';
  }

  private decide(text: string): void {
    const numbers = (text.match(/\d+/g) ?? []).map(Number);
    this.candidate = text;
    if (!this.isMarker(numbers)) {
      this.giveUp();
      return;
    }
    this.candidate = '';
    this.markers.push({ text, numbers });
  }

  private isMarker(numbers: number[]): boolean {
    // They are numbered from 1 without gaps.
    const isAnythingRetrieved = this.citations.has(1);
    if (!isAnythingRetrieved) return false;
    const areKnown = numbers.every((number) => this.citations.has(number));
    const isLone = numbers.length === 1;
    if (!isLone && !(areKnown && new Set(numbers).size === numbers.length)) return false;
    if (this.markers.length > 0) return true;
    if (OPERATOR_BEFORE.test(this.tail) || (!isLone && WORD_BEFORE.test(this.tail))) return false;
    if (this.blanks !== '') return true;
    return !INDEX_BEFORE.test(this.tail) && (areKnown || !WORD_END.test(this.tail));
  }

  private restoreMarkers(): void {
    if (!this.markers.length) return;
    const text = this.markers.map((marker) => marker.text).join('');
    this.markers = [];
    this.show(this.blanks + text);
    this.blanks = '';
  }

  private show(text: string): void {
    if (!text) return;
    for (const character of text) {
      this.code.push(character);
      this.length += 1;
    }
    this.tail = [...this.tail, ...text].slice(-REMEMBERED).join('');
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
