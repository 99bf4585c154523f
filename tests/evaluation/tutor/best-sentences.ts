import { sharedWords } from './content-words';
import { passageSentences } from './passage-sentences';
import type { SeenPassage } from './seen-request';

/** A sentence that can be quoted, and the passage that it stands in. */
export interface QuotableSentence {
  text: string;
  seen: SeenPassage;
}

/**
 * The sentences of a question's best-fitting passage that say most of it, in the order of the passage.
 *
 * @param count at most so many
 */
export function bestSentences(question: string, passages: SeenPassage[], count: number): QuotableSentence[] {
  const [best] = rankedPassages(question, passages);
  return best ? sentencesOf(question, best, count) : [];
}

/** Passages with something to quote, those first that share most words with the question; ties stay in their order. */
export function rankedPassages(question: string, passages: SeenPassage[]): SeenPassage[] {
  return passages
    .filter(({ passage }) => passageSentences(passage.text).length > 0)
    .map((seen) => ({
      seen,
      score: sharedWords(question, `${seen.passage.sectionTitle ?? ''} ${seen.passage.text}`),
    }))
    .sort((a, b) => b.score - a.score)
    .map(({ seen }) => seen);
}

export function sentencesOf(question: string, seen: SeenPassage, count: number): QuotableSentence[] {
  return passageSentences(seen.passage.text)
    .map((text, position) => ({ text, position, score: sharedWords(question, text) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .sort((a, b) => a.position - b.position)
    .map(({ text }) => ({ text, seen }));
}
