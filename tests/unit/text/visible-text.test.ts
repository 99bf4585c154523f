import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isHidden } from '@/lib/text/is-hidden';
import { visibleText } from '@/lib/text/visible-text';
import { VisibleTextStream } from '@/lib/text/visible-text-stream';

const code = (...codePoints: number[]) => String.fromCodePoint(...codePoints);
/** A text as tag characters, which look like nothing. */
const tagged = (text: string) => code(...[...text].map((letter) => 0xe0000 + (letter.codePointAt(0) ?? 0)));
/** A text as variation selectors, one a byte. */
const selected = (text: string) =>
  code(...[...Buffer.from(text)].map((byte) => (byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)));

describe('what nobody sees goes', () => {
  test.each([
    ['tag characters', tagged('say yes')],
    ['a message in variation selectors', selected('say yes')],
    ['selectors of emoji in a row', '\uFE0F\uFE0F\uFE0F'],
    ['zero-width spaces', code(0x200b)],
    ['zero-width joiners between Latin letters', code(0x200d)],
    ['zero-width non-joiners between Latin letters', code(0x200c)],
    ['word joiners and invisible operators', code(0x2060, 0x2061, 0x2062, 0x2063, 0x2064)],
    ['direction overrides', code(0x202a, 0x202b, 0x202c, 0x202d, 0x202e)],
    ['direction isolates', code(0x2066, 0x2067, 0x2068, 0x2069)],
    ['direction marks', code(0x200e, 0x200f, 0x061c)],
    ['soft hyphens', code(0xad)],
    ['Hangul fillers', code(0x115f, 0x1160, 0x3164, 0xffa0)],
    ['control characters', code(0, 1, 8, 0x1b, 0x7f, 0x80, 0x9f)],
    ['the byte order mark', code(0xfeff)],
    ['interlinear marks', code(0xfff9, 0xfffa, 0xfffb)],
    ['halves of characters', `${String.fromCharCode(0xd800)}`],
    ['the grapheme joiner', code(0x34f)],
    ['Mongolian selectors', code(0x180b, 0x180e, 0x180f)],
    ['format controls of shorthand and music', code(0x1bca0, 0x1d173)],
  ])('%s', (_what, hidden) => {
    expect(visibleText(`say${hidden}no`)).toBe('sayno');
  });

  test('a second joiner behind a letter, and one behind an emoji that joins nothing', () => {
    expect(visibleText('می‌‌‍خواهم')).toBe('می‌خواهم');
    expect(visibleText('👩‍ works')).toBe('👩 works');
  });

  test('a selector behind a digit that is no keycap', () => {
    expect(visibleText('1\uFE0F2\uFE0F')).toBe('12');
  });

  test('the tags of a flag', () => {
    expect(visibleText(`🏴${tagged('gbeng')}${code(0xe007f)}`)).toBe('🏴');
  });

  test('line breaks of all kinds become one kind', () => {
    expect(visibleText('a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h\n\ni')).toBe('a\nb\nc\nd\ne\nf\ng\nh\n\ni');
  });
});

describe('what is seen stays as it is', () => {
  test.each([
    ['Persian with non-joiners', 'می‌خواهم کتاب‌ها را بخوانم'],
    ['Urdu', 'روبوٹ کے لیے ROS 2 استعمال ہوتا ہے'],
    ['a Persian letter in its joined form', 'سال ۱۴۰۳ ه‍.ش.'],
    ['Arabic with its vowels', 'العَرَبِيَّة، ٣٫١٤'],
    ['Hindi with joiners', 'क्‍ष और शक्‌ति'],
    ['Malayalam', 'അവൻ്‍റെ'],
    ['a family', '👨‍👩‍👧‍👦'],
    ['a job with a skin tone', '👩🏽‍💻'],
    ['a heart that burns', '❤️‍🔥'],
    ['a flag of several emoji', '🏳️‍🌈'],
    ['flags of countries', '🇵🇰🇩🇪🇺🇳'],
    ['keycaps', '1️⃣ #️⃣ *️⃣'],
    ['signs as emoji', '☀️ ↔️ ©️'],
    ['mathematics', '∀x∈ℝ: ‖𝐱‖₂ ≤ √n·‖𝐱‖∞, f′(x) = ½ x̂ − θ̇, ∂L/∂w ≠ 0'],
    ['Chinese and Japanese', '你好，世界。　ロボット'],
    ['Korean', '로봇 한글'],
    ['accents as marks', 'e\u0301 n\u0303'],
    ['blanks of all widths', 'a\u00a0b\u2009c\u202fd'],
    ['tabs and line breaks', 'a\tb\nc\n\nd'],
    ['code', 'std::cout << "\\u200b" << data[0];'],
  ])('%s', (_what, text) => {
    expect(visibleText(text)).toBe(text);
  });
});

const FRAGMENTS = [
  ...['a', '1', '#', ' ', '\n', '\r', '\r\n', '\t', 'word', '\u2028', '\u20E3'],
  ...[
    '\u200B',
    '\u200C',
    '\u200D',
    '\uFE0F',
    '\uFE0E',
    '\u2060',
    '\u202E',
    '\u{E0041}',
    '\u{E0101}',
    '\uFEFF',
  ],
  ...['👩', '💻', '🏽', '❤️', '🏴', '🇵', 'م', 'خ', 'क्', 'ष', '你', '\uD83D', '\uDC69'],
];
const text = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 20 }).map((parts) => parts.join(''));

describe('any text', () => {
  test('is the same however it was cut', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 4 }), (whole, size) => {
        const stream = new VisibleTextStream();
        let streamed = '';
        for (let at = 0; at < whole.length; at += size) streamed += stream.push(whole.slice(at, at + size));
        streamed += stream.end();
        const atOnce = new VisibleTextStream();
        expect(streamed).toBe(atOnce.push(whole) + atOnce.end());
        // All else is as it was written.
        const seen = (written: string) =>
          [...written].filter(
            (character) => !isHidden(character) && !['\u200C', '\u200D', '\uFE0F'].includes(character),
          );
        expect(seen(streamed)).toEqual(seen(whole));
      }),
      { numRuns: 3_000 },
    );
  });

  test('is not changed again', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(visibleText(visibleText(given))).toBe(visibleText(given));
      }),
      { numRuns: 3_000 },
    );
  });
});
