/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart
import { useMemo, useRef } from 'preact/hooks';
import type { Marker } from '../citations/number-sources';
import { blocksWithFormulas } from '../formulas/count-formulas';
import { useScope } from '../ui/chat-scope';
import { memo } from '../ui/memo';
import { Block } from './block';
import { GrowingReader } from './growing-markdown';
import type { MarkdownToken } from './markdown-token';
import { parseMarkdown } from './parse-markdown';
import { markersByBlock, placeMarkers } from './place-markers';
import { withinParts } from './within-parts';

interface MarkdownProps {
  source: string;
  streaming: boolean;
  markers?: Marker[];
  imageDomains?: string[] | undefined;
  /** Level of the text's highest headings; by default below the headings of the turns. */
  headingLevel?: number;
}

interface BlockProps {
  token: MarkdownToken;
  markers: Marker[];
  imageDomains: string[] | undefined;
  headingLevel: number;
  drawsFormulas: boolean;
  /** Characters of its end that are held back: once they are not, it is drawn again, though its source is the same. */
  held: number;
}

const signature = (markers: Marker[]): string =>
  markers.map(({ offset, citations }) => `${offset}:${citations.map(({ number }) => number)}`).join(';');

/** A block is drawn again only if its source or its marks changed: while an answer grows, that is its last one. */
const MemoBlock = memo<BlockProps>(
  ({ token, markers, imageDomains, headingLevel, drawsFormulas }) => (
    <Block
      token={token}
      scope={{ placements: placeMarkers(token, markers), imageDomains, headingLevel, drawsFormulas }}
    />
  ),
  (before, after) =>
    before.token.raw === after.token.raw &&
    before.token.type === after.token.type &&
    before.imageDomains === after.imageDomains &&
    before.headingLevel === after.headingLevel &&
    before.drawsFormulas === after.drawsFormulas &&
    before.held === after.held &&
    signature(before.markers) === signature(after.markers),
);

/** Line breaks of other systems count one character less after the parser took the CR away. */
const withoutReturns = (source: string, { offset, citations }: Marker): Marker => ({
  offset: source.slice(0, offset).replaceAll('\r\n', '\n').length,
  citations,
});

/** Markdown as vnodes; no HTML string is ever made. `markers` are UTF-16 offsets in `source`. */
export function Markdown({ source, streaming, markers = [], imageDomains, headingLevel }: MarkdownProps) {
  const { headingLevel: base } = useScope();
  const reader = useRef<GrowingReader | null>(null);
  const { blocks: all, shown } = useMemo(() => {
    const text = source.replace(/\r\n?/g, '\n');
    reader.current ??= new GrowingReader();
    return streaming ? reader.current.read(text) : { blocks: parseMarkdown(text), shown: text.length };
  }, [source, streaming]);
  const blocks = withinParts(all);
  const placed = source.includes('\r') ? markers.map((marker) => withoutReturns(source, marker)) : markers;
  // The mark of a sentence comes with its last word.
  const lists = markersByBlock(blocks, streaming ? placed.filter(({ offset }) => offset <= shown) : placed);
  // Models begin at any depth; the outline of the page goes on without a gap.
  const highest = blocks.reduce(
    (depth, token) => (token.type === 'heading' ? Math.min(depth, token.depth) : depth),
    6,
  );
  const drawn = blocksWithFormulas(blocks);
  return (
    <div class="prose">
      {blocks.map((token, at) => (
        <MemoBlock
          key={at}
          token={token}
          markers={lists[at] ?? []}
          imageDomains={imageDomains}
          drawsFormulas={at < drawn}
          held={at === blocks.length - 1 ? source.length - shown : 0}
          headingLevel={(headingLevel ?? base + 2) - (highest - 1)}
        />
      ))}
    </div>
  );
}
