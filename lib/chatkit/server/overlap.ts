/** Longest repetition that is looked for, in UTF-16 code units: about two paragraphs. */
const MAX_OVERLAP = 2000;

/** Fewest letters that a repetition has, so that a bracket or a row of dashes is not taken for one. */
const MIN_LETTERS = 3;

/** Fewest code units of a repetition that begins in the middle of a word. */
const MIN_INSIDE_WORD = 8;

/**
 * How much of the beginning of `after` repeats the end of `before`, in code units; blanks that it begins with count along. A model
 * that is to go on where it stopped often begins its last word, sentence or line anew.
 */
export function overlapOf(before: string, after: string): number {
  const tail = before.slice(-MAX_OVERLAP);
  const blanks = after.length - after.trimStart().length;
  for (const skipped of blanks > 0 ? [0, blanks] : [0]) {
    const text = after.slice(skipped);
    for (let length = Math.min(tail.length, text.length); length >= MIN_LETTERS; length -= 1) {
      if (tail.endsWith(text.slice(0, length)) && isRepetition(tail, length)) return skipped + length;
    }
  }
  return 0;
}

function isRepetition(tail: string, length: number): boolean {
  const start = tail.length - length;
  const repeated = tail.slice(start);
  if ((repeated.match(/\p{L}/gu) ?? []).length < MIN_LETTERS) return false;
  const insideWord = /[\p{L}\p{N}]$/u.test(tail.slice(0, start)) && /^[\p{L}\p{N}]/u.test(repeated);
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

  /** Whether more of the text could make the repetition longer. */
  private mayGrow(held: string): boolean {
    const text = held.trimStart();
    // Both ways in which it may be one: with the blanks that it begins with, and without.
    return [held, text].some((candidate) => {
      const index = this.tail.indexOf(candidate);
      return index >= 0 && index + candidate.length < this.tail.length;
    });
  }
}
