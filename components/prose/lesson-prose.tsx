import type { Root as HastRoot } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import type { Root } from 'mdast';
import { Fragment, type JSX } from 'react';
import { jsx, jsxs } from 'react/jsx-runtime';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import {
  anchorHeadings,
  type Course,
  type CourseDocument,
  type Heading,
  parseLesson,
  resolveLink,
} from '@/lib/search/course';
import { admonitions } from './admonitions';
import { Callout } from './callout';
import { CodeBlock } from './code-block';
import { highlightCode } from './highlight-code';
import { drawFormulas, type LessonFormula, placeFormulas, takeFormulas } from './lesson-formulas';
import { proseHeadings } from './prose-heading';
import { ProseLink } from './prose-link';
import { ProseTable } from './prose-table';

const toHtml = unified().use(remarkRehype);

export interface LessonProse {
  headings: Heading[];
  /** The anchor of the page's own title, where the Markdown opens with one; the title itself is left to the page. */
  titleAnchor: string | undefined;
  content: JSX.Element;
}

/** Renders the Markdown of one course page. Anchors are those of `headings()`; raw HTML in the Markdown is dropped. */
export async function lessonProse(course: Course, document: CourseDocument): Promise<LessonProse> {
  const { tree, headings, formulas } = readLesson(document.body);
  const titleAnchor = takeTitle(tree, headings);
  admonitions(tree);
  rewriteLinks(tree, course, document.sourceFile);

  const html: HastRoot = await toHtml.run(tree);
  drawFormulas(html, formulas);
  await highlightCode(html);
  const content = toJsxRuntime(html, {
    Fragment,
    jsx,
    jsxs,
    components: {
      ...proseHeadings,
      a: ProseLink,
      aside: Callout,
      figure: CodeBlock,
      table: ProseTable,
    },
  });
  return { headings: titleAnchor ? headings.slice(1) : headings, titleAnchor, content };
}

/** The tree of a lesson with its formulas as elements. The anchors are those of the lesson as it was written. */
function readLesson(body: string): { tree: Root; headings: Heading[]; formulas: LessonFormula[] } {
  const written = parseLesson(body);
  const { text, formulas } = takeFormulas(body, written);
  if (formulas.length === 0) return { tree: written, headings: anchorHeadings(written), formulas };
  const headings = anchorHeadings(written);
  const tree = parseLesson(text);
  anchorHeadings(tree);
  const anchors = headings.map(({ anchor }) => anchor);
  visit(tree, 'heading', (heading) => {
    heading.data = { ...heading.data, hProperties: { ...heading.data?.hProperties, id: anchors.shift() } };
  });
  placeFormulas(tree, formulas);
  return { tree, headings, formulas };
}

function takeTitle(tree: Root, headings: Heading[]): string | undefined {
  const [first] = tree.children;
  if (first?.type !== 'heading' || first.depth !== 1) return undefined;
  tree.children.shift();
  return headings[0]?.anchor;
}

function rewriteLinks(tree: Root, course: Course, sourceFile: string): void {
  visit(tree, ['link', 'definition'], (node) => {
    if (node.type !== 'link' && node.type !== 'definition') return;
    const url = resolveLink(course, sourceFile, node.url);
    // The words of a link to a page that does not exist (yet) are plain text: better than a way to an error page.
    if (url === null) node.data = { ...node.data, hName: 'span', hProperties: { href: undefined } };
    else node.url = url;
  });
}
