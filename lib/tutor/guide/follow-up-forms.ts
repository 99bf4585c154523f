import { EXAMPLE as EXAMPLE_SIGNS, REASON } from './asked';
import { plain } from './request';

/** A message that asks for another part of what was said. */
export interface FollowUp {
  /** Nothing but a wish for another part of what was said. */
  form: RegExp;
  /** What such a part has. */
  signs: RegExp;
  /** Nothing else of the lesson is worth quoting in its place. */
  isOnTopic?: true;
  found: string;
  missing: string;
}

const IT = '(?: (?:it|this|that|these|them|one|again))*';
export const SIMPLER: FollowUp = {
  form: new RegExp(
    `^(?:(?:explain|say|put|describe|make|rephrase)${IT} ?(?:in )?(?:(?:a )?(?:more |much )?(?:simpl(?:er|e|y)|easier|easily|plain|other|fewer|shorter|clearer)(?: way| words| terms| language)?|for (?:an? )?(?:beginner|child|kid|dummies)|like (?:i am|im) .*)|(?:simpler|easier|eli5|too (?:complicated|hard|difficult|complex|technical)|rephrase|in (?:simple|simpler|plain|other|easy) (?:words|terms))${IT}|(?:i )?(?:still )?(?:do|did|can) not (?:quite )?(?:get|understand|follow)${IT}|i have no (?:idea|clue)(?: what (?:that|this|it) means)?|(?:this|that|it) is (?:confusing|too \\w+(?: for me)?|unclear)|what does (?:that|this|it) (?:even )?mean|i am (?:still )?(?:lost|confused)|huh)$`,
  ),
  signs:
    /\b(?:think of|imagine|(?:is|acts?|works?|much) like an?|in other words|in short|simply|means that|for example|such as|is (?:just|only)|the (?:main|whole) (?:idea|point|benefit))\b/i,
  found: 'In other words of the same lesson:',
  missing: 'The course has no simpler wording for it. This is another part of the lesson:',
};
export const EXAMPLE: FollowUp = {
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
  missing: 'The lesson does not say what it is for in so many words. It goes on like this:',
};
const WHICH: FollowUp = {
  form: /^(?:which|what)(?: (?:one|of|them|these|those|the|two|is|do|does|should|shall|would|can|to|i|we|you|use|take|choose|pick|need|recommend|prefer|better|best|easier|simpler|right|good|then|for|an?|beginners?|me))*(?: (?:use|take|choose|pick|need|recommend|prefer|better|best|easier|simpler|right)(?: for (?:me|an? \w+|\w+ers))?)$/,
  signs:
    /\b(?:use|choose|take|pick|prefer)\b.*\b(?:when|if|for)\b|\b(?:better|best) (?:for|when|if)\b|\bwhen you need\b/i,
  isOnTopic: true,
  found: 'On which to use, the lesson says:',
  missing: 'The lesson does not say which to use in so many words. It goes on like this:',
};
export const MORE: FollowUp = {
  form: /^(?:tell me |say |show |give |i want )?(?:me )?(?:a (?:bit|little) )?(?:some |even |any )?(?:more(?: details?| info(?:rmation)?)?|go on|continue|elaborate|keep going|what else|anything else|and|and then|go deeper|explain (?:it|this|that)(?: again)?|(?:explain )?in (?:more )?detail)(?: (?:on|about|of))?(?: (?:it|this|that|them))?$/,
  signs: /^/,
  found: 'There is more in the lesson:',
  missing: 'The lesson goes on:',
};
/** What a message asks for, if it asks for nothing but another part of what was said. */
export function followUpOf(message: string): FollowUp | undefined {
  const request = plain(message);
  return [SIMPLER, EXAMPLE, WHY, WHICH, USE, MORE].find(({ form }) => form.test(request));
}
