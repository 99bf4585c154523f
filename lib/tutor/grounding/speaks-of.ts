import { STOP_WORDS } from '../../search/text/stop-words';
import { terms } from '../../search/text/terms';
import { type Word, words } from '../../search/text/words';

/** Words that nearly every English sentence has one of, and hardly any of another language has. */
const ENGLISH = new Set('the and that with which this from you your can when not are they has'.split(' '));

/** Fewer words than these say too little to be judged by. */
const MIN_CONTENT_WORDS = 4;
/**
 * Least share of a statement's words that its passage has. Statements of our course have more than this in common with a passage of
 * another lesson in one of four cases, and good paraphrases of a passage about twice as much.
 */
const MIN_SHARE = 0.2;
/** A passage that has so many times more of a statement, and so many more of its words, is what it rests on, and not the one that is named. */
const FAR_MORE = { times: 2, words: 2 };

/** The words of a passage, to look those of statements up in. */
export type PassageTerms = ReadonlySet<string>;

export function passageTerms(passage: string): PassageTerms {
  return new Set(terms(passage));
}

/**
 * Whether a passage speaks of what a statement says, by their words: it has some of them, and no other passage that the model was given
 * has far more. What cannot be judged so is taken to be: few words, code, and statements in another language than English, which share
 * hardly a word with what they rest on.
 */
export function speaksOf(
  passage: PassageTerms,
  statement: string,
  others: Iterable<PassageTerms> = [],
): boolean {
  const all = words(statement);
  if (!all.some(({ surface }) => ENGLISH.has(surface))) return true;
  const content = contentOf(all);
  if (content.length < MIN_CONTENT_WORDS) return true;
  const own = countShared(content, passage);
  if (own / content.length <= MIN_SHARE) return false;
  const farMore = Math.max(own * FAR_MORE.times, own + FAR_MORE.words);
  for (const other of others) if (countShared(content, other) >= farMore) return false;
  return true;
}

function countShared(content: readonly Word[], passage: PassageTerms): number {
  return content.filter((word) => findable(word).some((term) => passage.has(term))).length;
}

function contentOf(all: readonly Word[]): Word[] {
  const content = all.filter(({ surface }) => !STOP_WORDS.has(surface) && !/^\d+$/.test(surface));
  return [...new Map(content.map((word) => [word.whole, word])).values()];
}

function findable({ whole, parts, variants }: Word): string[] {
  return [whole, ...parts, ...variants];
}
