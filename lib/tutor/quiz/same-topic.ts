import { stemWord } from '../../search/text/stem-word';
import { STOP_WORDS } from '../../search/text/stop-words';
import { type Word, words } from '../../search/text/words';

const ARTICLES: ReadonlySet<string> = new Set(['a', 'an', 'the']);

/** Whether a text names one of the content words of a term, in whatever form. */
export function sameTopic(term: string, text: string): boolean {
  const named = keys(text);
  return [...keys(term)].some((key) => named.has(key));
}

/** Whether a text names all of them. */
export function namesWhole(text: string, term: string, left = STOP_WORDS): boolean {
  const [own, named] = [contentWords(term, left), keys(text, left)];
  const isNamed = own.every(({ whole, parts, variants }) => {
    // `ROS` is `ROS 2`.
    const isWhole = named.has(whole) || variants.some((each) => named.has(stemWord(each)));
    return isWhole || (parts.length > 0 && parts.every((each) => named.has(each)));
  });
  return own.length > 0 && isNamed;
}

/** `A static transform` a transform, `ls -a` an `ls`: one may be right where the other is. */
export function sameMeaning(a: string, b: string): boolean {
  return namesWhole(a, b, ARTICLES) || namesWhole(b, a, ARTICLES) || a.toLowerCase() === b.toLowerCase();
}

/** Whether two texts say nearly the same: of the shorter one's words so many stand in the other. */
export function areAlike(a: string, b: string, share = 0.6): boolean {
  const [fewer = [], more = []] = [contentWords(a), contentWords(b)].sort((x, y) => x.length - y.length);
  const named = new Set(more.map(({ whole }) => whole));
  const common = fewer.filter(({ whole }) => named.has(whole));
  return common.length > 1 && common.length >= fewer.length * share;
}

/** How many words of a text say something. */
export function contentSize(text: string): number {
  return contentWords(text).length;
}

function keys(text: string, left = STOP_WORDS): Set<string> {
  return new Set(contentWords(text, left).flatMap(({ whole, parts }) => [whole, ...parts]));
}

function contentWords(text: string, left = STOP_WORDS): Word[] {
  return words(text).filter(({ surface }) => !left.has(surface));
}
