import type { CoursePassage } from '../passage';

/** What is embedded of a passage: its headings, which say what it is about, and its text. */
export function embeddingInput({ lessonTitle, headingPath, text }: CoursePassage): string {
  const headings = headingPath.length > 0 ? headingPath : [lessonTitle];
  return `${headings.join(' > ')}\n\n${text}`;
}
