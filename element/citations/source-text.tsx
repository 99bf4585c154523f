/** @jsxImportSource preact */
import type { Source } from '@/lib/chatkit/protocol';
import type { Citation } from './number-sources';
import { sourceUrl } from './source-url';

interface Parts {
  /** Where in the course or the document it stands. */
  place: string | undefined;
  /** The words that were read there. */
  quote: string | undefined;
  /** Whose page it is. */
  from: string | undefined;
}

/** The page's own host says nothing. */
function foreignHost(source: Source): string | undefined {
  const target = sourceUrl(source);
  return target && !target.sameOrigin ? target.host : undefined;
}

/** Words in quotation marks, or after a line break, are the passage; what stands before names the place. */
function split(description: string): Pick<Parts, 'place' | 'quote'> {
  const [first = '', ...rest] = description.split('\n');
  if (rest.length > 0) return { place: first, quote: rest.join('\n').trim() };
  return /^[“"«].*[”"»…]$/s.test(first)
    ? { place: undefined, quote: first }
    : { place: first || undefined, quote: undefined };
}

function partsOf(source: Source): Parts {
  const { description = '', group } = source;
  switch (source.type) {
    case 'url':
      // Our own server names the place in `attribution` and quotes in `description`; others describe in one go.
      return source.attribution
        ? { place: source.attribution, quote: description || undefined, from: foreignHost(source) }
        : { ...split(description), from: group ?? foreignHost(source) };
    case 'file':
      return { ...split(description), from: source.filename };
    case 'entity':
      return { ...split(description), from: source.label ?? group };
  }
}

/** Title, place and quoted passage of a source. */
export function SourceText({ citation: { number, source } }: { citation: Citation }) {
  const { place, quote, from } = partsOf(source);
  const origin = [from, source.timestamp].filter(Boolean).join(' · ');
  return (
    <>
      <span class="source-head">
        <span class="source-number">{number}</span>
        <span class="source-title">{source.title}</span>
      </span>
      {place && <span class="source-place">{place}</span>}
      {quote && <q class="source-quote">{quote.replace(/^[“"«]|[”"»]$/g, '')}</q>}
      {origin && <span class="source-from">{origin}</span>}
    </>
  );
}
