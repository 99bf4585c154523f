import { sentences } from '../../search/text/sentences';
import { earlierQuestion } from '../retrieval/search-queries';
import { pageLink, paragraphs } from './answer-text';
import { type Asked, readAsked, share, weighted } from './asked';
import { EXAMPLE, type FollowUp, followUpOf, MORE, SIMPLER } from './follow-up-forms';
import { pagePath, readPage, search } from './lookups';
import { lastNamed, wholeCourse } from './parts';
import { fromSentence, type Piece, pieces, quotedBefore } from './pieces';
import { readOn, shownQuote } from './quote-answer';
import { definition, headingAndText } from './quotes';
import type { Answering, Turn } from './turn';

const NOTHING_YET =
  'What would you like to know more about? Name a topic, or open a lesson and ask about it.';
const ELSEWHERE = 'The course says on it in another lesson:';

/**
 * "Simpler", "an example", "why?", "more": another part of the lesson that was named last, on what was asked before if it has
 * one; if another lesson has one, that. Undefined for other messages.
 */
export function* answerFollowUp(turn: Turn): Answering<string | undefined> {
  const wanted = followUpOf(turn.question);
  if (!wanted || turn.quoted) return undefined;
  const last = lastNamed(turn);
  const lesson = last ?? turn.reading;
  if (!lesson) return turn.page || turn.history.length ? undefined : NOTHING_YET;
  // Of a page of which nothing was said yet, the beginning is wanted.
  if (!last && wanted !== SIMPLER && wanted !== EXAMPLE) return undefined;
  const passages = yield* readPage(lesson);
  const wasQuoted = quotedBefore(turn);
  const fresh = pieces(passages, wasQuoted);
  const whole = new Set(fresh.filter(({ isWhole }) => isWhole).map(({ at }) => at));
  const quoted = pieces(passages).filter(({ at }) => !whole.has(at));
  const earlier = earlierQuestion(turn);
  const about = weighted(readAsked(earlier), pieces(passages).map(headingAndText));
  const best = bestFit(fresh, wanted, about, quoted);
  if (!best) {
    const all = wholeCourse(turn).lessons;
    const next = all[all.indexOf(lesson) + 1];
    const onwards = next ? ` The next lesson is ${pageLink(turn, next)}.` : '';
    return `There is nothing more in ${pageLink(turn, lesson)} that I have not quoted.${onwards}`;
  }
  // A reason on another lesson is a reason for something else.
  if (
    (wanted === SIMPLER || wanted === EXAMPLE) &&
    !(best.isWanted && best.isOnSubject) &&
    about.subjects.length
  ) {
    const found = (yield* search(earlier)).filter(({ path }) => pagePath(path) !== lesson.path);
    const fit = bestFit(pieces(found, wasQuoted), { ...wanted, isOnTopic: true }, about, []);
    if (fit?.isWanted) return shownFit(turn, fit, wanted, ELSEWHERE);
  }
  if (best.isWanted) return shownFit(turn, best, wanted, wanted.found);
  const missing = quoted.length
    ? wanted.missing.replace('words.', 'words, beside what I quoted above.')
    : wanted.missing;
  return shownFit(turn, best, wanted, missing);
}

interface Fit {
  piece: Piece;
  isWanted: boolean;
  isOnSubject: boolean;
  worth: number;
}

function shownFit(turn: Turn, { piece, isWanted }: Fit, wanted: FollowUp, lead: string): string {
  const shown = fromSentence(piece, wanted.signs, wanted === MORE || piece.attached?.kind === 'code');
  return paragraphs((shown.prose || !isWanted) && lead, shownQuote(shown), readOn(turn, piece));
}

/** Less of what was asked, and it is on something else. */
const MIN_TOPIC_SHARE = 0.5;

/** What speaks of the question, is nearer to what was quoted, and stands rather after it, is the better part; the opening the worst. */
function bestFit(
  all: readonly Piece[],
  wanted: FollowUp,
  about: Asked,
  quoted: readonly Piece[],
): Fit | undefined {
  const fits = all.map((original): Fit => {
    // What something is, said again, says it in other words.
    const defined = wanted.signs === SIMPLER.signs ? definition(original, about.subjects) : undefined;
    const piece = defined ? { ...original, prose: defined, attached: undefined } : original;
    const { prose, attached } = piece;
    const distances = quoted.map(({ at }) => (piece.at >= at ? piece.at - at : 2 * (at - piece.at)));
    const near = 1 / (2 + Math.min(piece.at, ...distances));
    const speaks = share(about, headingAndText(piece));
    const isSign = (sentence: string) =>
      wanted.signs.test(sentence) && (!wanted.isOnTopic || share(about, sentence) >= MIN_TOPIC_SHARE);
    const hasCode = wanted.signs === EXAMPLE.signs && attached?.kind === 'code';
    const isWanted =
      Boolean(defined) || wanted.signs === MORE.signs || hasCode || sentences(prose).some(isSign);
    const isOnSubject = speaks >= MIN_TOPIC_SHARE;
    const opening = isWanted && wanted.signs !== MORE.signs ? 0.4 : 2;
    const worth =
      (isWanted ? 1 : 0) + (isOnSubject ? 0.5 : 0) + 0.6 * speaks + near - (piece.isOpening ? opening : 0);
    return { piece, isWanted, isOnSubject, worth };
  });
  return fits.sort((a, b) => b.worth - a.worth || a.piece.at - b.piece.at)[0];
}
