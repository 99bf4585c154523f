/** Brackets with numbers in the forms in which models cite. */
const MARKERS =
  /\[\[? ?\^?(?:[a-z]{2,10}[.:]? ?#?)?\d{1,3}(?: ?[,;–-] ?(?:[a-z]{2,10}[.:]? ?#?)?\d{1,3})*(?:†[^\]\n]*)? ?\]?\]|【[^】\n]{0,40}】/gi;
/** Where more has changed than this, the exact number says nothing more. */
const MAX_CHANGED = 5_000;

/**
 * How many characters of an answer have come or gone between the model and the student, beside markers and blanks.
 *
 * @param written as the model wrote it
 * @param shown as the student reads it
 */
export function changedCharacters(written: string, shown: string): number {
  return editsBetween([...plain(written)], [...plain(shown)]);
}

function plain(text: string): string {
  return text.replace(MARKERS, '').replace(/\s+/g, '');
}

/** Fewest characters to insert and to delete (Myers 1986). */
function editsBetween(a: string[], b: string[]): number {
  const furthest = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, MAX_CHANGED); edits += 1) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const [below = 0, above = 0] = [furthest.get(diagonal - 1), furthest.get(diagonal + 1)];
      let x = diagonal === -edits || (diagonal !== edits && below < above) ? above : below + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return edits;
    }
  }
  return Math.min(a.length + b.length, MAX_CHANGED);
}
