import type { Source } from '../protocol';
import type { Citations } from './citations';
import { CodeState } from './code-state';

/** A piece of an answer: text to show, or a citation at a place of the text, counted in code points. */
export type AnswerPiece =
  | { kind: 'text'; text: string }
  | { kind: 'citation'; index: number; source: Source };

const MARKER = /^\[\d{1,3}(?:\s?,\s?\d{1,3})*\]$/;
const MARKER_START = /^\[(?:\d{1,3}(?:\s?,\s?\d{0,3})*)?$/;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Takes citation markers such as `[1]` or `[1, 2]` out of streamed text, also when one is split over deltas, together with the
 * blanks before it, and says where they stood. Brackets in code and links stay.
 */
export class CitationFilter {
  private readonly code = new CodeState();
  /** Blanks, then perhaps the beginning of a marker, then perhaps a whole one: not decided yet. */
  private blanks = '';
  private candidate = '';
  private markers: { text: string; numbers: number[] }[] = [];
  private out: AnswerPiece[] = [];
  private length = 0;
  private lastShown = '';
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
    if (this.looksLikeIndexing()) this.restoreMarkers();
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
      if (MARKER.test(grown)) {
        this.candidate = '';
        this.markers.push({ text: grown, numbers: (grown.match(/\d+/g) ?? []).map(Number) });
      } else if (MARKER_START.test(grown)) this.candidate = grown;
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
    if (this.markers.length && (character === '(' || this.looksLikeIndexing())) this.restoreMarkers();
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

  private giveUp(): void {
    this.cite();
    this.show(this.blanks + this.candidate);
    this.blanks = '';
    this.candidate = '';
  }

  /** `data[0]` outside code: glued to a word, and nothing was retrieved under that number. */
  private looksLikeIndexing(): boolean {
    const known = this.markers.some((marker) => marker.numbers.some((number) => this.citations.has(number)));
    return this.markers.length > 0 && !known && this.blanks === '' && WORD.test(this.lastShown);
  }

  private restoreMarkers(): void {
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
      this.lastShown = character;
    }
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
