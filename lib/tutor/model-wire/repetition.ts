/** From so many characters of nothing but repetition on, a text with letters or digits in what is repeated is a loop. */
const MIN_LOOP = 4_000;
/** The same for what has no letters: lines of a table, rulers, zeros, blanks. */
const MIN_LOOP_WITHOUT_LETTERS = 8_000;
/** And so often it has to come. */
const MIN_TIMES = 12;
/** The longest text that is looked for as repeated, in characters. */
const MAX_PERIOD = 600;
const PROBE = 48;
const LOOKED_EVERY = 512;

/**
 * Notices that a model says the same again and again and will not end by itself: from one place on, its text is one piece repeated
 * without a difference, at least twelve times and for 4,000 characters; 8,000 if the piece has no letters. What people ask for does not
 * look like that: lists count, tables have different cells, and code that repeats a line a hundred times is a fifth as long.
 */
export class Repetition {
  private tail = '';
  private unseen = 0;

  /** @returns whether the text, with this piece, is a loop */
  push(text: string): boolean {
    this.tail += text;
    this.unseen += text.length;
    if (this.unseen < LOOKED_EVERY) return false;
    this.unseen = 0;
    if (this.tail.length > 2 * MIN_LOOP_WITHOUT_LETTERS)
      this.tail = this.tail.slice(-MIN_LOOP_WITHOUT_LETTERS - MAX_PERIOD);
    return isLoop(this.tail);
  }
}

function isLoop(text: string): boolean {
  if (text.length < MIN_LOOP) return false;
  const probeAt = text.length - PROBE;
  const earlier = text.lastIndexOf(text.slice(probeAt), probeAt - 1);
  const period = probeAt - earlier;
  if (earlier < 0 || period > MAX_PERIOD) return false;
  let start = probeAt;
  while (start > period && text[start - 1] === text[start - 1 - period]) start -= 1;
  const length = text.length - start + period;
  const hasLetters = /\p{L}/u.test(text.slice(-period));
  return length >= Math.max(hasLetters ? MIN_LOOP : MIN_LOOP_WITHOUT_LETTERS, MIN_TIMES * period);
}
