interface Range {
  what: string;
  from: number;
  to: number;
}

/**
 * Characters that nobody sees and that say something to a machine all the same, by code point. Tabs and line breaks are not
 * among them, nor are the joiners and the emoji selector, which some texts need (`VisibleTextStream`).
 */
const RANGES: readonly Range[] = [
  { what: 'control characters, up to the tab', from: 0x0000, to: 0x0008 },
  { what: 'control characters, from the shifts on', from: 0x000e, to: 0x001f },
  { what: 'delete, and control characters before NEL', from: 0x007f, to: 0x0084 },
  { what: 'control characters after NEL', from: 0x0086, to: 0x009f },
  { what: 'soft hyphen', from: 0x00ad, to: 0x00ad },
  { what: 'combining grapheme joiner', from: 0x034f, to: 0x034f },
  { what: 'Arabic letter mark', from: 0x061c, to: 0x061c },
  { what: 'Hangul fillers', from: 0x115f, to: 0x1160 },
  { what: 'Khmer inherent vowels', from: 0x17b4, to: 0x17b5 },
  { what: 'Mongolian selectors and separator', from: 0x180b, to: 0x180f },
  { what: 'zero-width space', from: 0x200b, to: 0x200b },
  { what: 'direction marks', from: 0x200e, to: 0x200f },
  { what: 'direction embeddings and overrides', from: 0x202a, to: 0x202e },
  { what: 'word joiner, invisible operators, direction isolates', from: 0x2060, to: 0x206f },
  { what: 'Hangul filler', from: 0x3164, to: 0x3164 },
  { what: 'halves of characters, alone', from: 0xd800, to: 0xdfff },
  { what: 'variation selectors, but for that of emoji', from: 0xfe00, to: 0xfe0e },
  { what: 'byte order mark', from: 0xfeff, to: 0xfeff },
  { what: 'halfwidth Hangul filler', from: 0xffa0, to: 0xffa0 },
  { what: 'specials, up to the interlinear marks', from: 0xfff0, to: 0xfffb },
  { what: 'shorthand format controls', from: 0x1bca0, to: 0x1bca3 },
  { what: 'musical format controls', from: 0x1d173, to: 0x1d17a },
  { what: 'tag characters and the supplement of variation selectors', from: 0xe0000, to: 0xe0fff },
];

const HIDDEN = new RegExp(
  `[${RANGES.map(({ from, to }) => `${escaped(from)}-${escaped(to)}`).join('')}]`,
  'u',
);

function escaped(codePoint: number): string {
  return `\\u{${codePoint.toString(16)}}`;
}

/** Whether a character is never seen, wherever it stands. */
export function isHidden(character: string): boolean {
  return HIDDEN.test(character);
}
