const fromCodes = (codes: number[]) => String.fromCodePoint(...codes);

/** Ways to write a text so that nobody sees it, and to read it back. */
export const hiddenWriting = {
  tags: {
    write: (text: string) => fromCodes([...Buffer.from(text)].map((byte) => 0xe0000 + byte)),
    read: (text: string) =>
      Buffer.from(
        (text.match(/[\u{E0000}-\u{E00FF}]/gu) ?? []).map((tag) => (tag.codePointAt(0) ?? 0) - 0xe0000),
      ).toString(),
  },
  selectors: {
    write: (text: string) =>
      fromCodes([...Buffer.from(text)].map((byte) => (byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16))),
    read: (text: string) =>
      Buffer.from(
        (text.match(/[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu) ?? []).map((selector) => {
          const code = selector.codePointAt(0) ?? 0;
          return code < 0xe0100 ? code - 0xfe00 : code - 0xe0100 + 16;
        }),
      ).toString(),
  },
  zeroWidth: {
    write: (text: string) =>
      [...Buffer.from(text)]
        .map((byte) => byte.toString(2).padStart(8, '0'))
        .join('')
        .replaceAll('0', '\u200B')
        .replaceAll('1', '\u2060'),
    read: (text: string) => {
      const bits = (text.match(/[\u200B\u2060]/g) ?? [])
        .map((bit) => (bit === '\u200B' ? '0' : '1'))
        .join('');
      return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))).toString();
    },
  },
  /** Written from its end, and turned round for the eye by an override. */
  reversed: {
    write: (text: string) => `\u202E${[...text].reverse().join('')}\u202C`,
    read: (text: string) =>
      [...text.matchAll(/\u202E([^\u202C]*)\u202C/g)]
        .map(([, inner = '']) => [...inner].reverse().join(''))
        .join('\n'),
  },
  /** With something between any two letters, so that a search for words does not find them. */
  broken: {
    write: (text: string) => [...text].join('\u00AD'),
    read: (text: string) => text.replaceAll('\u00AD', ''),
  },
} as const;
