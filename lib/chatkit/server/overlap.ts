/** Longest repetition that is looked for, in UTF-16 code units: about two paragraphs. */
const MAX_OVERLAP = 2000;

/** Fewest letters that a repetition has, so that a bracket or a row of dashes is not taken for one. */
const MIN_LETTERS = 3;

/** Fewest code units of a repetition that begins in the middle of a word. */
const MIN_INSIDE_WORD = 8;

/** Fewest code units of a repetition that neither goes on a word nor begins where the last line does. */
const MIN_ANYWHERE = 12;

/**
 * How much of the beginning of `after` repeats the end of `before`, in code units; blanks that it begins with count along. A model
 * that is to go on where it stopped often begins its last word, sentence or line anew. A line that is there as a whole is no
 * repetition: rows of data and of code are often equal, and a line that is lost is worse than one too many.
 */
export function overlapOf(before: string, after: string): number {
  const tail = before.slice(-MAX_OVERLAP);
  if (/(^|\n)[ \t]*$/.test(tail)) return 0;
  const blanks = after.length - after.trimStart().length;
  for (const skipped of blanks > 0 ? [0, blanks] : [0]) {
    const text = after.slice(skipped);
    for (let length = Math.min(tail.length, text.length); length >= MIN_LETTERS; length -= 1) {
      if (tail.endsWith(text.slice(0, length)) && isRepetition(tail, after, skipped, length))
        return skipped + length;
    }
  }
  return 0;
}

function isRepetition(tail: string, after: string, skipped: number, length: number): boolean {
  const start = tail.length - length;
  const repeated = tail.slice(start);
  if ((repeated.match(/\p{L}/gu) ?? []).length < MIN_LETTERS) return false;
  if (/^\s*\n/.test(after)) {
    // On a line of its own it is one only if the line that was cut goes on.
    const isWholeLine = /^(\r?\n|$)/.test(after.slice(skipped + length));
    return length >= MIN_ANYWHERE && !isWholeLine;
  }
  if (length >= MIN_ANYWHERE) return true;
  const preceding = tail.slice(0, start);
  if (/(^|\n)[ \t]*$/.test(preceding)) return true;
  if (skipped > 0 || !/[\p{L}\p{N}]$/u.test(tail)) return false;
  const insideWord = /[\p{L}\p{N}]$/u.test(preceding) && /^[\p{L}\p{N}]/u.test(repeated);
  return !insideWord || length >= MIN_INSIDE_WORD;
}

/**
 * Takes what repeats the end of `before` off a text that streams. Holds text back only while all of it stands near the end of
 * `before`, and so may still be a repetition.
 */
export class OverlapFilter {
  private held: string | undefined = '';
  private readonly tail: string;

  constructor(private readonly before: string) {
    this.tail = before.slice(-MAX_OVERLAP);
  }

  push(delta: string): string {
    if (this.held === undefined) return delta;
    this.held += delta;
    return this.mayGrow(this.held) ? '' : this.end();
  }

  /** Nothing more comes that could be a repetition. */
  end(): string {
    const { held = '' } = this;
    this.held = undefined;
    return held.slice(overlapOf(this.before, held));
  }

  /** Whether more of the text could make the repetition longer, or say whether it is one. */
  private mayGrow(held: string): boolean {
    // Both ways in which it may be one: with the blanks that it begins with, and without.
    return this.tail.includes(held) || this.tail.includes(held.trimStart());
  }
}
