export interface Span {
  start: number;
  end: number;
}

const CODE =
  /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(?<fence>`{3,}|~{3,})[^\n]*(?:\n[\s\S]*?^[ \t>]*\k<fence>[`~]*[ \t]*$|[\s\S]*)|(?<![\\`])(?<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)\k<ticks>(?!`)/gm;

/** Where fences and code within lines stand: what looks like markup in there is none. A blank line ends a paragraph and its code. */
export function codeSpans(source: string): Span[] {
  return [...source.matchAll(CODE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Whether a place of the source is code. */
export function isCode(spans: Span[], at: number): boolean {
  return spans.some(({ start, end }) => start <= at && at < end);
}
