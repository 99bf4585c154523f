import type { AssistantMessageContent } from '@/lib/chatkit/protocol';
import type { CoursePassage } from '@/lib/search/passage';
import { sharedWords } from '../evaluation/tutor/content-words';
import { declines } from '../evaluation/tutor/declines';
import { lastSentence } from '../evaluation/tutor/judged-citations';
import { SITE } from '../support/tutor-in-memory';

/** From this share of its content words on, a passage may well speak of a sentence in words of the model's own. */
const MAY_SPEAK_OF = 0.5;

/**
 * Of how many citations the passage shares its words with the sentence before it. It says little of an answer in another
 * language than the course's, which has only terms and names in common with it.
 */
export function lexicallySupported(
  parts: readonly AssistantMessageContent[],
  given: readonly CoursePassage[],
): number {
  return parts
    .flatMap(({ text, annotations }) =>
      annotations.map(({ source, index }) => ({ source, sentence: sentenceBefore(text, index) })),
    )
    .filter(({ source, sentence }) =>
      given.some(
        ({ path, text }) =>
          source.type === 'url' &&
          source.url === `${SITE}${path}` &&
          sharedWords(sentence, text) >= MAY_SPEAK_OF,
      ),
    ).length;
}

function sentenceBefore(text: string, index: number | undefined): string {
  return lastSentence([...text].slice(0, index).join(''));
}

const APOLOGY =
  /^\W*(?:i(?:'|’)?m (?:really )?sorry|i am sorry|sorry|unfortunately|leider|es tut mir leid|معذرت)/iu;

/** Whether an answer says that it, or the course, has nothing on the question. */
export function hasDeclined(answer: string): boolean {
  return declines(answer) || APOLOGY.test(answer);
}
