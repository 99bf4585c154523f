import { readWord } from '../text/words';
import { Growing } from './growing';
import type { IndexData } from './index-data';
import { Numbering } from './numbering';
import { FIELDS, FIRST_WORD, MARKS } from './tokens';

export type Lexicon = Pick<IndexData, 'words' | 'wordCounts' | 'wordTermStarts' | 'wordTerms' | 'terms'>;

/** Takes the words of the course apart into the terms that they can be found by, and counts them. */
export function lexicon(words: string[], tokens: Uint32Array, tokenStarts: Uint32Array): Lexicon {
  const terms = new Numbering();
  const wordTerms = new Growing();
  const wordTermStarts = new Growing();
  for (const written of words) {
    const { whole, parts, variants } = readWord(written);
    wordTermStarts.push(wordTerms.length);
    for (const term of new Set([whole, ...parts, ...variants])) wordTerms.push(terms.of(term));
  }
  wordTermStarts.push(wordTerms.length);
  return {
    words,
    wordCounts: counted(words.length, tokens, tokenStarts),
    wordTermStarts: wordTermStarts.done(),
    wordTerms: wordTerms.done(),
    terms: terms.list,
  };
}

/** How often each word stands in the lessons. */
function counted(words: number, tokens: Uint32Array, starts: Uint32Array): Uint32Array<ArrayBuffer> {
  const counts = new Uint32Array(words);
  for (let passage = 0; passage + 1 < starts.length; passage += 1) {
    let field = 0;
    for (let at = starts[passage] ?? 0; at < (starts[passage + 1] ?? 0); at += 1) {
      const token = tokens[at] ?? 0;
      if (token === MARKS.field) field += 1;
      if (token < FIRST_WORD || field === FIELDS.indexOf('asked')) continue;
      const word = token - FIRST_WORD;
      counts[word] = (counts[word] ?? 0) + 1;
    }
  }
  return counts;
}
