import { sentences } from '../../search/text/sentences';
import { earlierQuestion } from '../retrieval/search-queries';
import { pageLink, paragraphs } from './answer-text';
import { type Asked, EXAMPLE as EXAMPLE_SIGNS, REASON, readAsked, share } from './asked';
import { readPage } from './lookups';
import { lastNamed, wholeCourse } from './parts';
import { fromSentence, type Piece, pieces, quotedBefore } from './pieces';
import { readOn, shownQuote } from './quote-answer';
import { headingAndText } from './quotes';
import { plain } from './request';
import type { Answering, Turn } from './turn';

interface FollowUp {
  /** Nothing but a wish for another part of what was said. */
  form: RegExp;
  /** What such a part has. */
  signs: RegExp;
  /** Whether it is only such a part where it speaks of what was asked. */
  isOnTopic?: true;
  found: string;
  missing: string;
}

const IT = '(?: (?:it|this|that|these|them|one|again))*';
const SIMPLER: FollowUp = {
  form: new RegExp(
    `^(?:(?:explain|say|put|describe|make|rephrase)${IT} ?(?:in )?(?:(?:a )?(?:more |much )?(?:simpl(?:er|e|y)|easier|easily|plain|other|fewer|shorter|clearer)(?: way| words| terms| language)?|for (?:an? )?(?:beginner|child|kid|dummies)|like (?:i am|im) .*)|(?:simpler|easier|eli5|too (?:complicated|hard|difficult|complex|technical)|rephrase|in (?:simple|simpler|plain|other|easy) (?:words|terms))${IT}|(?:i )?(?:still )?(?:do|did|can) not (?:quite )?(?:get|understand|follow)${IT}|i have no (?:idea|clue)(?: what (?:that|this|it) means)?|(?:this|that|it) is (?:confusing|too \\w+(?: for me)?|unclear)|what does (?:that|this|it) (?:even )?mean|i am (?:still )?(?:lost|confused)|huh)$`,
  ),
  signs:
    /\b(?:think of|imagine|(?:is|acts?|works?|much) like an?|in other words|in short|simply|means that|for example|such as|is (?:just|only)|the (?:main|whole) (?:idea|point|benefit))\b/i,
  found: 'In other words of the same lesson:',
  missing: 'The course has no simpler wording for it. This is another part of the lesson:',
};
const EXAMPLE: FollowUp = {
  form: new RegExp(
    `^(?:(?:give|show)(?: me)? |i need |do you have |any |got )*(?:an? |one |another |some |more |the )*(?:(?:code|concrete|simple|practical|real|good|short|little) )*(?:examples?(?: of| for)?|code|for example|like what|such as what)${IT}(?: code)?$|^show me${IT}$`,
  ),
  signs: EXAMPLE_SIGNS,
  found: 'An example from the lesson:',
  missing: 'The lesson has no further example of it. This is another part of it:',
};
const WHY: FollowUp = {
  form: /^(?:why|how come)(?: (?:is|does|do|so|that|it|this|not|then|happens?|the case))*$|^(?:what causes|how does) (?:it|this|that)(?: happen)?$/,
  signs: REASON,
  isOnTopic: true,
  found: 'The lesson gives this reason:',
  missing: 'The lesson gives no reason in so many words. It goes on like this:',
};
const USE: FollowUp = {
  form: /^(?:what|when|why|is|how)(?: (?:is|are|does|do|can|could|would|should|i|we|you|one|need|use|want|it|this|that|them|they|for|with|good|useful|used|help|helps|ever|would))+$/,
  signs:
    /\b(?:used? (?:for|to|when|it)|useful|lets?|allows?|helps?|so that|good for|without it|in order to|purpose|matters?)\b/i,
  isOnTopic: true,
  found: 'On what it is for, the lesson says:',
  missing: 'The lesson does not say in so many words what it is for. It goes on like this:',
};
const WHICH: FollowUp = {
  form: /^(?:which|what)(?: (?:one|of|them|these|those|the|two|is|do|does|should|shall|would|can|to|i|we|you|use|take|choose|pick|need|recommend|prefer|better|best|easier|simpler|right|good|then|for|an?|beginners?|me))*(?: (?:use|take|choose|pick|need|recommend|prefer|better|best|easier|simpler|right)(?: for (?:me|an? \w+|\w+ers))?)$/,
  signs:
    /\b(?:use|choose|take|pick|prefer)\b.*\b(?:when|if|for)\b|\b(?:better|best) (?:for|when|if)\b|\bwhen you need\b/i,
  isOnTopic: true,
  found: 'On which to use, the lesson says:',
  missing: 'The lesson does not say which to use in so many words. It goes on like this:',
};
const MORE: FollowUp = {
  form: /^(?:tell me |say |show |give |i want )?(?:me )?(?:a (?:bit|little) )?(?:some |even |any )?(?:more(?: details?| info(?:rmation)?)?|go on|continue|elaborate|keep going|what else|anything else|and|and then|go deeper|explain (?:it|this|that)(?: again)?|(?:explain )?in (?:more )?detail)(?: (?:on|about|of))?(?: (?:it|this|that|them))?$/,
  signs: /^/,
  found: 'There is more in the lesson:',
  missing: 'The lesson goes on:',
};
const NOTHING_YET =
  'What would you like to know more about? Name a topic, or open a lesson and ask about it.';

/** "Simpler", "an example", "why?", "more": another part of the lesson that was named last. Undefined for other messages. */
export function* answerFollowUp(turn: Turn): Answering<string | undefined> {
  const message = plain(turn.question);
  const wanted = [SIMPLER, EXAMPLE, WHY, WHICH, USE, MORE].find(({ form }) => form.test(message));
  if (!wanted || turn.quoted) return undefined;
  const last = lastNamed(turn);
  const lesson = last ?? turn.reading;
  if (!lesson) return turn.page || turn.history.length ? undefined : NOTHING_YET;
  // Of a page of which nothing was said yet, the beginning is wanted.
  if (!last && wanted !== SIMPLER && wanted !== EXAMPLE) return undefined;
  const passages = yield* readPage(lesson);
  const fresh = pieces(passages, quotedBefore(turn));
  const whole = new Set(fresh.filter(({ isWhole }) => isWhole).map(({ at }) => at));
  const quoted = pieces(passages).filter(({ at }) => !whole.has(at));
  const about = readAsked('', earlierQuestion(turn));
  const [best] = fresh
    .map((piece) => ({ piece, ...fitOf(piece, wanted, quoted, about) }))
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

/** Less of what was asked in a sentence, and it is on something else. */
const MIN_TOPIC_SHARE = 0.5;

/** How well a piece fits: what speaks of the question, is nearer to what was quoted, and stands rather after it, the better. */
function fitOf(piece: Piece, wanted: FollowUp, quoted: readonly Piece[], about: Asked) {
  const distances = quoted.map(({ at }) => (piece.at >= at ? piece.at - at : 2 * (at - piece.at)));
  const near = 1 / (2 + Math.min(piece.at, ...distances));
  const speaks = share(about, headingAndText(piece));
  const isSign = (sentence: string) =>
    wanted.signs.test(sentence) && (!wanted.isOnTopic || share(about, sentence) >= MIN_TOPIC_SHARE);
  const hasCode = wanted === EXAMPLE && piece.attached?.kind === 'code';
  const isWanted = wanted === MORE || hasCode || sentences(piece.prose).some(isSign);
  return { isWanted, worth: (isWanted ? 1 : 0) + 0.6 * speaks + near };
}
