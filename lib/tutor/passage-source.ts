import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { UrlSource } from '../chatkit/protocol';
import type { CoursePassage } from '../search/course-search';
import { visibleText } from '../text/visible-text';
import { lessonUrl } from './lesson-url';

/** As much of a passage as a citation quotes, in characters. */
const QUOTE_LENGTH = 320;

/** The citation of a passage: the lesson, where in the course it stands, and the words. */
export function passageSource(passage: CoursePassage, siteUrl: string): UrlSource {
  const place = visibleText([passage.moduleTitle, passage.sectionTitle].filter(Boolean).join(' · '));
  const quote = quotation(visibleText(passage.text));
  return {
    type: 'url',
    title: visibleText(passage.lessonTitle),
    url: lessonUrl(siteUrl, passage.path),
    ...(place ? { attribution: place } : {}),
    ...(quote ? { description: quote } : {}),
  };
}

const parser = unified().use(remarkParse).use(remarkGfm);

/** The first words of a passage as they are read, without code blocks and without Markdown's marks. */
function quotation(markdown: string): string {
  const plain = readText(parser.parse(markdown)).replace(/\s+/g, ' ').trim();
  return plain.length > QUOTE_LENGTH ? `${plain.slice(0, QUOTE_LENGTH).toWellFormed()}…` : plain;
}

function readText(node: Nodes): string {
  switch (node.type) {
    case 'code':
    case 'html':
    case 'definition':
      return '';
    case 'break':
      return ' ';
    case 'image':
      return node.alt ?? '';
    default:
      if ('value' in node) return node.value;
      if (!('children' in node)) return '';
      return node.children.map(readText).join(isOfBlocks(node) ? ' ' : '');
  }
}

/** Whether what a node holds stands apart: words of two blocks must not run together. */
function isOfBlocks(node: Nodes): boolean {
  return ![
    'paragraph',
    'heading',
    'tableCell',
    'emphasis',
    'strong',
    'delete',
    'link',
    'linkReference',
  ].includes(node.type);
}
