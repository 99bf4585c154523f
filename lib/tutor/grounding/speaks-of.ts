import { FUNCTION_WORDS } from '../../search/text/function-words';
import { STOP_WORDS } from '../../search/text/stop-words';
import { terms } from '../../search/text/terms';
import { type Word, words } from '../../search/text/words';

/** Fewer words than these say too little to be judged by. */
const FEWEST = 4;
/**
 * Least share of a statement's words that its passage has. Statements of our course have more than this in common with a passage of
 * another lesson in one of four cases, and good paraphrases of a passage about twice as much.
 */
const LEAST = 0.2;

/**
 * Whether a passage speaks of what a statement says, by their words. What cannot be judged so is taken to be: few words, code, and
 * statements in another language than English, which share hardly a word with what they rest on.
 */
export function speaksOf(passage: string, statement: string): boolean {
  const all = words(statement);
  if (!all.some(({ surface }) => FUNCTION_WORDS.has(surface))) return true;
  const said = contentOf(all);
  if (said.length < FEWEST) return true;
  const known = new Set(terms(passage));
  const common = said.filter((word) => findable(word).some((term) => known.has(term)));
  return common.length / said.length > LEAST;
}

function contentOf(all: readonly Word[]): Word[] {
  const content = all.filter(({ surface }) => !STOP_WORDS.has(surface) && !/^\d+$/.test(surface));
  return [...new Map(content.map((word) => [word.whole, word])).values()];
}

function findable({ whole, parts, variants }: Word): string[] {
  return [whole, ...parts, ...variants];
}
