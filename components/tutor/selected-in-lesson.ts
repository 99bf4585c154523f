import { quotable } from './quotable';

/** The lesson's own text: selections anywhere else are none of the tutor's business. */
const LESSON = 'article[data-lesson]';

export interface LessonSelection {
  text: string;
  range: Range;
}

/** What is selected in the lesson's article; null if nothing is, or if the selection reaches out of it. */
export function selectedInLesson(page: Document): LessonSelection | null {
  const selection = page.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const lesson = page.querySelector(LESSON);
  if (!lesson?.contains(range.startContainer) || !lesson.contains(range.endContainer)) return null;
  const text = quotable(selection.toString());
  return text ? { text, range } : null;
}
