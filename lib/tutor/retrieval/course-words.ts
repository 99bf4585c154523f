/** Words that say which language a question is in. */
const ENGLISH =
  /\b(?:the|an?|is|are|do|does|did|what|how|why|when|where|which|who|can|could|should|my|it|to|of|and|in|for|with|explain|show|tell|i|you|this|that|not|define)\b/gi;
const OTHERS =
  /\b(?:ist|sind|der|die|das|den|ein|eine|was|wie|und|ich|warum|wo|nicht|danke|für|von|qué|que|cómo|como|un|una|el|los|las|por|para|es|en|est|les|des|du|quoi|comment|pourquoi|et|une|kya|hai|hota|ka|ki|mein|um|uma|os|il|che|cosa|perché|di)\b/gi;
const OTHER_SCRIPT = /[^\p{Script=Latin}\P{L}]/u;
const LATIN = /[A-Za-z][\w.+/-]*\w/g;
/** Names and terms keep their form in other languages: URDF, QoS, ros2, `/scan`. */
const TERM = /[A-Z].*[A-Z]|\d|_|\//;
/** Shorter ones are small words, and beginnings of others. */
const MIN_WORD_LENGTH = 5;

/** Whether a question is in another language than English, as far as its script and its small words tell. */
export function isForeign(text: string): boolean {
  if (OTHER_SCRIPT.test(text)) return true;
  return count(text, OTHERS) > count(text, ENGLISH);
}

/**
 * What an English course may know of a question in another language, to try one after the other: terms, then words in Latin letters within
 * another script and nouns with a capital, then each of them and each other word. None for an English question.
 */
export function courseWords(text: string): string[] {
  if (!isForeign(text)) return [];
  const found = text.match(LATIN) ?? [];
  const terms = found.filter((word) => TERM.test(word));
  const nouns = found.filter((word, index) => OTHER_SCRIPT.test(text) || (index > 0 && /^[A-Z]/.test(word)));
  const others = found.filter((word) => word.length >= MIN_WORD_LENGTH);
  return [terms.join(' '), nouns.join(' '), ...nouns, ...others].filter(Boolean);
}

function count(text: string, words: RegExp): number {
  return text.match(words)?.length ?? 0;
}
