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

/** The first words of a passage as they are read, without code and without Markdown's marks. */
function quotation(markdown: string): string {
  const plain = markdown
    .replace(/```[\s\S]*?(```|$)/g, ' ')
    .replace(/^[\s|:-]+$/gm, ' ')
    // Of links and pictures the words that are read.
    .replace(/!?\[([^\]]*)\]\([^)\s]*(?:\s[^)]*)?\)/g, '$1')
    .replace(/[#*`>|]/g, '')
    // Marks of emphasis, not the underscores of `BEST_EFFORT`.
    .replace(/(?<!\w)_|_(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > QUOTE_LENGTH ? `${plain.slice(0, QUOTE_LENGTH)}…` : plain;
}
