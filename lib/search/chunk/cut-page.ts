import { type ChunkSizes, parseLesson } from '../course';
import { cutBlock } from './cut-block';
import { cutSections } from './cut-sections';
import { mergeTiny, type Piece } from './merge-tiny';
import { packUnits } from './pack-units';

/** Cuts the Markdown of a page along its headings. Together the pieces hold every line of it. */
export function cutPage(body: string, sizes: ChunkSizes): Piece[] {
  const pieces = cutSections(parseLesson(body), body).flatMap(
    ({ headings, headingLine, blocks }): Piece[] => {
      const units = blocks.flatMap((block) => cutBlock(block, body, sizes));
      const parts = packUnits(units, body, sizes);
      return (parts.length ? parts : [{ text: '', tokens: 0 }]).map((part, index) => ({
        ...part,
        headings,
        headingLine: index === 0 ? headingLine : '',
      }));
    },
  );
  return mergeTiny(pieces, sizes).map(named);
}

/** Headings with nothing below them are all that their page says. */
function named(piece: Piece): Piece {
  return piece.text === '' ? { ...piece, text: piece.headings.map(({ text }) => text).join('\n\n') } : piece;
}
