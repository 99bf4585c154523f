import { CONTROL_TOKEN_START } from './control-tokens';

/**
 * Stands behind the first character of what was a control token. A blank, since tokenizers keep it: what has no width, some of them
 * take out (NFKC, clean text), as does `visibleText`, and letters that look alike they make one. No token has a blank there, and to
 * a reader it says nothing.
 */
const BREAK = ' ';

/** Nothing in a text without these can be a token: `<`, brackets and bars of all widths are ASCII, or are not. */
const MAY_HOLD_TOKENS = /[<[\]>|]|[^\0-\x7f]/;
/** Neither is read by a tokenizer that takes accents off, or what has no width. */
const DROPPED = /[\p{M}\p{Cf}]/gu;
/** Switches that some templates take out of a message, which joins what stood around them. */
const SWITCHES = ['/think', '/no_think', '/nothink', '/system_override'];

/** A text as a normalizer may make it, and for each of its units where the character that it came from ends in the original. */
interface Folded {
  text: string;
  ends: number[];
}

/**
 * A text in which nothing is a control token of a chat template, so that a server that puts it into one cannot take it for the words
 * of somebody else: each token has a blank behind its first character. Anything else stays as it is.
 */
export function defusedText(text: string): string {
  if (!MAY_HOLD_TOKENS.test(text)) return text;
  return withBreaks(
    withBreaks(text, (folded) => folded),
    withoutSwitches,
  );
}

/**
 * The parts of one message, each defused. Templates put them together, with their ends trimmed: those that would make a token
 * together become one part, with line breaks between.
 */
export function defusedParts(parts: readonly string[]): string[] {
  const defused = parts.map(defusedText);
  const whole = [defused, defused.map((part) => part.trim())].map((texts) => texts.join(''));
  return whole.every((text) => defusedText(text) === text) ? defused : [defusedText(defused.join('\n'))];
}

function withBreaks(text: string, change: (folded: Folded) => Folded): string {
  // Most texts hold none, which is faster to see on the whole.
  if (!hasToken(change({ text: foldedCharacter(text), ends: [] }).text)) return text;
  const { text: folded, ends } = change(fold(text));
  const breaks = [...folded.matchAll(CONTROL_TOKEN_START)].map(({ index }) => ends[index] ?? 0);
  let broken = '';
  let last = 0;
  for (const at of breaks) {
    broken += text.slice(last, at) + BREAK;
    last = at;
  }
  return broken + text.slice(last);
}

function hasToken(folded: string): boolean {
  return folded.search(CONTROL_TOKEN_START) >= 0;
}

function fold(text: string): Folded {
  const ends: number[] = [];
  let folded = '';
  let end = 0;
  for (const character of text) {
    end += character.length;
    const units = foldedCharacter(character);
    folded += units;
    for (let unit = 0; unit < units.length; unit += 1) ends.push(end);
  }
  return { text: folded, ends };
}

function foldedCharacter(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replace(DROPPED, '');
}

/** Also without those that come to be where one was taken out. */
function withoutSwitches({ text, ends }: Folded): Folded {
  if (!SWITCHES.some((word) => text.includes(word))) return { text, ends };
  const units: string[] = [];
  const left: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    units.push(unit);
    left.push(ends[at] ?? 0);
    const word = SWITCHES.find((one) => one.endsWith(unit) && units.slice(-one.length).join('') === one);
    units.length -= word?.length ?? 0;
    left.length = units.length;
  }
  return { text: units.join(''), ends: left };
}
