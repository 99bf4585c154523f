import { stemWord } from './stem-word';
import { writtenWords } from './written-words';

/** A word of a text, with everything it can be found by. */
export interface Word {
  /** As written, in lower case. */
  surface: string;
  /** It begins with a capital, as a name does. */
  isCapital: boolean;
  /** What it is called as a whole: the stem of a plain word, or an identifier without its joints, `gzros2control`. */
  whole: string;
  /** Its parts, if it has any: `gz`, `ros2`, `control`. */
  parts: string[];
  /** Other names for it: `ros` for `ros2`, `CartPole` for `CartPole-v1`, and each name of a path such as `geometry_msgs/msg/Twist`. */
  variants: string[];
}

/** What parts the names in `geometry_msgs/msg/Twist`, and the pieces of a name. */
const BETWEEN_NAMES = /::|->|[./:]/;
const BETWEEN_PIECES = /[_\-+]|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
const HYPHENS = /[_\-+]/;
const CAMEL = /\p{Ll}\p{Lu}/u;
const CAPITAL = /^\p{Lu}/u;
const LETTERS_DIGIT = /^(\p{L}{2,})\d{1,2}$/u;

/** The words of a text in order. Markdown's own characters are no words. */
export function words(text: string): Word[] {
  return writtenWords(text).map(readWord);
}

/** Taking words apart is dear, and a text has few different ones. */
const known = new Map<string, Word>();
/** Questions come from outside, so what is remembered of them is bounded. */
const MOST_KNOWN = 20_000;

/** What a word as {@link writtenWords} gives it can be found by. */
export function readWord(written: string): Word {
  const before = known.get(written);
  if (before) return before;
  const word = toWord(written);
  if (known.size < MOST_KNOWN) known.set(written, word);
  return word;
}

function toWord(written: string): Word {
  const surface = written.toLowerCase();
  const isCapital = CAPITAL.test(written);
  const names = written.split(BETWEEN_NAMES).map((name) => name.split(BETWEEN_PIECES).map(lower));
  const pieces = names.flat();
  const shorts = pieces.flatMap(shorter);
  if (pieces.length === 1)
    return { surface, isCapital, whole: stemWord(surface), parts: [], variants: shorts };
  const joined = names.map((name) => stemWord(name.join('')));
  return {
    surface,
    isCapital,
    // However its pieces are joined, a name is the same: `fine-tuning`, `fineTuning` and `finetuning`, `std_msgs::msg` and `std_msgs/msg`.
    whole: joined.join('.'),
    // The S of `QoS` alone says nothing.
    parts: unique(pieces.filter((piece) => piece.length > 1).map(stemWord)),
    variants: unique([...(joined.length > 1 ? joined : []), ...camels(written, joined), ...shorts]),
  };
}

/** `CartPole-v1` is also `CartPole`. */
function camels(written: string, joined: string[]): string[] {
  return written
    .split(BETWEEN_NAMES)
    .flatMap((name) => name.split(HYPHENS))
    .filter((piece) => CAMEL.test(piece))
    .map((piece) => stemWord(piece.toLowerCase()))
    .filter((stem) => !joined.includes(stem));
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** `ros2` is also `ros`. */
function shorter(piece: string): string[] {
  const name = LETTERS_DIGIT.exec(piece)?.[1];
  return name ? [stemWord(name)] : [];
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
