import { anchorHeadings } from './anchor-headings';
import type { Heading } from './heading';
import { parseLesson } from './parse-lesson';

/**
 * The headings of a page's Markdown in order, with the anchors that the page itself will have. Whoever links to a
 * section takes its anchor from here, so that links and pages cannot disagree.
 */
export function headings(body: string): Heading[] {
  return anchorHeadings(parseLesson(body));
}
