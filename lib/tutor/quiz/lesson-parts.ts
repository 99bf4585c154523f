import type { List, Paragraph, RootContent, Table } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { cutSections } from '../../search/chunk/cut-sections';
import { type CourseDocument, parseLesson } from '../../search/course';
import { sentences } from '../../search/text/sentences';
import type { Section } from './question';

/** A part of a lesson that a question can be made from. Texts are Markdown as it is written, without links inside the course. */
export type LessonPart = { section: Section; headings: string[] } & (
  | { kind: 'sentence'; text: string }
  /** The items of one list without numbers. */
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
);

type Content = LessonPart extends infer Part
  ? Part extends LessonPart
    ? Omit<Part, 'section' | 'headings'>
    : never
  : never;

/** Titles of what a lesson asks of its reader, or says of itself. */
const NO_CONTENT =
  /\b(?:quiz|knowledge check|check(?:ing)? (?:your|yourself)|check-?(?:points?|lists?)|test your|exercises?|assignments?|homework|(?:independent|guided) practice|practice (?:problems|questions|tasks)|try (?:it|this|that|with)|your turn|hands[- ]on|reflect(?:ion)?|prompts?|questions?|answers?|solutions?|objectives?|outcomes?|prerequisites?|success criteria|next (?:steps?|lessons?)|what(?:['’]s| comes)? next|what you(?:['’]ll| will)? learn|(?:in|of) this (?:lesson|chapter|module)|navigation|references|resources|further reading)\b/i;
const CAPTION = /^[*_]*(?:figure|fig\.?|image|photo|diagram|screenshot|table|listing)\s+\d/i;
/** Links of a lesson lead from its own place, which a card does not have. Their words stay. */
const OWN_LINK = /!?\[([^\]]*)\]\((?!https?:)[^)\s]*\)/g;

/** The parts of a lesson in order, without code, captions, quotations, steps to follow, and what is asked of the reader. */
export function lessonParts({ title, body }: Pick<CourseDocument, 'title' | 'body'>): LessonPart[] {
  return cutSections(parseLesson(body), body).flatMap(({ headings, blocks }) => {
    const texts = headings.map(({ text }) => text);
    if (texts.some((text) => NO_CONTENT.test(text))) return [];
    const own = headings.at(-1);
    const section: Section = { title: own?.text ?? title, anchor: own?.anchor };
    return contentBlocks(blocks).flatMap((block) =>
      contents(block, body).map(
        (content): LessonPart => ({ ...content, section, headings: [title, ...texts] }),
      ),
    );
  });
}

/** Blocks that say something; a deeper heading, or a paragraph that is one, may begin what does not. */
function contentBlocks(blocks: RootContent[]): RootContent[] {
  let isContent = true;
  return blocks.filter((block) => {
    if (block.type === 'heading') isContent = !NO_CONTENT.test(textOf(block));
    const [first] = block.type === 'paragraph' ? block.children : [];
    if (first?.type === 'strong' && NO_CONTENT.test(textOf(first))) isContent = false;
    return isContent;
  });
}

function contents(block: RootContent, body: string): Content[] {
  switch (block.type) {
    case 'paragraph':
      return isCaption(block)
        ? []
        : // A sentence on where a link leads is no statement of this lesson.
          sentences(written(block, body))
            .filter((text) => !text.startsWith('['))
            .map(withoutOwnLinks)
            .map((text) => ({ kind: 'sentence', text }));
    case 'list':
      return isSteps(block) ? [] : [{ kind: 'list', items: listItems(block, body) }];
    case 'table': {
      const [head = [], ...rows] = tableCells(block, body);
      return [{ kind: 'table', head, rows }];
    }
    case 'containerDirective':
      // Its title is a paragraph of its own.
      return contentBlocks(block.children)
        .filter(({ data }) => !(data && 'directiveLabel' in data))
        .flatMap((child) => contents(child, body));
    default:
      return [];
  }
}

function isCaption(paragraph: Paragraph): boolean {
  const { children } = paragraph;
  const marks = new Set(children.map(({ type }) => type));
  return marks.has('image') || (marks.size === 1 && marks.has('emphasis')) || CAPTION.test(textOf(paragraph));
}

function isSteps({ ordered, children }: List): boolean {
  return ordered === true || children.some(({ checked }) => typeof checked === 'boolean');
}

function listItems({ children }: List, body: string): string[] {
  return children.map((item) => {
    const [first] = item.children;
    return first?.type === 'paragraph' && !isCaption(first) ? markdownOf(first, body) : '';
  });
}

function tableCells({ children }: Table, body: string): string[][] {
  return children.map((row) =>
    row.children.map((cell) => cell.children.map((node) => markdownOf(node, body)).join('')),
  );
}

function markdownOf(node: Pick<RootContent, 'position'>, body: string): string {
  return withoutOwnLinks(written(node, body));
}

function written({ position }: Pick<RootContent, 'position'>, body: string): string {
  return body.slice(position?.start.offset, position?.end.offset).replace(/\s+/g, ' ');
}

function withoutOwnLinks(markdown: string): string {
  return markdown.replace(OWN_LINK, '$1');
}
