import { Lexer, type Token, type Tokens } from 'marked';
import { withoutIncludes, withoutMarkup } from '../without-markup';

/** A block of a passage, as it can be quoted. */
export interface Block {
  kind: 'paragraph' | 'code' | 'list' | 'table';
  text: string;
  /** It stands right below a heading, so that nothing before announces it. */
  isFirst?: boolean;
  /** The heading above it in its passage, as it is written. */
  heading?: string;
  isOrdered?: boolean;
  /** Of a table. */
  cells?: string[];
}

/** Titles of what a lesson asks the reader to do, or promises; it answers nothing. */
const EXERCISE =
  /^\W*(?:check yourself|try it|try (?:it )?with (?:an )?ai|(?:thought |practice )?(?:exercises?|challenges?|quiz(?:zes)?|practice)\b|questions?\b(?: \d| for|$)|(?:quick )?self[- ](?:assessment|check|test)|reflect(?:ion)?s?\b|(?:independent )?practice\b|(?:validation |completion )*checklist|checkpoint|check your|key concepts checkpoint|learning (?:objectives|goals|outcomes)|next steps|what(?:’|')?s next|further reading|resources|references|homework|assignments?\b)/i;
/** What leads onwards, a caption, a line of a quiz or its answer, or what a page says of itself. */
const ASIDE =
  /^(?:continue with|then go on to|the next lesson|next(?: up| lesson| chapter)?:|[→⟶»←]|see also\b|up next|(?:fig(?:ure|\.)?|image|photo|picture|screenshot|diagram|table|source|credit|caption|listing|file ?name|sketch(?:note)?|illustration|drawing|video)s?\s*(?:\d[\d.-]*|[:.]|(?:courtesy|credits?|created|made|taken)?\s?by\b)|(?:pre|post)[- ]?(?:lecture|lesson|class)[- ]quiz|(?:question|q|answer|correct answer|hint|prompt|exercise|challenge|task)\s*\d*\s*[:.)]|\(?[a-e][).]\s|\[[ x]\]\s)/i;
/** Speaks of the picture beside it. */
const OF_PICTURE =
  /\b(?:click|tap|select)(?: on)? (?:the|this|these) (?:image|picture|photo|sketch(?:note)?|diagram|video)s?\b/i;
/** A formula on lines of its own, as `withoutMarkup` leaves it. */
const FORMULA = /^(?:\$\$[\s\S]+\$\$|\\\[[\s\S]+\\\]|\\\((?:(?!\\\))[\s\S])+\\\)|\$[^$\n]+\$)[.,]?$/;
const NOTE = /^\s*\[\^[^\]\s]+\]:/;
const LINK = /\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g;

/** Whether a section of that title only asks its reader to do something. */
export function isExercise(title: string | undefined): boolean {
  return title !== undefined && EXERCISE.test(title);
}

/** The blocks of a passage in order, without headings, pictures with their captions, exercises, quizzes and lists of links. */
export function passageBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let skippedDepth: number | undefined;
  let isFirst = true;
  let heading: string | undefined;
  for (const token of new Lexer({ gfm: true }).lex(markdown)) {
    const title = titleOf(token);
    if (title && (skippedDepth === undefined || title.depth <= skippedDepth))
      skippedDepth = isExercise(title.text) ? title.depth : undefined;
    if (title) isFirst = true;
    if (token.type === 'heading') heading = withoutMarkup(token.text);
    for (const block of skippedDepth === undefined ? toBlocks(token) : []) {
      blocks.push({ ...block, ...(heading && { heading }), ...(isFirst && { isFirst }) });
      isFirst = false;
    }
  }
  return blocks;
}

/** A heading, or a line in bold that stands for one. */
function titleOf(token: Token): { text: string; depth: number } | undefined {
  if (token.type === 'heading') return { text: token.text, depth: token.depth };
  const bold = token.type === 'paragraph' && /^\*\*([^*]+)\*\*$/.exec(token.text)?.[1];
  return bold && isExercise(bold) ? { text: bold, depth: 6 } : undefined;
}

function toBlocks(token: Token): Block[] {
  const text = withoutMarkup(token.raw).trim();
  switch (token.type) {
    case 'paragraph':
      if (FORMULA.test(text)) return [{ kind: 'code', text }];
      return isProse(token) ? [{ kind: 'paragraph', text: text.replace(/\s*\n\s*/g, ' ') }] : [];
    case 'code':
      return codeBlock(token as Tokens.Code);
    case 'list': {
      const { items, ordered } = token as Tokens.List;
      const prose = items.filter((item) => !item.task && isProse(item));
      // Lines of links and credits stand among others.
      const left = items.filter((item) => prose.includes(item) || /\p{L}/u.test(unlinked(item.text)));
      const whole = left.length < items.length ? withoutMarkup(left.map(({ raw }) => raw).join('')) : text;
      return prose.length ? [{ kind: 'list', text: whole.trim(), isOrdered: ordered }] : [];
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [
        { kind: 'table', text, cells: [header, ...rows].flat().map((cell) => withoutMarkup(cell.text)) },
      ];
    }
    case 'blockquote':
      return token.tokens?.flatMap(toBlocks) ?? [];
    default:
      return [];
  }
}

/** Code in a plain fence. Of what stands in other files nothing is left, and code with gaps is none. */
function codeBlock({ text, lang = '' }: Tokens.Code): Block[] {
  const code = withoutIncludes(text).replace(/^\n+|\s+$/g, '');
  const fence = code.includes('```') ? '````' : '```';
  const [language = ''] = /^[\w+#-]+/.exec(lang) ?? [];
  return code && !/\{\{[%<]/.test(code)
    ? [{ kind: 'code', text: `${fence}${language}\n${code}\n${fence}` }]
    : [];
}

function unlinked(markdown: string): string {
  return withoutMarkup(markdown.replace(LINK, ''));
}

/** Whether something is said beside links and pictures, and not in one emphasis alone, as captions are. */
function isProse(token: Tokens.Generic): boolean {
  const text = withoutMarkup(token.text).replace(/^(?:[*_\s]|\p{M}|\p{Extended_Pictographic})+/u, '');
  const inline = token.tokens ?? [];
  const isCaption = inline.every(({ type, raw }) => /^(?:em|strong|image|br)$/.test(type) || !raw.trim());
  const isAside = ASIDE.test(text) || OF_PICTURE.test(text) || NOTE.test(token.raw);
  // "Week 3 | 4 lessons | 4 hours"
  if (isAside || text.split(' | ').length > 2 || isCaption) return false;
  return /\p{L}/u.test(unlinked(token.text)) && /\p{L}/u.test(ownText(token));
}

/** What a token says outside of its links and pictures. */
function ownText(token: Tokens.Generic): string {
  if (/^(?:link|image|html)$/.test(token.type)) return '';
  return token.tokens?.map(ownText).join('') ?? token.text ?? '';
}
