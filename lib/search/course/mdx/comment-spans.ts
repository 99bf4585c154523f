import { codeSpans, isCode, type Span } from './code-spans';

const OPEN = '<!--';
const CLOSE = '-->';

/** Where the HTML comments of a page stand, in their order. One that is not closed is none. */
export function commentSpans(source: string): Span[] {
  const found: Span[] = [];
  if (!source.includes(OPEN)) return found;
  const code = codeSpans(source);
  let start = source.indexOf(OPEN);
  while (start >= 0) {
    let next = start + OPEN.length;
    if (!isCode(code, start)) {
      const close = source.indexOf(CLOSE, next);
      if (close < 0) break;
      next = close + CLOSE.length;
      found.push({ start, end: next });
    }
    start = source.indexOf(OPEN, next);
  }
  return found;
}
