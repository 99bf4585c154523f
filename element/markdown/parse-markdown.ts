import {
  Lexer,
  Marked,
  type Token,
  type TokenizerExtensionFunction,
  type TokenizerStartFunction,
  type Tokens,
} from 'marked';
import { formulaAt } from '../formulas/formula-at';
import { bareUrlAt } from './bare-url';
import { inlineHtmlAt, tagAt } from './inline-html';
import { type DetailsToken, isKnown, type MarkdownToken } from './markdown-token';
import { readDetails } from './read-details';
import { type InlineScan, scanInline } from './scan-inline';

/** Longest text that is parsed, in UTF-16 code units. What exceeds it is cut. */
const MAX_LENGTH = 200_000;

/** Folds in folds. No text of a tutor needs them. */
const MAX_FOLDS = 5;

/** Knows, while it reads inline content, the whole of it: what emphasis and formulas are depends on what stands before. */
class ContentLexer extends Lexer {
  #content = '';
  #scan: InlineScan | undefined;
  #dollar = -1;
  #folds = 0;

  override inlineTokens(src: string, tokens?: Token[]): Token[] {
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

/** Looked for up to the next blank line: only a paragraph can be cut off by a formula. */
const nextBlockFormula: TokenizerStartFunction = (src) => {
  const found = /\n[ \t]*\n|\n {0,3}(?:\$\$|\\\[)/.exec(src);
  return found && /[$[]$/.test(found[0]) ? found.index : undefined;
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
const blockFormula: TokenizerExtensionFunction = (src) => {
  const indent = /^ {0,3}(?=\$\$|\\\[)/.exec(src)?.[0].length;
  if (indent === undefined) return undefined;
  const formula = formulaAt(src, indent);
  if (formula === null || formula === 'open') return undefined;
  const behind = /^[ \t]*(?:\n+|$)/.exec(src.slice(formula.end))?.[0];
  if (behind === undefined) return undefined;
  return { type: 'formula', raw: src.slice(0, formula.end) + behind, tex: formula.tex, display: true };
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

const marked = new Marked({
  gfm: true,
  breaks: true,
  extensions: [
    { name: 'inlineFormula', level: 'inline', start: distanceToDollar, tokenizer: inlineFormula },
    { name: 'honouredElement', level: 'inline', tokenizer: honouredElement },
    {
      name: 'blockFormula',
      level: 'block',
      start: nextBlockFormula,
      tokenizer: blockFormula,
    },
    { name: 'blockDetails', level: 'block', tokenizer: blockDetails },
  ],
  tokenizer: {
    emStrong(src): Tokens.Em | Tokens.Strong | undefined {
      const token = emphasis(this.lexer, src);
      return token?.type === 'del' ? undefined : token;
    },
    del(src): Tokens.Del | undefined {
      const token = emphasis(this.lexer, src);
      return token?.type === 'del' ? token : undefined;
    },
    /** No addresses of mail: `ssh pi@robot.local` is none. */
    url(src): Tokens.Link | undefined {
      const url =
        this.lexer instanceof ContentLexer && bareUrlAt(this.lexer.content, this.lexer.indexOf(src));
      if (!url) return undefined;
      const href = /^www\./i.test(url) ? `http://${url}` : url;
      return {
        type: 'link',
        raw: url,
        text: url,
        href,
        tokens: [{ type: 'text', raw: url, text: url, escaped: false }],
      };
    },
    tag(src): Tokens.Tag | undefined {
      const raw = tagAt(src, 0);
      if (raw === null) return undefined;
      return { type: 'html', raw, text: raw, inLink: false, inRawBlock: false, block: false };
    },
    // Lines of tags are text like all other: Markdown in them and behind them counts.
    html: () => undefined,
    // A heading by a line under it would be a paragraph until that line comes, and a definition makes links of what stands before it.
    // Neither can be known in time, so the line is a rule and the definition is text, its address a link.
    lheading: () => undefined,
    def: () => undefined,
  },
});

/** The blocks of a Markdown text (GFM; a single line break is one). The text must have no CR. */
export function parseMarkdown(source: string): MarkdownToken[] {
  const text = source.slice(0, MAX_LENGTH);
  try {
    return new ContentLexer(marked.defaults).lex(text).filter(isKnown);
  } catch {
    // Some nestings of lists and brackets are too much for the lexer, and anybody can write them: shown as they are written.
    return [{ type: 'text', raw: text, text, escaped: false }];
  }
}
