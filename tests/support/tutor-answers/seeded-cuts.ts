import { randomFrom } from '../random';

/** A text in pieces of one to `longest` UTF-16 units, cut the same way for the same seed; characters are not cut in two. */
export function seededCuts(text: string, seed: number, longest = 12): string[] {
  const random = randomFrom(seed);
  const pieces: string[] = [];
  let piece = '';
  let size = 0;
  for (const character of text) {
    if (piece === '') size = 1 + Math.floor(random() * longest);
    piece += character;
    if (piece.length < size) continue;
    pieces.push(piece);
    piece = '';
  }
  return piece === '' ? pieces : [...pieces, piece];
}
