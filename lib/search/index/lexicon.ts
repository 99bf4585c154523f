import { STOP_WORDS } from '../text/stop-words';
import { readWord } from '../text/words';
import { Growing } from './growing';
import { type IndexData, WORD_FLAGS } from './index-data';
import { Numbering } from './numbering';
import { FIELDS, FIRST_WORD, MARKS } from './tokens';

export type Lexicon = Pick<
  IndexData,
  'words' | 'wordCounts' | 'wordFlags' | 'wordTermStarts' | 'wordTerms' | 'wordParts' | 'terms'
>;

/** Takes the words of the course apart into the terms that they can be found by, and counts them. */
export function lexicon(words: string[], tokens: Uint32Array, tokenStarts: Uint32Array): Lexicon {
  const terms = new Numbering();
  const wordTerms = new Growing();
  const wordTermStarts = new Growing();
  const wordParts = new Uint8Array(words.length);
  const wordFlags = new Uint8Array(words.length);
  for (const [number, written] of words.entries()) {
    const { surface, isCapital, whole, parts, variants } = readWord(written);
    wordTermStarts.push(wordTerms.length);
    for (const term of new Set([whole, ...parts, ...variants])) wordTerms.push(terms.of(term));
    wordParts[number] = parts.filter((part) => part !== whole).length;
    wordFlags[number] =
      (isCapital ? WORD_FLAGS.capital : 0) | (STOP_WORDS.has(surface) ? WORD_FLAGS.stop : 0);
  }
  wordTermStarts.push(wordTerms.length);
  return {
    words,
    wordCounts: counted(wordFlags, tokens, tokenStarts),
    wordFlags,
    wordTermStarts: wordTermStarts.done(),
    wordTerms: wordTerms.done(),
    wordParts,
    terms: terms.list,
  };
}

/** How often each word stands in the lessons. Those of titles and headings get their flag. */
function counted(flags: Uint8Array, tokens: Uint32Array, starts: Uint32Array): Uint32Array<ArrayBuffer> {
  const counts = new Uint32Array(flags.length);
  for (let passage = 0; passage + 1 < starts.length; passage += 1) {
    let field = 0;
    for (let at = starts[passage] ?? 0; at < (starts[passage + 1] ?? 0); at += 1) {
      const token = tokens[at] ?? 0;
      if (token === MARKS.field) field += 1;
      if (token < FIRST_WORD || field === FIELDS.indexOf('asked')) continue;
      const word = token - FIRST_WORD;
      counts[word] = (counts[word] ?? 0) + 1;
      if (field <= FIELDS.indexOf('heading')) flags[word] = (flags[word] ?? 0) | WORD_FLAGS.heading;
    }
  }
  return counts;
}
