import type { Table } from 'mdast';
import { cutSections } from '../../search/chunk/cut-sections';
import { type CourseDocument, parseLesson } from '../../search/course';
import { sentences } from '../../search/text/sentences';
import { passageBlocks } from '../guide/passage-blocks';
import type { Section } from './question';

/** A part of a lesson that a question can be made from. Texts are Markdown as it is written. */
export type LessonPart =
  | { kind: 'sentence'; section: Section; text: string }
  /** The items of one list. */
  | { kind: 'list'; section: Section; items: string[] }
  | { kind: 'table'; section: Section; head: string[]; rows: string[][] };

/** The parts of a lesson in order, without code, exercises and directions to other lessons. */
export function lessonParts({ title, body }: Pick<CourseDocument, 'title' | 'body'>): LessonPart[] {
  return cutSections(parseLesson(body), body).flatMap(({ headings, blocks }): LessonPart[] => {
    const own = headings.at(-1);
    const section: Section = { title: own?.text ?? title, anchor: own?.anchor };
    const [start, end] = [blocks[0]?.position?.start.offset, blocks.at(-1)?.position?.end.offset];
    return passageBlocks(body.slice(start, end)).flatMap((block): LessonPart[] => {
      switch (block.kind) {
        case 'paragraph':
          return sentences(block.text).map((text) => ({ kind: 'sentence', section, text }));
        case 'list':
          return [{ kind: 'list', section, items: listItems(block.text) }];
        case 'table':
          return tables(block.text).map((table) => ({ kind: 'table', section, ...table }));
        case 'code':
          return [];
        default:
          return block satisfies never;
      }
    });
  });
}

function listItems(markdown: string): string[] {
  const list = parseLesson(markdown).children.find((node) => node.type === 'list');
  return (list?.children ?? []).map(({ children }) => {
    const [first] = children;
    return first?.type === 'paragraph' ? oneLine(markdown, first) : '';
  });
}

function tables(markdown: string): { head: string[]; rows: string[][] }[] {
  return parseLesson(markdown)
    .children.filter((node): node is Table => node.type === 'table')
    .map((table) => {
      const [head = [], ...rows] = table.children.map((row) =>
        row.children.map((cell) => cell.children.map((node) => oneLine(markdown, node)).join('')),
      );
      return { head, rows };
    });
}

type Placed = { position?: { start: { offset?: number }; end: { offset?: number } } | undefined };

function oneLine(markdown: string, { position }: Placed): string {
  return markdown.slice(position?.start.offset, position?.end.offset).replace(/\s+/g, ' ');
}
