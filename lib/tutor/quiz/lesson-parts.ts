import type { List, Paragraph, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { cutSections } from '../../search/chunk/cut-sections';
import { type CourseDocument, parseLesson } from '../../search/course';
import { sentences } from '../../search/text/sentences';
import { withoutMarkup } from '../without-markup';
import type { Section } from './question';

/** What a question can be made from. Texts are Markdown as it is written, without links inside the course. */
type Content =
  | { kind: 'sentence'; text: string }
  /** The items of one list without numbers. */
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] };

/** A part of a lesson, with the titles above it, that of the lesson first. */
export type LessonPart = { section: Section; headings: string[] } & Content;

/** Titles of what a lesson asks of its reader, or says of itself. */
const NO_CONTENT =
  /\b(?:quiz|knowledge check|check(?:ing)? (?:your|yourself)|check-?(?:points?|lists?)|test your|exercises?|assignments?|homework|(?:independent|guided) practice|practice (?:problems|questions|tasks)|try (?:it|this|that|with)|your turn|hands[- ]on|reflect(?:ion)?|prompts?|questions?|answers?|solutions?|objectives?|outcomes?|prerequisites?|success criteria|next (?:steps?|lessons?)|what(?:['’]s| comes)? next|what you(?:['’]ll| will)? learn|(?:in|of) this (?:lesson|chapter|module)|navigation|references|resources|further reading)\b/i;
const CAPTION = /^[*_]*(?:figure|fig\.?|image|photo|diagram|screenshot|table|listing)\s+\d/i;
/** What an option, which is plain text, cannot show. */
const FORMULA = /\\[([]|\$[^$\s][^$]*\$|\$\$/;

/** The parts of a lesson in order, without code, captions, quotations, steps to follow, and what is asked of the reader. */
export function lessonParts({ title, body }: Pick<CourseDocument, 'title' | 'body'>): LessonPart[] {
  return cutSections(parseLesson(body), body).flatMap(({ headings, blocks }) => {
    const texts = headings.map(({ text }) => text);
    if (texts.some((text) => NO_CONTENT.test(text))) return [];
    const own = headings.at(-1);
    const place = {
      section: { title: own?.text ?? title, anchor: own?.anchor },
      headings: [title, ...texts],
    };
    return contents(blocks, body)
      .filter(isPlain)
      .map((content): LessonPart => ({ ...content, ...place }));
  });
}

/** Of blocks that say something; a deeper heading, or a paragraph that is one, may begin what does not. */
function contents(blocks: readonly RootContent[], body: string): Content[] {
  let isContent = true;
  return blocks.flatMap((block) => {
    if (block.type === 'heading') isContent = !NO_CONTENT.test(textOf(block));
    const [first] = block.type === 'paragraph' ? block.children : [];
    if (first?.type === 'strong' && NO_CONTENT.test(textOf(first))) isContent = false;
    return isContent ? blockContents(block, body) : [];
  });
}

function blockContents(block: RootContent, body: string): Content[] {
  switch (block.type) {
    case 'paragraph':
      // A sentence that begins with a link is on where it leads.
      return sentences(isCaption(block) ? '' : written(block, body))
        .filter((text) => !text.startsWith('['))
        .map((text) => ({ kind: 'sentence', text: withoutMarkup(text) }));
    case 'list':
      return isSteps(block) ? [] : [{ kind: 'list', items: listItems(block, body) }];
    case 'table': {
      const [head = [], ...rows] = block.children.map(({ children }) =>
        children.map((cell) => cell.children.map((node) => withoutMarkup(written(node, body))).join('')),
      );
      return [{ kind: 'table', head, rows }];
    }
    case 'containerDirective':
      return contents(block.children, body);
    default:
      return [];
  }
}

function isCaption(paragraph: Paragraph): boolean {
  const types = new Set(paragraph.children.map(({ type }) => type));
  return types.has('image') || (types.size === 1 && types.has('emphasis')) || CAPTION.test(textOf(paragraph));
}

function isSteps({ ordered, children }: List): boolean {
  return ordered === true || children.some(({ checked }) => typeof checked === 'boolean');
}

function listItems({ children }: List, body: string): string[] {
  return children.map(({ children: [first] }) =>
    first?.type === 'paragraph' && !isCaption(first) ? withoutMarkup(written(first, body)) : '',
  );
}

function written({ position }: Pick<RootContent, 'position'>, body: string): string {
  return body.slice(position?.start.offset, position?.end.offset).replace(/\s+/g, ' ');
}

function isPlain(content: Content): boolean {
  return content.kind !== 'sentence' || !FORMULA.test(content.text);
}
