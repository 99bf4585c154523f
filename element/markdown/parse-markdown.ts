import {
  Lexer,
  type MarkedOptions,
  type Token,
  Tokenizer,
  type TokenizerExtensionFunction,
  type TokenizerStartFunction,
  type Tokens,
  type TokensList,
} from 'marked';
import { formulaAt } from '../formulas/formula-at';
import { bareUrlAt } from './bare-url';
import { inlineHtmlAt, tagAt } from './inline-html';
import { inlineLimit, MAX_INLINE_LENGTH } from './inline-limit';
import { literalBlock, literalTokens } from './literal-tokens';
import { type DetailsToken, type FormulaToken, isKnown, type MarkdownToken } from './markdown-token';
import { readDetails } from './read-details';
import { type InlineScan, scanInline } from './scan-inline';

/** Longest text that is parsed, in UTF-16 code units. What exceeds it is cut. */
const MAX_LENGTH = 200_000;

/** Folds in folds. No text of a tutor needs them. */
const MAX_FOLDS = 5;

/** Quotes, lists and folds in each other. What is in deeper ones is shown as it is written. */
const MAX_BLOCK_DEPTH = 20;

/** Cells of one table: a row of one pipe has as many as the head of its table. What follows is shown as it is written. */
const MAX_CELLS = 10_000;

/** Lines of one paragraph that are looked at as the start of a formula. */
const MAX_FORMULA_STARTS = 200;

/** Knows, while it reads inline content, the whole of it: what emphasis and formulas are depends on what stands before. */
class ContentLexer extends Lexer {
  #content = '';
  #scan: InlineScan | undefined;
  #dollar = -1;
  #folds = 0;
  #depth = 0;
  #nextFormula: { fromEnd: number; isFormula: boolean } | undefined;

