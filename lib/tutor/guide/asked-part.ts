import { sentences } from '../../search/text/sentences';
import { statedFacts } from './stated-facts';

const GREETING =
  /^\W*(?:hi|hello|hey|thanks|thank\s+you|please|good\s+(?:morning|afternoon|evening))\b[^?]{0,30}$/i;

/** The part of a message that asks: without greetings, and without what it says about its author. */
export function askedPart(message: string): string {
  const asking = sentences(message).filter((sentence) => {
    if (sentence.includes('?')) return true;
    const { name, hardware, others } = statedFacts(sentence);
    return !name && !hardware && !others.length && !GREETING.test(sentence);
  });
  return asking.length ? asking.join(' ') : message;
}
