import { type IndexData, WORD_FLAGS } from './index-data';
import type { TermTable } from './term-table';
import { FIELDS, FIRST_WORD, MARKS } from './tokens';

/** So far apart words still make one phrase, stop words not counted. */
const REACH = 3;
/** To look through more would be long, and what stands together does so in one of these. */
const MOST_READ = 500;

/** How two terms may stand together. */
export type Togetherness =
  /** One right after the other, in this order, stop words left out. */
  | 'follows'
  /** Close to each other in a sentence, in any order. */
  | 'near'
  /** Next to each other in a line of code, or parts of one name there, in any order: `ros2 topic list`, `list_topics`. */
  | 'command';

/** Whether two terms stand so in any of some passages, which have both. */
export function together(
  how: Togetherness,
  [one, other]: [number, number],
  passages: readonly number[],
  data: IndexData,
  table: TermTable,
): boolean {
  // Words that meet in so many passages are no strangers.
  if (how === 'near' && passages.length > MOST_READ) return true;
  const isWhole = (term: number) => (word: number) => data.wordTerms[data.wordTermStarts[word] ?? 0] === term;
  const wordsOf = (term: number) => {
    const words = [...table.wordsOf(term)];
    return new Set(how === 'follows' ? words.filter(isWhole(term)) : words);
  };
  const sought = { ones: wordsOf(one), others: wordsOf(other), names: new Set<number>() };
  if (how !== 'follows') sought.names = namesWith(one, other, how, sought, data);
  return passages.slice(0, MOST_READ).some((passage) => standTogether(how, sought, passage, data));
}

interface Sought {
  /** Words that can be found by the one term, and by the other. */
  ones: ReadonlySet<number>;
  others: ReadonlySet<number>;
  /** Words that have both in them. */
  names: ReadonlySet<number>;
}

function standTogether(how: Togetherness, { ones, others, names }: Sought, passage: number, data: IndexData) {
  const { tokens, tokenStarts, wordFlags } = data;
  const reach = how === 'near' ? REACH : 1;
  const end = tokenStarts[passage + 1] ?? 0;
  const code = FIELDS.indexOf('code');
  const asked = FIELDS.indexOf('asked');
  let field = 0;
  let isInline = false;
  // Places are counted in words that are no stop words; forgetting is to be far from everything before.
  let place = 0;
  let lastOne = Number.NEGATIVE_INFINITY;
  let lastOther = Number.NEGATIVE_INFINITY;
  for (let at = tokenStarts[passage] ?? 0; at < end; at += 1) {
    const token = tokens[at] ?? 0;
    if (token < FIRST_WORD) {
      isInline = token === MARKS.inlineCode && !isInline;
      if (token === MARKS.field) field += 1;
      if (forgets(how, token)) place += reach + 1;
      continue;
    }
    // How students ask for things makes no names of the course.
    if (field === asked) return false;
    if (!isRead(how, { isInline, isFence: field === code })) continue;
    const word = token - FIRST_WORD;
    if (((wordFlags[word] ?? 0) & WORD_FLAGS.stop) !== 0) continue;
    place += 1;
    if (names.has(word)) return true;
    const isOther = others.has(word);
    if (isOther && place - lastOne <= reach) return true;
    if (ones.has(word)) {
      if (how !== 'follows' && place - lastOther <= reach) return true;
      lastOne = place;
    }
    if (isOther) lastOther = place;
  }
  return false;
}

/** Neighbours in a listing are no phrase, and commands stand nowhere but in code. */
function isRead(how: Togetherness, place: { isInline: boolean; isFence: boolean }): boolean {
  switch (how) {
    case 'follows':
      return true;
    case 'near':
      return !place.isFence;
    case 'command':
      return place.isFence || place.isInline;
  }
}

/** Whether what follows a mark has nothing to do with what stands before it. */
function forgets(how: Togetherness, mark: number): boolean {
  switch (how) {
    case 'follows':
      return mark === MARKS.field;
    case 'near':
      return mark !== MARKS.inlineCode;
    case 'command':
      return true;
  }
}

/** The words that have both terms as parts: next to each other, or anywhere if it is a command. */
function namesWith(
  one: number,
  other: number,
  how: Togetherness,
  { ones, others }: Pick<Sought, 'ones' | 'others'>,
  { wordTerms, wordTermStarts, wordParts }: IndexData,
): Set<number> {
  const found = new Set<number>();
  for (const word of ones) {
    if (!others.has(word)) continue;
    const start = (wordTermStarts[word] ?? 0) + 1;
    const parts = wordTerms.subarray(start, start + (wordParts[word] ?? 0));
    const [first, second] = [parts.indexOf(one), parts.indexOf(other)];
    if (first < 0 || second < 0) continue;
    if (how === 'command' || Math.abs(first - second) === 1) found.add(word);
  }
  return found;
}
