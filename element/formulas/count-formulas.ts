import type { Token } from 'marked';
import { childTokens } from '../markdown/child-tokens';
import { isKnown, type MarkdownToken } from '../markdown/markdown-token';

/** Of an answer; each takes time to draw, and no answer of a tutor has half as many. */
const MAX_FORMULAS = 500;

const counts = new WeakMap<MarkdownToken, number>();

const sum = (tokens: Token[]): number =>
  tokens.filter(isKnown).reduce((total, token) => total + countFormulas(token), 0);

function countFormulas(token: MarkdownToken): number {
  const known = counts.get(token);
  if (known !== undefined) return known;
  const count = token.type === 'formula' ? 1 : sum(childTokens(token));
  counts.set(token, count);
  return count;
}

/** How many of `blocks`, from the first on, have their formulas drawn. The rest shows them as they are written. */
export function blocksWithFormulas(blocks: MarkdownToken[]): number {
  let formulas = 0;
  const index = blocks.findIndex((block) => {
    formulas += countFormulas(block);
    return formulas > MAX_FORMULAS;
  });
  return index < 0 ? blocks.length : index;
}