  override blockTokens(src: string, tokens?: Token[], isClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, isClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], isClipped = false): Token[] {
    if (this.#depth >= MAX_BLOCK_DEPTH) {
      tokens.push(literalBlock(src));
      return tokens;
    }
    const outer = this.#nextFormula;
    this.#nextFormula = undefined;
    this.#depth += 1;
    try {
      return super.blockTokens(src, tokens, isClipped);
    } finally {
      this.#depth -= 1;
      this.#nextFormula = outer;
    }
  }

  /** Index in `rest`, the end of the blocks being read, of the formula that cuts off its paragraph. Looked for once a paragraph. */
  nextFormula(rest: string): number | undefined {
    if (!this.#nextFormula || rest.length < this.#nextFormula.fromEnd) {
      const { index, isFormula } = blockFormulaBefore(rest);
      this.#nextFormula = { fromEnd: rest.length - index, isFormula };
    }
    const { fromEnd, isFormula } = this.#nextFormula;
    return isFormula ? rest.length - fromEnd : undefined;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    const limit = inlineLimit(src);
    this.#readInline(src.slice(0, limit), tokens);
    if (limit < src.length) tokens.push(...literalTokens(src.slice(limit)));
    return tokens;
  }

  #readInline(src: string, tokens: Token[]): Token[] {
    const outer = [this.#content, this.#scan, this.#dollar] as const;
    this.#content = src;
    this.#scan = undefined;
    this.#dollar = -1;
    try {
      return super.inlineTokens(src, tokens);
    } finally {
      [this.#content, this.#scan, this.#dollar] = outer;
    }
  }

  /** How far the next dollar is from `index`; looked for once, not at every word. */
  distanceToDollar(index: number): number {
    if (this.#dollar < index) {
      const found = this.#content.indexOf('$', index);
      this.#dollar = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#dollar === Number.POSITIVE_INFINITY ? -1 : this.#dollar - index;
  }

  /** Runs `read` within one more fold; undefined if there are too many around it already. */
  inFold<T>(read: () => T): T | undefined {
    if (this.#folds >= MAX_FOLDS) return undefined;
    this.#folds += 1;
    try {
      return read();
    } finally {
      this.#folds -= 1;
    }
  }

  /** Where `rest`, the end of the content, begins in it. */
  indexOf(rest: string): number {
    return this.#content.length - rest.length;
  }

  get content(): string {
    return this.#content;
  }

  get scan(): InlineScan {
    this.#scan ??= scanInline(this.#content);
    return this.#scan;
  }
}

/** The emphasis that begins where `rest` does. */
function emphasis(lexer: unknown, rest: string): Tokens.Em | Tokens.Strong | Tokens.Del | undefined {
  if (!(lexer instanceof ContentLexer)) return undefined;
  const start = lexer.indexOf(rest);
  const pair = lexer.scan.pairs.get(start);
  if (!pair) return undefined;
  const raw = rest.slice(0, pair.end - start);
  const text = raw.slice(pair.size, -pair.size);
  const tokens = lexer.inlineTokens(text);
  if (raw.startsWith('~')) return { type: 'del', raw, text, tokens };
  return { type: pair.size === 2 ? 'strong' : 'em', raw, text, tokens };
}

const distanceToDollar: TokenizerStartFunction = function (src) {
  return this.lexer instanceof ContentLexer ? this.lexer.distanceToDollar(this.lexer.indexOf(src)) : -1;
};

const inlineFormula: TokenizerExtensionFunction = function (src) {
  if (!(this.lexer instanceof ContentLexer) || !/^[$\\]/.test(src)) return undefined;
  const { content } = this.lexer;
  const index = this.lexer.indexOf(src);
  const formula = formulaAt(content, index);
  if (formula === null || formula === 'open') return undefined;
  const { tex, display, end } = formula;
  return { type: 'formula', raw: content.slice(index, end), tex, display };
};

/** A formula that has its lines for itself. Read before lists: a line of it may begin with a plus or a minus. */
const blockFormulaAt = (src: string): FormulaToken | undefined => {
  const indent = /^ {0,3}(?=\$\$|\\\[)/.exec(src)?.[0].length;
  if (indent === undefined) return undefined;
  const formula = formulaAt(src, indent);
  if (formula === null || formula === 'open') return undefined;
  const behind = /^[ \t]*(?:\n+|$)/.exec(src.slice(formula.end))?.[0];
  if (behind === undefined) return undefined;
  return { type: 'formula', raw: src.slice(0, formula.end) + behind, tex: formula.tex, display: true };
};

/**
 * Looked for up to the next blank line: only a paragraph can be cut off by a formula. Gives back the index of the line break before
 * it, or of the blank line that was come to, or the length of `src`.
 */
function blockFormulaBefore(src: string): { index: number; isFormula: boolean } {
  let starts = 0;
  for (const { 0: found, index } of src.matchAll(/\n[ \t]*(?=\n)|\n(?= {0,3}(?:\$\$|\\\[))/g)) {
    starts += 1;
    if (src[index + found.length] === '\n' || starts > MAX_FORMULA_STARTS) return { index, isFormula: false };
    if (blockFormulaAt(src.slice(index + 1))) return { index, isFormula: true };
  }
  return { index: src.length, isFormula: false };
}

const nextBlockFormula: TokenizerStartFunction = function (src) {
  return this.lexer instanceof ContentLexer ? this.lexer.nextFormula(src) : undefined;
};

/** What follows in a paragraph that is too long to be read as Markdown, up to the next blank line. The lexer would add it line by line. */
const restOfLongParagraph: TokenizerExtensionFunction = (src, tokens) => {
  const before = tokens.at(-1);
  const isLong =
    (before?.type === 'paragraph' || before?.type === 'text') && before.raw.length > MAX_INLINE_LENGTH;
  if (!isLong || /^[ \t]*(?:\n|$)/.test(src)) return undefined;
  return literalBlock(src.slice(0, /\n[ \t]*(?:\n|$)/.exec(src)?.index));
};

const honouredElement: TokenizerExtensionFunction = function (src) {
  const found = src.startsWith('<') ? inlineHtmlAt(src, 0) : null;
  switch (found?.kind) {
    case 'break':
      return { type: 'br', raw: found.raw };
    case 'element': {
      const { raw, name, content: text } = found;
      return { type: 'element', raw, name, text, tokens: this.lexer.inlineTokens(text) };
    }
    case 'details': {
      const { raw, summary, content: text } = found;
      const summaryTokens = this.lexer.inlineTokens(summary);
      const tokens = this.lexer.inlineTokens(text);
      return { type: 'details', level: 'inline', raw, summary, summaryTokens, text, tokens };
    }
    default:
      return undefined;
  }
};

const blockDetails: TokenizerExtensionFunction = function (src) {
  const { lexer } = this;
  if (!(lexer instanceof ContentLexer) || !/^ {0,3}<details>/i.test(src)) return undefined;
  return lexer.inFold((): DetailsToken | undefined => {
    const found = readDetails(src);
    if (!found) return undefined;
    const { raw, summary, content: text } = found;
    const summaryTokens = lexer.inline(summary, []);
    const tokens = lexer.blockTokens(text, []);
    return { type: 'details', level: 'block', raw, summary, summaryTokens, text, tokens };
  });
};

/** `source` without the rows that would be too many, if it begins with a table. */
function withinCells(source: string): string {
  const columns = /^([^\n]*)\n[ \t]*[|:-][ \t|:-]*(?:\n|$)/.exec(source)?.[1]?.split('|').length;
  if (columns === undefined) return source;
  let end = 0;
  for (let cells = 0; cells < MAX_CELLS || cells <= columns; cells += columns) {
    const lineEnd = source.indexOf('\n', end);
    if (lineEnd < 0) return source;
    end = lineEnd + 1;
  }
  return source.slice(0, end);
}

/** The rules of marked, but for what is otherwise here. */
class TutorTokenizer extends Tokenizer {
  override emStrong(src: string): Tokens.Em | Tokens.Strong | undefined {
    const token = emphasis(this.lexer, src);
    return token?.type === 'del' ? undefined : token;
  }

  override del(src: string): Tokens.Del | undefined {
    const token = emphasis(this.lexer, src);
    return token?.type === 'del' ? token : undefined;
  }

  /** No addresses of mail: `ssh pi@robot.local` is none. */
  override url(src: string): Tokens.Link | undefined {
    const url = this.lexer instanceof ContentLexer && bareUrlAt(this.lexer.content, this.lexer.indexOf(src));
    if (!url) return undefined;
    const href = /^www\./i.test(url) ? `http://${url}` : url;
    return { type: 'link', raw: url, text: url, href, tokens: literalTokens(url) };
  }

  override tag(src: string): Tokens.Tag | undefined {
    const raw = tagAt(src, 0);
    if (raw === null) return undefined;
    return { type: 'html', raw, text: raw, inLink: false, inRawBlock: false, block: false };
  }

  override table(src: string): Tokens.Table | undefined {
    return super.table(withinCells(src));
  }

  /** Lines of tags are text like all other: Markdown in them and behind them counts. */
  override html(): undefined {
    return undefined;
  }

  // A heading by a line under it would be a paragraph until that line comes, and a definition makes links of what stands before it.
  // Neither can be known in time, so the line is a rule and the definition is text, its address a link.
  override lheading(): undefined {
    return undefined;
  }

  override def(): undefined {
    return undefined;
  }
}

/** As `marked.use` would make them, without what turns tokens into HTML, which the build leaves out. The first rule that fits counts. */
const OPTIONS: MarkedOptions = {
  gfm: true,
  breaks: true,
  tokenizer: new TutorTokenizer(),
  extensions: {
    renderers: {},
    childTokens: {},
    inline: [honouredElement, inlineFormula],
    startInline: [distanceToDollar],
    block: [blockDetails, restOfLongParagraph, blockFormulaAt],
    startBlock: [nextBlockFormula],
  },
};

/** The blocks of a Markdown text (GFM; a single line break is one). The text must have no CR. */
export function parseMarkdown(source: string): MarkdownToken[] {
  const text = source.slice(0, MAX_LENGTH);
  try {
    return new ContentLexer(OPTIONS).lex(text).filter(isKnown);
  } catch {
    // Some nestings of lists and brackets are too much for the lexer, and anybody can write them: shown as they are written.
    return [literalBlock(text)];
  }
}
