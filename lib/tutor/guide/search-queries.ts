import { sentences } from '../../search/text/sentences';
import { STOP_WORDS } from '../../search/text/stop-words';
import { words } from '../../search/text/words';
import { askedPart } from './asked-part';
import type { Turn } from './turn';

/** Limits of the tool's parameter. */
const SHORTEST = 3;
const LONGEST = 500;
/** As much of a quotation says what it is about. */
const QUOTE_LENGTH = 300;

const HERE = /\b(?:this|that|these|those|here|page|lesson|section|paragraph|above|selection|selected)\b/i;
const BACK = /\b(?:it|its|them|they|their|that|those|one|ones)\b/i;
const FOLLOW_UP =
  /^\W*(?:and|but|so|or|then|also|what about|how about|why\W*$|how\W*$|more|go on|continue|example)\b/i;

/**
 * What to search for, in the order to try it: the question itself, and what it points at (the quoted text, the page, the
 * question before).
 */
export function searchQueries(turn: Turn): string[] {
  const { quoted, page } = turn;
  const question = askedPart(turn.question);
  const own = hasContent(question) ? question : '';
  const earlier = earlierQuestion(turn);
  const aboutPage = page ? page.title || page.headings : '';
  const tries: string[] = [];
  if (quoted) {
    const said = quoted.slice(0, QUOTE_LENGTH);
    tries.push(`${own} ${said}`, said, `${own} ${aboutPage}`);
  } else if (!own || (HERE.test(question) && !isAboutMore(question))) {
    tries.push(`${own} ${aboutPage || earlier}`, aboutPage, `${own} ${earlier}`);
  } else if (FOLLOW_UP.test(question) || (BACK.test(question) && earlier)) {
    tries.push(`${own} ${earlier}`, own, `${own} ${aboutPage}`);
  }
  tries.push(own);
  // A story before the question may hide it.
  const last = sentences(own).at(-1) ?? '';
  if (last !== own) tries.push(last);
  const tidy = tries.map((text) => text.replace(/\s+/g, ' ').trim().slice(0, LONGEST));
  return [...new Set(tidy)].filter((text) => text.length >= SHORTEST && hasContent(text));
}

function hasContent(text: string): boolean {
  return contentWords(text) > 0;
}

/** "Why does this node …": a pointing word in a question that says enough by itself. */
function isAboutMore(question: string): boolean {
  return contentWords(question) > 2;
}

function contentWords(text: string): number {
  return words(text).filter(({ surface }) => !STOP_WORDS.has(surface) && !POINTING.has(surface)).length;
}

const POINTING = new Set([
  'page',
  'section',
  'paragraph',
  'above',
  'selection',
  'selected',
  'text',
  'code',
  'part',
]);

/** The last question that said what it was about. */
function earlierQuestion({ history }: Turn): string {
  return (
    history.findLast(({ role, text }) => role === 'user' && hasContent(text) && /\p{L}/u.test(text))?.text ??
    ''
  );
}
