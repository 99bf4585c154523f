import type { Annotation, Source } from '@/lib/chatkit/protocol';

export interface Citation {
  /** From 1, by first mention in the message. */
  number: number;
  source: Source;
}

/** Where a mark stands in the Markdown source, as a UTF-16 offset. Marks at one place are grouped. */
export interface Marker {
  offset: number;
  citations: Citation[];
}

/** What makes two sources the same one. */
export function sourceKey(source: Source): string {
  switch (source.type) {
    case 'url':
      return `url:${source.url}`;
    case 'file':
      return `file:${source.filename}`;
    case 'entity':
      return `entity:${source.id}`;
  }
}

const byPosition = (a: Annotation, b: Annotation): number =>
  (a.index ?? Number.POSITIVE_INFINITY) - (b.index ?? Number.POSITIVE_INFINITY) || 0;

/** Numbers the sources of a message: the same source has the same number in every part. */
export function numberSources(parts: { annotations: Annotation[] }[]): Map<string, Citation> {
  const citations = new Map<string, Citation>();
  for (const part of parts) {
    for (const { source } of part.annotations.toSorted(byPosition)) {
      const key = sourceKey(source);
      if (!citations.has(key)) citations.set(key, { number: citations.size + 1, source });
    }
  }
  return citations;
}

/**
 * The marks of one part. An annotation's `index` counts Unicode code points, as Python does, so an emoji before it
 * counts once; an index past the text that has arrived waits for it.
 */
export function markersOf(text: string, annotations: Annotation[], numbers: Map<string, Citation>): Marker[] {
  const wanted = annotations.filter(({ index }) => index !== undefined).toSorted(byPosition);
  const markers: Marker[] = [];
  let offset = 0;
  let points = 0;
  for (const { index = 0, source } of wanted) {
    while (points < index && offset < text.length) {
      offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
      points += 1;
    }
    if (points < index) break;
    const citation = numbers.get(sourceKey(source));
    const last = markers.at(-1);
    if (!citation) continue;
    if (last?.offset !== offset) markers.push({ offset, citations: [citation] });
    else if (!last.citations.includes(citation)) last.citations.push(citation);
  }
  return markers;
}
