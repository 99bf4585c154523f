import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SseFrame, SseParser } from '@/element/protocol/sse-parser';

const bytes = (text: string) => new TextEncoder().encode(text);

const dataOf = (frames: SseFrame[]): string[] => frames.map(({ data }) => data);

/** Feeds the text in pieces of `size` bytes and returns everything that came out. */
function parse(text: string, size = Number.POSITIVE_INFINITY): string[] {
  const parser = new SseParser();
  const all = bytes(text);
  const events: string[] = [];
  for (let at = 0; at < all.length; at += size)
    events.push(...dataOf(parser.push(all.subarray(at, at + size))));
  return [...events, ...dataOf(parser.end())];
}

describe('SseParser', () => {
  it('gives an event as soon as its blank line is there', () => {
    const parser = new SseParser();
    expect(parser.push(bytes('data: {"a":1}\n'))).toEqual([]);
    expect(parser.push(bytes('\n'))).toEqual([{ id: null, data: '{"a":1}' }]);
  });

  it('puts characters together that were cut across chunks', () => {
    expect(parse('data: "日本語 🤖"\n\n', 1)).toEqual(['"日本語 🤖"']);
  });

  it.each(['\n', '\r\n', '\r'])('takes %j as a line end', (end) => {
    expect(parse(`data: 1${end}${end}data: 2${end}${end}`, 1)).toEqual(['1', '2']);
  });

  it('does not take a CRLF that is cut in two for an empty line', () => {
    const parser = new SseParser();
    parser.push(bytes('data: 1\r'));
    expect(dataOf(parser.push(bytes('\ndata: 2\r\n\r\n')))).toEqual(['1\n2']);
  });

  it('gives every event the number of its own frame, and nothing for comments', () => {
    const parser = new SseParser();
    expect(parser.push(bytes('id: 7\ndata: 1\n\n: ping\n\ndata: 2\n\n'))).toEqual([
      { id: '7', data: '1' },
      { id: null, data: '2' },
    ]);
  });

  it.each([
    [': end\n\n', true],
    [':end\n', true],
    [': ending\n\n', false],
    ['data: : end\n\n', false],
    ['data: 1\n\n: ping\n\n', false],
  ])('reads in %j whether the server has said that nothing follows', (text, expected) => {
    const parser = new SseParser();
    for (const byte of bytes(text)) parser.push(Uint8Array.of(byte));
    expect(parser.hasEnded).toBe(expected);
  });

  it('joins several data lines', () => {
    expect(parse('data: {\ndata: }\n\n')).toEqual(['{\n}']);
  });

  it('skips comments, other fields and the end marker of other servers', () => {
    expect(parse(': hello\n\nevent: x\nid: 7\nretry: 10\ndata:1\n\ndata: [DONE]\n\n')).toEqual(['1']);
  });

  it('gives a last event that lacks its blank line', () => {
    expect(parse('data: 1\n\ndata: 2')).toEqual(['1', '2']);
    expect(parse('data: 2\n')).toEqual(['2']);
  });

  it('refuses an event that never ends', () => {
    const parser = new SseParser();
    expect(() => parser.push(bytes(`data: ${'x'.repeat(5 * 1024 * 1024)}`))).toThrow(RangeError);
  });

  it('gives the same events however the bytes are cut', () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => /^[^\r\n]+$/.test(text) && text !== '[DONE]');
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 7 }), (lines, size) => {
        const text = lines.map((data) => `data: ${data}\n\n`).join('');
        expect(parse(text, size)).toEqual(lines);
      }),
    );
  });
});
