import { CodeScanner } from './code-scanner';

/** From so many characters of nothing but repetition on, a text is a loop. */
const MIN_LOOP = 8_000;
/** The same in a fence: code, matrices and logs repeat lines. */
const MIN_LOOP_IN_CODE = 20_000;
/** And so often it has to come: long pieces fewer times. */
const MIN_TIMES = 200;
const MIN_TIMES_OF_SENTENCES = 12;
/** From this length on, in characters, a piece with words is a sentence that nobody writes down again. */
const SENTENCE = 80;
/** The longest text that is looked for as repeated, in characters. */
const MAX_PERIOD = 600;
const PROBE = 48;
const LOOKED_EVERY = 512;

/**
 * Notices that a model says the same again and again and will not end by itself: from one place on, its text is one piece repeated
 * without a difference, 200 times and for 8,000 characters; sentences of 80 characters twelve times; in a fence for 20,000. What people
 * ask for does not look like that: lists count, tables have different cells, and matrices and code are shorter.
 */
export class Repetition {
  private tail = '';
  private unseen = 0;
  private readonly code = new CodeScanner();

  /** @returns whether the text, with this piece, is a loop */
  push(text: string): boolean {
    this.tail += text;
    this.code.push(text);
    this.unseen += text.length;
    if (this.unseen < LOOKED_EVERY) return false;
    this.unseen = 0;
    if (this.tail.length > 2 * MIN_LOOP_IN_CODE) this.tail = this.tail.slice(-MIN_LOOP_IN_CODE - MAX_PERIOD);
    return isLoop(this.tail, this.code.isInFence ? MIN_LOOP_IN_CODE : MIN_LOOP);
  }
}

function isLoop(text: string, least: number): boolean {
  if (text.length < least) return false;
  const probeAt = text.length - PROBE;
  const earlier = text.lastIndexOf(text.slice(probeAt), probeAt - 1);
  const period = probeAt - earlier;
  if (earlier < 0 || period > MAX_PERIOD) return false;
  let start = probeAt;
  while (start > period && text[start - 1] === text[start - 1 - period]) start -= 1;
  const length = text.length - start + period;
  const isSentence = period >= SENTENCE && /\p{L}/u.test(text.slice(-period));
  return length >= Math.max(least, (isSentence ? MIN_TIMES_OF_SENTENCES : MIN_TIMES) * period);
}
