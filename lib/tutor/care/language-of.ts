import type { CareLanguage } from './concern';

const URDU = /[ٹڈڑںےھگپچکی]/;
const WORDS: readonly [CareLanguage, RegExp][] = [
  ['de', /\b(?:ich|nicht|und|wie|mein\w*|bin|ist|das|ein\w*|mich|kann|zu)\b/gi],
  ['es', /\b(?:yo|no|que|mi|me|quiero|como|cómo|una?|por|estoy|para|el|la)\b/gi],
  ['fr', /\b(?:je|ne|pas|que|mon|ma|suis|comment|une?|pour|est|les|des)\b/gi],
  ['en', /\b(?:i|you|the|my|is|to|how|and|do|what|of|it|in)\b/gi],
];

/** The language in which something is most likely written, of those that the fixed words are in. */
export function languageOf(text: string): CareLanguage {
  if (/\p{Script=Arabic}/u.test(text)) return URDU.test(text) ? 'ur' : 'ar';
  if (/\p{Script=Devanagari}/u.test(text)) return 'hi';
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  const counts = WORDS.map(([language, words]) => ({ language, count: text.match(words)?.length ?? 0 }));
  const most = Math.max(...counts.map(({ count }) => count));
  if (most === 0) return 'en';
  return counts.findLast(({ count }) => count === most)?.language ?? 'en';
}
