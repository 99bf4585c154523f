import type { Draft } from './draft';

/** Most characters of a message with what it quotes, in code points: as `REQUEST_LIMITS.messageCharacters` of the server has it. */
export const MAX_MESSAGE_CHARACTERS = 100_000;

/** Neither a blank, nor a control character, nor one that is never seen: what a server takes for something. */
const VISIBLE = /[^\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** How many characters the draft has, if it has too many to be sent; null if it has not. */
export function tooManyCharacters({ text, quote }: Draft): number | null {
  // There are never more code points than code units, and most drafts need no counting.
  const trimmed = text.trim();
  if (trimmed.length + (quote?.length ?? 0) <= MAX_MESSAGE_CHARACTERS) return null;
  const count = codePoints(trimmed) + codePoints(quote ?? '');
  return count > MAX_MESSAGE_CHARACTERS ? count : null;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
