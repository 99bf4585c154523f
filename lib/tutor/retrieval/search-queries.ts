import { STOP_WORDS } from '../../search/text/stop-words';
import { words } from '../../search/text/words';
import { followUpOf } from '../guide/follow-up-forms';
import { askedPart } from '../guide/request';
import type { Turn } from '../guide/turn';

/** Most of a query, and as much of a quotation as says what it is about, in UTF-16 code units. */
const MAX_LENGTH = 500;
const MAX_QUOTED = 300;
const MIN_LENGTH = 3;

const HERE = /\b(?:this|that|these|those|here|page|lesson|section|paragraph|above|selection|selected)\b/i;
const BACK = /\b(?:it|its|them|they|their|that|those|one|ones)\b/i;
const FOLLOW_UP =
  /^\W*(?:and|but|so|or|then|also|what about|how about|why\W*$|how\W*$|more|go on|continue|example)\b/i;
/** Words that point, and name nothing. */
const POINTING = new Set('page section paragraph above selection selected text code part'.split(' '));

/**
 * What to search for, in the order to try it: the question itself, and what it points at (the quoted text, the page, the
 * question before).
 */
export function searchQueries(turn: Pick<Turn, 'question' | 'quoted' | 'page' | 'history'>): string[] {
  const { quoted, page } = turn;
  const question = askedPart(turn.question);
  const own = contentWords(question) > 0 ? question : '';
  const earlier = earlierQuestion(turn);
  const aboutPage = page?.title || page?.headings || '';
  const tries: string[] = [];
  if (quoted) {
    const said = quoted.slice(0, MAX_QUOTED);
    tries.push(`${own} ${said}`, said, `${own} ${aboutPage}`);
    // "Why does this node …": a pointing word in a question that says enough by itself.
  } else if (!own || (HERE.test(question) && contentWords(question) <= 2)) {
    tries.push(`${own} ${aboutPage || earlier}`, aboutPage, `${own} ${earlier}`);
  } else if (FOLLOW_UP.test(turn.question) || (BACK.test(question) && earlier)) {
    tries.push(`${own} ${earlier}`, own, `${own} ${aboutPage}`);
  }
  tries.push(own);
  const tidy = tries.map((text) => text.replace(/\s+/g, ' ').trim().slice(0, MAX_LENGTH).toWellFormed());
  return [...new Set(tidy)].filter((text) => text.length >= MIN_LENGTH && contentWords(text) > 0);
}

function contentWords(text: string): number {
  return words(text).filter(({ surface }) => !STOP_WORDS.has(surface) && !POINTING.has(surface)).length;
}

/** The last question that said what it was about. */
export function earlierQuestion({ history }: Pick<Turn, 'history'>): string {
  const asked = history.findLast(
    ({ role, text }) => role === 'user' && contentWords(text) > 0 && /\p{L}/u.test(text) && !followUpOf(text),
  );
  return asked?.text ?? '';
}
