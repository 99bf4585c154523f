const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  plusmn: '±',
  times: '×',
  divide: '÷',
  micro: 'µ',
  middot: '·',
  bull: '•',
  rarr: '→',
  larr: '←',
  le: '≤',
  ge: '≥',
  ne: '≠',
  infin: '∞',
  pi: 'π',
  theta: 'θ',
  omega: 'ω',
  alpha: 'α',
  beta: 'β',
};

function fromCodePoint(code: number): string {
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : '\ufffd';
}

/** Character references as text: Markdown has them, and we never let a browser parse HTML. Unknown names stay as written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,10}));/g,
    (whole, dec, hex, name) => {
      if (dec) return fromCodePoint(Number.parseInt(dec, 10));
      if (hex) return fromCodePoint(Number.parseInt(hex, 16));
      return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? whole) : whole;
    },
  );
}
