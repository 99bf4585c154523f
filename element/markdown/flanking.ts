/*
 * Which runs of `*`, `_` and `~~` may open and close emphasis: CommonMark's flanking rules, extended for Chinese, Japanese and
 * Korean as the "CJK-friendly" amendment has it (github.com/tats-u/markdown-cjk-friendly). Those languages put no spaces
 * between words, so by the rules alone `**노드(node)**는` stays full of stars.
 */

const CJK =
  /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script_Extensions=Hangul}\p{Script_Extensions=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const SPACE = /\s/;

export const isCjk = (char: string): boolean => CJK.test(char);

type CharacterClass = 'space' | 'punctuation' | 'cjk' | 'other';

/** The start and the end of a text count as white space. */
function classOf(char: string): CharacterClass {
  if (char === '' || SPACE.test(char)) return 'space';
  if (CJK.test(char)) return 'cjk';
  return PUNCTUATION.test(char) ? 'punctuation' : 'other';
}

export interface Flanking {
  canOpen: boolean;
  canClose: boolean;
}

/**
 * A product: `2*3`, `k_p*e`, `(a+b)*(c+d)`, `x**2`. In texts about robots that is what a star between two Latin words is; by
 * CommonMark's rules two of them would make everything between them slanted.
 */
const isProduct = (before: string, after: string): boolean =>
  /[A-Za-z0-9)\]]/.test(before) && /[A-Za-z0-9([\\]/.test(after);

/** Unpacked arguments of a call: `f(*args`, `print(**options`. `beforeParenthesis` is what stands before the bracket. */
const isUnpacking = (before: string, beforeParenthesis: string): boolean =>
  before === '(' && /[A-Za-z0-9_]/.test(beforeParenthesis);

/** What the run at `start`, of `length` characters, may do in `text`. */
export function flankingAt(text: string, start: number, length: number): Flanking {
  const marker = text[start];
  const before = characterBefore(text, start);
  const after = characterAt(text, start + length);
  const left = classOf(before);
  const right = classOf(after);
  const besideLeft = left !== 'other';
  const besideRight = right !== 'other';
  const opens = right !== 'space' && (right !== 'punctuation' || besideLeft);
  const closes = left !== 'space' && (left !== 'punctuation' || besideRight);
  if (marker === '_') {
    const inWord = (char: string) => !PUNCTUATION.test(char);
    return { canOpen: opens && (!closes || !inWord(before)), canClose: closes && (!opens || !inWord(after)) };
  }
  if (marker === '*' && (isProduct(before, after) || isUnpacking(before, text[start - 2] ?? ''))) {
    return { canOpen: false, canClose: closes };
  }
  return { canOpen: opens, canClose: closes };
}

function characterBefore(text: string, index: number): string {
  const unit = text.charCodeAt(index - 1);
  const isLowSurrogate = unit >= 0xdc00 && unit <= 0xdfff;
  return text.slice(Math.max(0, index - (isLowSurrogate ? 2 : 1)), index);
}

const characterAt = (text: string, index: number): string => {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
};
