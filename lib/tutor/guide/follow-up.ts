import { earlierQuestion } from '../retrieval/search-queries';
import { pageLink, paragraphs } from './answer-text';
import { REASON, readAsked } from './asked';
import { readPage } from './lookups';
import { lastNamed, wholeCourse } from './parts';
import { fromSentence, type Piece, pieces, saidBefore } from './pieces';
import { readOn, shownQuote } from './quote-answer';
import { shareOf } from './quotes';
import { plain } from './request';
import type { Answering, Turn } from './turn';

interface FollowUp {
  /** Nothing but a wish for another part of what was said. */
  form: RegExp;
  /** What such a part has. */
  signs: RegExp;
  found: string;
  missing: string;
}

const IT = '(?: (?:it|this|that|these|them|one|again))*';
const SIMPLER: FollowUp = {
  form: new RegExp(
    `^(?:(?:explain|say|put|describe|make|rephrase)${IT} ?(?:in )?(?:(?:a )?(?:more |much )?(?:simpl(?:er|e|y)|easier|easily|plain|other|fewer|shorter|clearer)(?: way| words| terms| language)?|for (?:an? )?(?:beginner|child|kid|dummies)|like (?:i am|im) .*)|(?:simpler|easier|eli5|too (?:complicated|hard|difficult|complex|technical)|rephrase|in (?:simple|simpler|plain|other|easy) (?:words|terms))${IT}|i (?:still )?do not (?:get|understand|follow)${IT}|(?:this|that|it) is (?:confusing|too \\w+|unclear)|what does (?:that|this|it) (?:even )?mean|i am (?:still )?(?:lost|confused)|huh)$`,
  ),
  signs:
    /\b(?:think of|imagine|(?:is|acts?|works?|much) like an?|in other words|in short|simply|means that|for example|such as|is (?:just|only)|the (?:main|whole) (?:idea|point|benefit))\b/i,
  found: 'The course also puts it like this:',
  missing: 'The course has no simpler wording for it. This is another part of the lesson:',
};
const EXAMPLE: FollowUp = {
  form: new RegExp(
    `^(?:(?:give|show)(?: me)? |i need |do you have |any |got )*(?:an? |one |another |some |more |the )*(?:(?:code|concrete|simple|practical|real|good|short|little) )*(?:examples?(?: of| for)?|code|for example|like what|such as what)${IT}(?: code)?$|^show me${IT}$`,
  ),
  signs: /\b(?:for example|for instance|such as|imagine|think of|e\.g\.|suppose|say you)\b/i,
  found: 'An example from the lesson:',
  missing: 'The lesson has no further example of it. This is another part of it:',
};
const WHY: FollowUp = {
  form: /^(?:why|how come)(?: (?:is|does|do|so|that|it|this|not|exactly))*$|^why (?:do|would|should) (?:i|we|you) (?:need|use|want) (?:it|this|that|them)$/,
  signs: REASON,
  found: 'The lesson gives this reason:',
  missing: 'The lesson gives no reason in so many words. It goes on like this:',
};
const MORE: FollowUp = {
  form: /^(?:tell me |say |show |give |i want )?(?:me )?(?:a (?:bit|little) )?(?:some |even |any )?(?:more(?: details?| info(?:rmation)?)?|go on|continue|elaborate|keep going|what else|anything else|and|and then|go deeper|explain (?:it|this|that)|(?:explain )?in (?:more )?detail)(?: (?:on|about|of))?(?: (?:it|this|that|them))?$/,
  signs: /^/,
  found: 'There is more in the lesson:',
  missing: 'The lesson goes on:',
};
const NOTHING_YET =
  'What would you like to know more about? Name a topic, or open a lesson and ask about it.';

/** "Simpler", "an example", "why?", "more": another part of the lesson that was named last. Undefined for other messages. */
export function* answerFollowUp(turn: Turn): Answering<string | undefined> {
  const message = plain(turn.question);
  const wanted = [SIMPLER, EXAMPLE, WHY, MORE].find(({ form }) => form.test(message));
  if (!wanted || turn.quoted) return undefined;
  const last = lastNamed(turn);
  const lesson = last ?? turn.reading;
  if (!lesson) return turn.page || turn.history.length ? undefined : NOTHING_YET;
  // Of a page of which nothing was said yet, the beginning is wanted.
  if (!last && (wanted === MORE || wanted === WHY)) return undefined;
  const passages = yield* readPage(lesson);
  const fresh = pieces(passages, saidBefore(turn));
  const whole = new Set(fresh.filter(({ isWhole }) => isWhole).map(({ at }) => at));
  const quoted = pieces(passages).filter(({ at }) => !whole.has(at));
  const about = readAsked('', earlierQuestion(turn));
  const [best] = fresh
    .map((piece) => ({ piece, ...fitOf(piece, wanted, quoted, shareOf(about, piece)) }))
    .sort((a, b) => b.worth - a.worth || a.piece.at - b.piece.at);
  if (!best) {
    const all = wholeCourse(turn).lessons;
    const next = all[all.indexOf(lesson) + 1];
    const onwards = next ? ` The next lesson is ${pageLink(turn, next)}.` : '';
    return `There is nothing more in ${pageLink(turn, lesson)} that I have not quoted.${onwards}`;
  }
  const { piece, isWanted } = best;
  const shown = fromSentence(piece, wanted.signs, wanted === MORE || piece.attached?.kind === 'code');
  return paragraphs(
    (shown.prose || !isWanted) && (isWanted ? wanted.found : wanted.missing),
    shownQuote(shown),
    readOn(turn, piece.passage),
  );
}

/** How well a piece fits: what speaks of the question, is nearer to what was quoted, and stands rather after it, the better. */
function fitOf(piece: Piece, wanted: FollowUp, quoted: readonly Piece[], share: number) {
  const distances = quoted.map(({ at }) => (piece.at >= at ? piece.at - at : 2 * (at - piece.at)));
  const near = 1 / (2 + Math.min(piece.at, ...distances));
  const hasSigns = (wanted === EXAMPLE && piece.attached?.kind === 'code') || wanted.signs.test(piece.prose);
  const isWanted = wanted === MORE || hasSigns;
  return { isWanted, worth: (isWanted ? 1 : 0) + 0.6 * share + near };
}
