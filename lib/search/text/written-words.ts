import { STOP_WORDS } from './stop-words';

const COMPOUND = /[\p{L}\p{N}]+(?:(?:::|->|[_./:\-+'’])[\p{L}\p{N}]+)*/gu;
/** `ROS 2`, `tier 1`, `MoveIt 2`: a name and its number, written apart. */
const NUMBERED = /(?<![\p{L}\p{N}_])(\p{L}{2,})\s(\d{1,2})(?![\p{L}\p{N}.,]*\d|[\p{L}_])/gu;
/** `node's`. */
const POSSESSIVE = /['’]\p{L}{1,2}$/u;

/** The words of a text in order, as they are written: identifiers and paths whole, `ROS 2` as one. */
export function writtenWords(text: string): string[] {
  const normal = text
    .normalize('NFKC')
    .replace(NUMBERED, (apart, name: string, number: string) =>
      STOP_WORDS.has(name.toLowerCase()) ? apart : `${name}${number}`,
    );
  return Array.from(normal.matchAll(COMPOUND), ([written]) => written.replace(POSSESSIVE, ''));
}
