import type { RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { parseLesson } from '../../search/course';
import type { Block } from './block';

/** Titles of what a lesson asks the reader to do; it answers nothing. */
const EXERCISE = /^(?:check yourself|try it)\b/i;
const ONWARDS = /^(?:continue with|then go on to|the next lesson)\b/i;
/** Links of a lesson lead from its own place, which an answer does not have. Their words stay. */
const OWN_LINK = /!?\[([^\]]*)\]\((?!https?:)[^)\s]*\)/g;

/** The blocks of a passage in order, without headings and exercises. */
export function passageBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let isExercise = false;
  for (const node of parseLesson(markdown).children) {
    if (node.type === 'heading') isExercise = false;
    if (node.type === 'paragraph' && EXERCISE.test(textOf(node))) isExercise = true;
    if (!isExercise) blocks.push(...toBlocks(node, markdown));
  }
  return blocks;
}

function toBlocks(node: RootContent, markdown: string): Block[] {
  const text = written(node, markdown);
  switch (node.type) {
    case 'paragraph':
      return ONWARDS.test(text) ? [] : [{ kind: 'paragraph', text: text.replace(/\s*\n\s*/g, ' ') }];
    case 'code':
      return [{ kind: 'code', text: markdownOf(node, markdown), lines: node.value.split('\n').length }];
    case 'list':
      return [{ kind: 'list', text, isOrdered: node.ordered === true }];
    case 'table': {
      const cells = node.children.flatMap((row) => row.children.map((cell) => written(cell, markdown)));
      return [{ kind: 'table', text, cells: cells.map((cell) => cell.replace(/^\|\s*|\s*\|$/g, '').trim()) }];
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

function written(node: RootContent, markdown: string): string {
  return markdownOf(node, markdown).replace(OWN_LINK, '$1');
}

function markdownOf({ position }: RootContent, markdown: string): string {
  return markdown.slice(position?.start.offset, position?.end.offset);
}
