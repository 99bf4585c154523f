import { STOP_WORDS } from './stop-words';
import { type Word, words } from './words';

const ASKS_WHAT =
  /^\W*(?:(?:hi|hello|hey|please|ok|so)\W+)*(?:what|who|which)(?:['’]?s|\s+(?:is|are|was|were))\s+(?<subject>[^?!.]+)/iu;
/** What follows says more about the subject, and may stand anywhere. */
const GOES_ON =
  /\s(?:in|on|at|for|to|from|with|without|by|between|and|or|vs|versus|than|that|which|when|where|if|used|called|inside|like|as|the\s+same)\s.*/iu;

/** Neighbours in what a "what is …" question asks about: the words of a name that only together say what is meant. */
export function phrasePairs(question: string): [Word, Word][] {
  const subject = ASKS_WHAT.exec(question)?.groups?.subject?.replace(GOES_ON, '') ?? '';
  const named = words(subject).filter(({ surface }) => !STOP_WORDS.has(surface));
  return named.slice(1).flatMap((word, at): [Word, Word][] => {
    const before = named[at];
    return before ? [[before, word]] : [];
  });
}
