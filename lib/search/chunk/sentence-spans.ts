import type { Paragraph } from 'mdast';

export interface Span {
  start: number;
  end: number;
}

const SENTENCE_END = /[.!?…۔؟。！？]["'”’»)\]]*\s+/gu;

/** The sentences of a paragraph by their offsets in the page. An end within code, a link or emphasis is none. */
export function sentenceSpans(paragraph: Paragraph, body: string): Span[] {
  const start = paragraph.position?.start.offset ?? 0;
  const end = paragraph.position?.end.offset ?? start;
  const marked = paragraph.children.flatMap(({ type, position }) =>
    type === 'text' || !position
      ? []
      : [{ start: position.start.offset ?? 0, end: position.end.offset ?? 0 }],
  );
  const cuts = [...body.slice(start, end).matchAll(SENTENCE_END)]
    .map((match) => start + match.index + match[0].length)
    .filter((cut) => cut < end && !marked.some((span) => span.start < cut && cut < span.end));
  return [start, ...cuts].map((from, index) => ({ start: from, end: cuts[index] ?? end }));
}
