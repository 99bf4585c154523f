/*
 * An answer as it is written here: between `⟦` and `⟧` stands what a reader does not see, a citation marker and what belongs to
 * it alone. What is expected of a reader's text is thus said by whoever wrote the answer, and by no code of the product.
 */

const MARK = /⟦([^⟧]*)⟧/g;

/** The text as the model writes it. */
export function writtenText(marked: string): string {
  return marked.replace(MARK, '$1');
}

/** The text as it is read where all that is cited was retrieved. */
export function shownText(marked: string): string {
  return marked.replace(MARK, '');
}

/**
 * How many characters of an answer are missing in what is shown of it. Whole markers may be missing, and characters may have been
 * put in; everything else must be there, in order.
 */
export function missingCharacters(marked: string, shown: string): number {
  const parts = marked.split(/⟦|⟧/);
  let at = 0;
  let missing = 0;
  for (const [index, part] of parts.entries()) {
    // Of a marker that stays nothing may be missing either, but it need not stay.
    if (index % 2 === 1) {
      if (shown.startsWith(part, at)) at += part.length;
      continue;
    }
    const found = endOf(part, shown, at);
    at = found.at;
    missing += found.missing;
  }
  return missing;
}

/** Where the characters of `part`, in order, end in `shown`; what is not found within reach is missing. */
function endOf(part: string, shown: string, from: number): { at: number; missing: number } {
  let at = from;
  let missing = 0;
  for (const character of part) {
    const found = shown.indexOf(character, at);
    if (found < 0 || found - at > MAX_PUT_IN) missing += 1;
    else at = found + character.length;
  }
  return { at, missing };
}

/** Most characters in a row that can have been put in between two of the answer. */
const MAX_PUT_IN = 24;
