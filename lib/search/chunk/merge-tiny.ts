import type { Heading } from '../course';

/** A part of a page on its way to a chunk. */
export interface Piece {
  /** Headings from the outermost down to the piece's own. */
  headings: Heading[];
  /** The piece's own heading as it is written; empty for the later parts of a split section. */
  headingLine: string;
  text: string;
}

export interface Lengths {
  shortest: number;
  longest: number;
}

/**
 * Joins pieces that are too short with the one before them, else with the one after, so that nothing is lost. The longer one
 * gives the chunk its heading; the heading of the other stays in the text.
 */
export function mergeTiny(pieces: Piece[], lengths: Lengths): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const before = merged.at(-1);
    if (before && joins(before, piece, lengths)) merged[merged.length - 1] = join(before, piece);
    else merged.push(piece);
  }
  return merged;
}

/** A heading without text goes with what follows it, however long that is. */
function joins(before: Piece, piece: Piece, { shortest, longest }: Lengths): boolean {
  if (before.text === '') return true;
  const isTiny = before.text.length < shortest || piece.text.length < shortest;
  return isTiny && before.text.length + piece.text.length <= longest + shortest;
}

function join(before: Piece, piece: Piece): Piece {
  if (piece.text.length <= before.text.length) {
    return { ...before, text: paragraphs(before.text, piece.headingLine, piece.text) };
  }
  // A section that holds nothing but its subsections is named by their heading path already.
  if (before.text === '' && isWithin(piece, before)) return piece;
  // The chunk's own heading no longer stands first, so it is needed where it stands.
  const text = paragraphs(before.headingLine, before.text, piece.headingLine, piece.text);
  return { headings: piece.headings, headingLine: '', text };
}

function isWithin(piece: Piece, outer: Piece): boolean {
  return outer.headings.every((heading) => piece.headings.includes(heading));
}

function paragraphs(...texts: string[]): string {
  return texts.filter(Boolean).join('\n\n');
}
