import type { AssistantMessageContent } from '@/lib/chatkit/protocol';
import type { CoursePassage } from '@/lib/search/passage';
import { SITE } from '../../support/tutor-in-memory';
import { sharedWords } from './content-words';
import type { Draft, DraftSentence } from './draft';

/** `wrong`: its passage was retrieved, and does not speak of the sentence. `invented`: no such passage was retrieved. */
export type Verdict = 'supported' | 'wrong' | 'invented';

/** From this share of its content words on, a passage speaks of a sentence that was not taken from it. */
const SPEAKS_OF = 0.75;

/**
 * Judges every citation that the student sees by what the script knows: from which passage it took the sentence.
 *
 * @param given passages that the turn has retrieved
 */
export function judgedCitations(
  parts: readonly AssistantMessageContent[],
  { sentences }: Draft,
  given: readonly CoursePassage[],
): Verdict[] {
  return parts.flatMap(({ text, annotations }) =>
    annotations.map(({ source, index }) => {
      const cited = given.filter(({ path }) => source.type === 'url' && source.url === `${SITE}${path}`);
      if (cited.length === 0) return 'invented';
      const before = [...text].slice(0, index).join('');
      const sentence = sentences.findLast((each) => before.includes(wordsOf(each)));
      if (sentence?.from && cited.some(({ path }) => path === sentence.from?.path)) return 'supported';
      const words = sentence?.text ?? lastSentence(before);
      return cited.some((passage) => sharedWords(words, passage.text) >= SPEAKS_OF) ? 'supported' : 'wrong';
    }),
  );
}

/** How many markers the student reads as text. */
export function shownMarkers(text: string, { sentences }: Draft): number {
  return sentences.filter((sentence) => {
    const place = text.indexOf(wordsOf(sentence));
    if (!sentence.marker || sentence.isCode || place < 0) return false;
    return text
      .slice(place + wordsOf(sentence).length)
      .replace(/^[.!?\s]+/, '')
      .startsWith(sentence.marker);
  }).length;
}

/** A marker may stand before the full stop. */
export function wordsOf({ text }: DraftSentence): string {
  return text.replace(/[.!?]+$/, '');
}

/** The last sentence of a text. */
export function lastSentence(text: string): string {
  return (
    text
      .trimEnd()
      .split(/(?<=[.!?。؟۔])\s+|\n+/)
      .at(-1) ?? ''
  );
}
