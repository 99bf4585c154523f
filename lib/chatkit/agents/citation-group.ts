/** One marker as it is written, such as `[1]` or `【2†source】`. */
export interface Marker {
  text: string;
  numbers: number[];
  /** Nobody writes this form by chance: it is no value, whatever stands around it. */
  isDistinct: boolean;
  /** It names passages by their first and last number. */
  isRange: boolean;
}

/** Markers in a row, and what belongs to them alone: blanks before, brackets or emphasis around, commas between. */
export interface MarkerGroup {
  blanks: string;
  /** What is open before the markers, such as `(**`. */
  opening: string;
  markers: { marker: Marker; from: number; to: number }[];
  /** Where the group ends if all its markers are some: behind what closes it. */
  end: number;
  /** Everything that was opened is closed. */
  isClosed: boolean;
}

export type ScannedGroup =
  /** More of the text decides whether this is a group, or where it ends. */
  { kind: 'open' } | { kind: 'none' } | { kind: 'group'; group: MarkerGroup };

const NUMBER = String.raw`[1-9]\d{0,2}`;
const LABEL = '(?:sources?|passages?|refs?|references?|citations?|documents?|quellen?|fuentes?)[.:]? ?#?';
const LIST = `${NUMBER}(?: ?[,;–-] ?(?:${LABEL})?${NUMBER})*`;
const NOTE = String.raw`†[^\]】\n]{0,24}`;
const MARKER = new RegExp(
  String.raw`^(?:\[\[(${LIST})\]\]|\[ ?(\^?)(${LABEL})?(${LIST})(${NOTE})? ?\]|【\^?(?:${LABEL})?(${LIST})(?:${NOTE})?】)`,
  'i',
);
/** As far as a marker can be told from its beginning. */
const BEGINNING =
  /^(?:\[|【) ?(?:\[|\^)?(?:[a-z]{0,10}[.:]? ?#?)(?:[1-9]\d{0,2}(?: ?[,;–-] ?(?:[a-z]{1,10}[.:]? ?#?)?[1-9]\d{0,2})*(?: ?[,;–-]? ?(?:[a-z]{1,10}[.:]? ?#?)?|†[^\]】\n]{0,24}|\]))?$/i;
const BETWEEN = /^[ \t]*[,;–]?[ \t]*/;
const BETWEEN_IN_PARENTHESES = /^[ \t]*(?:[,;–]|(?:,[ \t]*)?(?:and|und|y|et|or|oder|&)[ \t])?[ \t]*/;
const BEGINNING_OF_WORD = /^[ \t]*(?:,[ \t]*)?(?:an?d?|un?d?|y|et?|or?|ode?r?|&)[ \t]*$/;
const MAX_RANGE = 20;
const CLOSERS: Record<string, string> = { '(': ')', '*': '*', _: '_' };

/** Reads a group of markers at the beginning of `text`, with blanks before it. @param isEnd nothing more comes */
export function scanGroup(text: string, isEnd: boolean): ScannedGroup {
  const blanks = /^[ \t]*/.exec(text)?.[0] ?? '';
  const opening = /^[(*_]{0,4}/.exec(text.slice(blanks.length))?.[0] ?? '';
  let at = blanks.length + opening.length;
  const first = scanMarker(text.slice(at), isEnd);
  if (first === 'open' || first === 'none') return { kind: first };
  const markers = [{ marker: first, from: at, to: at + first.text.length }];
  at += first.text.length;
  // In parentheses of their own a word between them says nothing without them.
  const separator = opening.startsWith('(') ? BETWEEN_IN_PARENTHESES : BETWEEN;
  for (;;) {
    const between = separator.exec(text.slice(at))?.[0] ?? '';
    if (!isEnd && opening.startsWith('(') && BEGINNING_OF_WORD.test(text.slice(at))) return { kind: 'open' };
    const next = scanMarker(text.slice(at + between.length), isEnd);
    if (next === 'open') return { kind: 'open' };
    if (next === 'none') break;
    markers.push({ marker: next, from: at + between.length, to: at + between.length + next.text.length });
    at += between.length + next.text.length;
  }
  const closing = [...opening]
    .reverse()
    .map((character) => CLOSERS[character])
    .join('');
  const rest = text.slice(at);
  if (!isEnd && rest.length < closing.length && closing.startsWith(rest)) return { kind: 'open' };
  const isClosed = rest.startsWith(closing) && !(closing !== '' && rest[closing.length] === closing.at(-1));
  if (!isEnd && isClosed && closing !== '' && rest.length === closing.length) return { kind: 'open' };
  return {
    kind: 'group',
    group: { blanks, opening, markers, end: isClosed ? at + closing.length : at, isClosed },
  };
}

function scanMarker(text: string, isEnd: boolean): Marker | 'open' | 'none' {
  const match = MARKER.exec(text);
  if (!match) return !isEnd && (text === '' || BEGINNING.test(text)) ? 'open' : 'none';
  const [whole, double, caret, label, square, note, lenticular] = match;
  const list = double ?? square ?? lenticular ?? '';
  const numbers = expand(list);
  if (!numbers) return 'none';
  const isDistinct = square === undefined || Boolean(caret || label || note);
  return { text: whole, numbers, isDistinct, isRange: /[–-]/.test(list) };
}

/** The numbers of `1, 3-5`; undefined where a range goes backwards, or too far to be meant. */
function expand(list: string): number[] | undefined {
  const numbers: number[] = [];
  for (const part of list.replace(/[^\d,;–-]/g, '').split(/[,;]/)) {
    const [first = 0, last = first] = part.split(/ ?[–-] ?/).map(Number);
    if (part.split(/[–-]/).length > 2 || last < first || last - first > MAX_RANGE) return undefined;
    for (let number = first; number <= last; number += 1) numbers.push(number);
  }
  return numbers;
}
