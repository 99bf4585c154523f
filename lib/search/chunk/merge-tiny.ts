import type { ChunkSizes, Heading } from '../course';
import { countTokens } from './count-tokens';

/** A part of a page on its way to a passage. */
export interface Piece {
  /** Headings from the outermost down to the piece's own. */
  headings: Heading[];
  /** The piece's own heading as it is written; empty for the later parts of a split section. */
  headingLine: string;
  text: string;
  tokens: number;
}

/**
 * Joins pieces that are too short with the one before them, else with the one after, so that nothing is lost. The longer one
 * gives the passage its heading; the heading of the other stays in the text.
 */
export function mergeTiny(pieces: Piece[], sizes: ChunkSizes): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const before = merged.at(-1);
    if (before && joins(before, piece, sizes)) merged[merged.length - 1] = join(before, piece);
    else merged.push(piece);
  }
  return merged;
}

/** A heading without text goes with what follows it, however long that is. */
function joins(before: Piece, piece: Piece, { shortest, longest }: ChunkSizes): boolean {
  if (before.text === '') return true;
  const isTiny = before.tokens < shortest || piece.tokens < shortest;
  return isTiny && before.tokens + piece.tokens <= longest + shortest;
}

function join(before: Piece, piece: Piece): Piece {
  if (piece.tokens <= before.tokens) {
    return {
      ...before,
      ...joined([before.text, before.tokens], [piece.headingLine], [piece.text, piece.tokens]),
    };
  }
  // A section that holds nothing but its subsections is named by their heading path already.
  if (before.text === '' && isWithin(piece, before)) return piece;
  // The passage's own heading no longer stands first, so it is needed where it stands.
  return {
    headings: piece.headings,
    headingLine: '',
    ...joined(
      [before.headingLine],
      [before.text, before.tokens],
      [piece.headingLine],
      [piece.text, piece.tokens],
    ),
  };
}

function isWithin(piece: Piece, outer: Piece): boolean {
  return outer.headings.every((heading) => piece.headings.includes(heading));
}

function joined(...parts: Array<[text: string, tokens?: number]>): Pick<Piece, 'text' | 'tokens'> {
  const kept = parts.filter(([text]) => text !== '');
  return {
    text: kept.map(([text]) => text).join('\n\n'),
    tokens: kept.reduce((sum, [text, tokens = countTokens(text)]) => sum + tokens, 0),
  };
}
