import type { Nodes, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { parseLesson } from '../../search/course';

/** A block of a passage, as it can be quoted. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'code'; text: string; lines: number }
  | { kind: 'list'; text: string; isOrdered: boolean }
  | { kind: 'table'; text: string; cells: string[] };

/** Titles of what a lesson asks the reader to do, or promises; it answers nothing. */
const EXERCISE =
  /^\W*(?:check yourself|try it|try (?:it )?with (?:an )?ai|(?:thought |practice )?(?:exercises?|challenges?|quiz(?:zes)?|practice)\b|questions?\b(?: \d| for|$)|(?:quick )?self[- ](?:assessment|check|test)|reflect(?:ion)?s?\b|(?:independent )?practice\b|(?:validation |completion )*checklist|checkpoint|check your|key concepts checkpoint|learning (?:objectives|goals|outcomes)|next steps|what(?:’|')?s next|further reading|resources|references|homework|assignments?\b)/i;
const ONWARDS =
  /^(?:continue with|then go on to|the next lesson|next(?: up| lesson| chapter)?:|[→⟶»←]|see also\b|up next)/i;
/** A caption, a line of a quiz or its answer, or what a page says of itself. */
const ASIDE =
  /^(?:[*_]*(?:fig(?:ure|\.)?|image|photo|picture|screenshot|diagram|table|source|credit|caption)s?\s*(?:\d[\d.]*|[:.]|by\b)|[*_]*(?:question|q|answer|correct answer|hint|prompt|exercise|challenge|task)\s*\d*\s*[:.)]|\(?[a-e][).]\s|\[[ x]\]\s)/i;
/** Links of a lesson lead from its own place, which an answer does not have. Their words stay. */
const OWN_LINK = /\[([^\]]*)\]\((?!https?:)[^)\s]*(?:\s"[^"]*")?\)/g;
const IMAGE = /!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g;

/** Whether a section of that title only asks its reader to do something. */
export function isExercise(title: string | undefined): boolean {
  return title !== undefined && EXERCISE.test(title);
}

/** The blocks of a passage in order, without headings, pictures with their captions, exercises, quizzes and lists of links. */
export function passageBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let skippedDepth: number | undefined;
  for (const node of parseLesson(markdown).children) {
    if (node.type === 'heading') {
      if (skippedDepth === undefined || node.depth <= skippedDepth) {
        skippedDepth = isExercise(textOf(node)) ? node.depth : undefined;
      }
    } else if (node.type === 'paragraph' && isTitle(node) && isExercise(textOf(node))) skippedDepth = 6;
    else if (skippedDepth === undefined) blocks.push(...toBlocks(node, markdown));
  }
  return blocks;
}

function toBlocks(node: RootContent, markdown: string): Block[] {
  const text = markdownOf(node, markdown).replace(IMAGE, '').replace(OWN_LINK, '$1').trim();
  switch (node.type) {
    case 'paragraph':
      return isProse(node) ? [{ kind: 'paragraph', text: text.replace(/\s*\n\s*/g, ' ') }] : [];
    case 'code':
      return [{ kind: 'code', text: markdownOf(node, markdown), lines: node.value.split('\n').length }];
    case 'list':
      return node.children.some((item) => item.checked == null && isProse(item))
        ? [{ kind: 'list', text, isOrdered: node.ordered === true }]
        : [];
    case 'table': {
      const cells = node.children.flatMap((row) => row.children.map((cell) => markdownOf(cell, markdown)));
      return [
        {
          kind: 'table',
          text,
          cells: cells.map((cell) =>
            cell
              .replace(OWN_LINK, '$1')
              .replace(/^\|\s*|\s*\|$/g, '')
              .trim(),
          ),
        },
      ];
    }
    case 'containerDirective':
      // Its title is a paragraph of its own, and says too little alone.
      return node.children
        .filter((child) => !(child.type === 'paragraph' && child.data && 'directiveLabel' in child.data))
        .flatMap((child) => toBlocks(child, markdown));
    case 'blockquote':
      return node.children.flatMap((child) => toBlocks(child, markdown));
    default:
      return [];
  }
}

/** Whether something is said beside links and pictures, and not in one emphasis alone, as captions are. */
function isProse(node: Nodes): boolean {
  const text = textOf(node, { includeImageAlt: false }).trim();
  // "Week 3 | 4 lessons | 4 hours"
  if (ONWARDS.test(text) || ASIDE.test(text) || text.split(' | ').length > 2) return false;
  if (
    node.type === 'paragraph' &&
    node.children.every(({ type }) => ['emphasis', 'strong', 'image', 'break'].includes(type))
  )
    return false;
  return /\p{L}/u.test(own(node));
}

/** What a node says outside of its links and pictures. */
function own(node: Nodes): string {
  if (node.type === 'link' || node.type === 'linkReference' || node.type === 'image') return '';
  if ('children' in node) return node.children.map(own).join('');
  return 'value' in node ? node.value : '';
}

/** A line in bold stands for a heading. */
function isTitle({ children }: Extract<Nodes, { type: 'paragraph' }>): boolean {
  return children.length === 1 && children[0]?.type === 'strong';
}

function markdownOf({ position }: Nodes, markdown: string): string {
  return markdown.slice(position?.start.offset, position?.end.offset);
}
