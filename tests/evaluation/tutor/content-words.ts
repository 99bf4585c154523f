/** Words that say nothing of what a sentence is about. */
const FUNCTION_WORDS = new Set(
  `a about after all also an and any are as at be because been before both but by can could did do does each every few for from
  had has have how if in into is it its just less like made make makes many may more most much must never no not of off on once
  one only or other out over own same should so some such than that the their them then there these they this those through to
  too two under until up use used uses using very was way were what when where which while who why will with without would you
  your`.split(/\s+/),
);

/**
 * The words of a text that carry its meaning, each once, without their commonest endings. A measure of the evaluation's own: it
 * shares nothing with the product's search or its check of citations.
 */
export function contentWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}_]*/gu) ?? [];
  return new Set(words.filter((word) => word.length > 1 && !FUNCTION_WORDS.has(word)).map(withoutEnding));
}

/** How many of the sentence's content words stand in the other text, from 0 to 1; 0 for a sentence without any. */
export function sharedWords(sentence: string, text: string): number {
  const words = [...contentWords(sentence)];
  if (words.length === 0) return 0;
  const others = contentWords(text);
  return words.filter((word) => others.has(word)).length / words.length;
}

function withoutEnding(word: string): string {
  const stem = word.replace(/(?:ings?|edly|ed|es|s|ly|e)$/, '');
  return stem.length > 2 ? stem : word;
}
