/** A formula in a text: what TeX it holds, and where it ends. */
export interface FormulaSpan {
  tex: string;
  /** Whether it stands on a line of its own. */
  display: boolean;
  /** Index behind the closing delimiter. */
  end: number;
}

/** Longer ones are not formulas, in UTF-16 code units: they cost time, and no lesson has one. */
const MAX_TEX_LENGTH = 2000;
const MAX_DOLLAR_TEX_LENGTH = 500;

const BLANK_LINE = /\n[ \t]*\n/;

/** Money ("$5 or $6", "$7.50, which"), and variables of a shell ("$HOME and"). Neither opens a formula. */
const MONEY = /\$\d[\d.,]*[kKM]?(?:[.;:!?)]?\s+\p{L}{2,}|,\s+[^\d\s]|[.;:!?)]\s)/uy;
const SHELL_VARIABLE = /\$(?:[A-Z][A-Z0-9_]{2,}(?:\s+\p{L}{2,}|[/:;,.]\s?)|\()/uy;

function matchesAt(pattern: RegExp, source: string, index: number): boolean {
  pattern.lastIndex = index;
  return pattern.test(source);
}

/** Index of the first `closing` in `content` that no backslash disarms, or -1. */
function indexOfUnescaped(content: string, closing: string): number {
  // Without one the loop need not begin: thousands of opening delimiters would make it slow.
  if (!content.includes(closing)) return -1;
  for (let index = 0; index < content.length; index += 1) {
    if (content.startsWith(closing, index)) return index;
    if (content[index] === '\\') index += 1;
  }
  return -1;
}

/** `$$ … $$`, `\( … \)` and `\[ … \]`: everything up to the closing delimiter, but for a blank line. */
function delimited(
  source: string,
  index: number,
  closing: string,
  display: boolean,
): FormulaSpan | 'open' | null {
  const from = index + 2;
  const rest = source.slice(from, from + MAX_TEX_LENGTH + 1);
  const close = indexOfUnescaped(rest, closing);
  if (close < 0) return rest.length > MAX_TEX_LENGTH || BLANK_LINE.test(rest) ? null : 'open';
  const content = rest.slice(0, close);
  const tex = content.trim();
  return tex === '' || BLANK_LINE.test(content) ? null : { tex, display, end: from + close + 2 };
}

/**
 * `$ … $` by pandoc's rule, which keeps money out: no white space inside beside the delimiters, and no digit behind the closing
 * one. No letter either, and no line break inside, since shells have dollars, too.
 */
function betweenDollars(source: string, index: number): FormulaSpan | 'open' | null {
  const next = source[index + 1];
  if (next === undefined) return 'open';
  if (/\s/.test(next) || /[A-Za-z0-9$\\]/.test(source[index - 1] ?? '')) return null;
  if (matchesAt(MONEY, source, index) || matchesAt(SHELL_VARIABLE, source, index)) return null;
  const rest = source.slice(index + 1, index + MAX_DOLLAR_TEX_LENGTH + 2);
  const close = indexOfUnescaped(rest, '$');
  const tex = close < 0 ? rest : rest.slice(0, close);
  if (/[\n`]/.test(tex) || tex.length > MAX_DOLLAR_TEX_LENGTH) return null;
  if (close < 0) return 'open';
  const end = index + close + 2;
  if (/\s$/.test(tex) || /[A-Za-z0-9_$]/.test(source[end] ?? '')) return null;
  return { tex, display: false, end };
}

/**
 * The formula that begins at `index`, in any of the four ways in which models write them; `open` if the text ends before it is
 * closed; null if there is none.
 */
export function formulaAt(source: string, index: number): FormulaSpan | 'open' | null {
  if (source[index] === '$' && source[index - 1] === '$') return null;
  if (source.startsWith('$$', index)) return delimited(source, index, '$$', true);
  if (source.startsWith('\\(', index)) return delimited(source, index, '\\)', false);
  if (source.startsWith('\\[', index)) return delimited(source, index, '\\]', true);
  return source[index] === '$' ? betweenDollars(source, index) : null;
}
