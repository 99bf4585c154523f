import { isHidden } from './is-hidden';

const ZERO_WIDTH_NON_JOINER = '\u200C';
const ZERO_WIDTH_JOINER = '\u200D';
const EMOJI_SELECTOR = '\uFE0F';
const KEYCAP = '\u20E3';

/** Nothing but these needs a look at each character. */
const PLAIN = /^[\t\n -~]*$/;
/** Scripts whose spelling needs joiners. */
const JOINING_SCRIPT =
  /^[\p{Script_Extensions=Arabic}\p{Script_Extensions=Syriac}\p{Script_Extensions=Devanagari}\p{Script_Extensions=Bengali}\p{Script_Extensions=Gurmukhi}\p{Script_Extensions=Gujarati}\p{Script_Extensions=Oriya}\p{Script_Extensions=Tamil}\p{Script_Extensions=Telugu}\p{Script_Extensions=Kannada}\p{Script_Extensions=Malayalam}\p{Script_Extensions=Sinhala}\p{Script_Extensions=Khmer}\p{Script_Extensions=Mongolian}]$/u;
const LETTER_OR_MARK = /^[\p{L}\p{M}]$/u;
const PICTOGRAPH = /^\p{Extended_Pictographic}$/u;
/** What an emoji can end in before a joiner. */
const EMOJI_END = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)$/u;
const KEYCAP_BASE = /^[\d#*]$/;
const EMOJI = /^\p{Emoji}$/u;

/**
 * Takes out of a text what nobody sees in it, as it comes, and changes nothing else. The cuts between its pieces make no
 * difference, and nothing that is seen waits.
 *
 * Joiners stay behind a letter of a script that is spelt with them, and between emoji; the emoji selector stays behind an
 * emoji, and in a keycap. One of them at a time: a row of them says nothing to a reader.
 */
export class VisibleTextStream {
  /** The last character that was written. */
  private previous = '';
  /** A joiner or a selector that stays only before what may come next. */
  private held = '';
  /** The first half of a character. */
  private half = '';

  push(piece: string): string {
    if (this.held === '' && this.half === '' && PLAIN.test(piece)) {
      this.previous = piece.at(-1) ?? this.previous;
      return piece;
    }
    let text = this.half + piece;
    this.half = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? '';
    text = text.slice(0, text.length - this.half.length);
    let visible = '';
    for (const character of text) visible += this.take(character);
    return visible;
  }

  /** What is held at the end has nothing to hold together. */
  end(): string {
    this.held = '';
    this.half = '';
    return '';
  }

  private take(character: string): string {
    if (isHidden(character)) return '';
    const released = this.release(character);
    if (character === ZERO_WIDTH_JOINER || character === ZERO_WIDTH_NON_JOINER) {
      return released + this.joiner(character);
    }
    if (character === EMOJI_SELECTOR) return released + this.selector();
    return released + this.written(character);
  }

  private written(character: string): string {
    this.previous = character;
    return character;
  }

  private release(next: string): string {
    const { held } = this;
    this.held = '';
    const stays =
      (held === ZERO_WIDTH_JOINER && PICTOGRAPH.test(next)) || (held === EMOJI_SELECTOR && next === KEYCAP);
    return stays ? this.written(held) : '';
  }

  private joiner(character: string): string {
    const { previous } = this;
    if (JOINING_SCRIPT.test(previous) && LETTER_OR_MARK.test(previous)) return this.written(character);
    if (character === ZERO_WIDTH_JOINER && EMOJI_END.test(previous)) this.held = character;
    return '';
  }

  private selector(): string {
    const { previous } = this;
    if (KEYCAP_BASE.test(previous)) this.held = EMOJI_SELECTOR;
    else if (EMOJI.test(previous)) return this.written(EMOJI_SELECTOR);
    return '';
  }
}
