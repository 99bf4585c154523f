import { Lexer, type Token, type Tokens } from 'marked';

/** A block of a passage, as it can be quoted. */
export interface Block {
  kind: 'paragraph' | 'code' | 'list' | 'table';
  text: string;
  isOrdered?: boolean;
  /** Of a table. */
  cells?: string[];
}

/** Titles of what a lesson asks the reader to do, or promises; it answers nothing. */
const EXERCISE =
  /^\W*(?:check yourself|try it|try (?:it )?with (?:an )?ai|(?:thought |practice )?(?:exercises?|challenges?|quiz(?:zes)?|practice)\b|questions?\b(?: \d| for|$)|(?:quick )?self[- ](?:assessment|check|test)|reflect(?:ion)?s?\b|(?:independent )?practice\b|(?:validation |completion )*checklist|checkpoint|check your|key concepts checkpoint|learning (?:objectives|goals|outcomes)|next steps|what(?:’|')?s next|further reading|resources|references|homework|assignments?\b)/i;
/** What leads onwards, a caption, a line of a quiz or its answer, or what a page says of itself. */
const ASIDE =
  /^(?:continue with|then go on to|the next lesson|next(?: up| lesson| chapter)?:|[→⟶»←]|see also\b|up next|(?:fig(?:ure|\.)?|image|photo|picture|screenshot|diagram|table|source|credit|caption)s?\s*(?:\d[\d.]*|[:.]|by\b)|(?:question|q|answer|correct answer|hint|prompt|exercise|challenge|task)\s*\d*\s*[:.)]|\(?[a-e][).]\s|\[[ x]\]\s)/i;
/** Links of a lesson lead from its own place, which an answer does not have. Their words stay. */
const OWN_LINK = /\[([^\]]*)\]\((?!https?:)[^)\s]*(?:\s"[^"]*")?\)/g;
const IMAGE = /!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g;
/** The fences of `:::note[Title]` blocks, whose titles say too little alone. */
const FENCE = /^\s*:{3,}.*$/gm;

/** Whether a section of that title only asks its reader to do something. */
export function isExercise(title: string | undefined): boolean {
  return title !== undefined && EXERCISE.test(title);
}

/** The blocks of a passage in order, without headings, pictures with their captions, exercises, quizzes and lists of links. */
export function passageBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let skippedDepth: number | undefined;
  for (const token of new Lexer({ gfm: true }).lex(markdown)) {
    const title = titleOf(token);
    if (title && (skippedDepth === undefined || title.depth <= skippedDepth))
      skippedDepth = isExercise(title.text) ? title.depth : undefined;
    if (skippedDepth === undefined) blocks.push(...toBlocks(token));
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
  const text = tidy(token.raw);
  switch (token.type) {
    case 'paragraph':
      return isProse(token) ? [{ kind: 'paragraph', text: text.replace(/\s*\n\s*/g, ' ') }] : [];
    case 'code':
      return [{ kind: 'code', text: token.raw.trim() }];
    case 'list': {
      const { items, ordered } = token as Tokens.List;
      return items.some((item) => !item.task && isProse(item))
        ? [{ kind: 'list', text, isOrdered: ordered }]
        : [];
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [{ kind: 'table', text, cells: [header, ...rows].flat().map((cell) => tidy(cell.text)) }];
    }
    case 'blockquote':
      return token.tokens?.flatMap(toBlocks) ?? [];
    default:
      return [];
  }
}

function tidy(markdown: string): string {
  return markdown.replace(FENCE, '').replace(IMAGE, '').replace(OWN_LINK, '$1').trim();
}

/** Whether something is said beside links and pictures, and not in one emphasis alone, as captions are. */
function isProse(token: Tokens.Generic): boolean {
  const text = tidy(token.text).replace(/^[*_\s]+/, '');
  const inline = token.tokens ?? [];
  const isCaption = inline.every(({ type, raw }) => /^(?:em|strong|image|br)$/.test(type) || !raw.trim());
  // "Week 3 | 4 lessons | 4 hours"
  if (ASIDE.test(text) || text.split(' | ').length > 2 || isCaption) return false;
  return /\p{L}/u.test(text && ownText(token));
}

/** What a token says outside of its links and pictures. */
function ownText(token: Tokens.Generic): string {
  if (/^(?:link|image|html)$/.test(token.type)) return '';
  return token.tokens?.map(ownText).join('') ?? token.text ?? '';
}
