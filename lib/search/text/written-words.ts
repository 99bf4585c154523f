import { STOP_WORDS } from './stop-words';

const COMPOUND = /[\p{L}\p{M}\p{N}]+(?:(?:::|->|[_./:\-+'’])[\p{L}\p{M}\p{N}]+)*/gu;
/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}ー]+/gu;
/** `ROS 2`, `tier 1`, `MoveIt 2`: a name and its number, written apart. */
const NUMBERED = /(?<![\p{L}\p{N}_])(\p{L}{2,})\s(\d{1,2})(?![\p{L}\p{N}.,]*\d|[\p{L}_])/gu;
/** What is copied along from pages and is not seen: hyphens that only break a line, blanks of no width, marks of direction. */
const UNSEEN = /[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff]/gu;
/** What joined a piece to the next. */
const EDGES = /^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu;
/** `node's`. */
const POSSESSIVE = /['’]\p{L}{1,2}$/u;

/** The words of a text in order, as they are written: identifiers and paths whole, `ROS 2` as one. */
export function writtenWords(text: string): string[] {
  const normal = text
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(NUMBERED, (apart, name: string, number: string) =>
      STOP_WORDS.has(name.toLowerCase()) ? apart : `${name}${number}`,
    );
  return Array.from(normal.matchAll(COMPOUND), ([written]) => written.replace(POSSESSIVE, '')).flatMap(
    pieces,
  );
}

/** Of a script without spaces, each two neighbouring letters stand for a word, as in search engines for Chinese. */
function pieces(written: string): string[] {
  if (written.search(UNSPACED) < 0) return [written];
  const found: string[] = [];
  let end = 0;
  for (const { 0: run, index } of written.matchAll(UNSPACED)) {
    found.push(written.slice(end, index));
    const letters = [...run];
    if (letters.length === 1) found.push(run);
    for (const [at, letter] of letters.slice(1).entries()) found.push(`${letters[at]}${letter}`);
    end = index + run.length;
  }
  return [...found, written.slice(end)].map((piece) => piece.replace(EDGES, '')).filter(Boolean);
}
