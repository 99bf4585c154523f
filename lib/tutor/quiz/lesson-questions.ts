import { codeDrafts } from './code-drafts';
import { listDrafts } from './list-drafts';
import { namedDrafts } from './named-drafts';
import { plainText } from './plain-text';
import { type QuizQuestion, toQuestion } from './question';
import { tableDrafts } from './table-drafts';
import { termDrafts } from './term-drafts';
import type { LessonTerms } from './vocabulary';

/** Fewer are no quiz. */
export const QUIZ_LENGTH = 3;

/**
 * Every question that can be made from a lesson, the best first; the same for the same course.
 *
 * @param nearby other lessons of the module, the nearest first, for wrong options
 */
export function lessonQuestions(lesson: LessonTerms, nearby: readonly LessonTerms[]): QuizQuestion[] {
  const { document, parts } = lesson;
  const drafts = [
    ...termDrafts(lesson, nearby),
    ...listDrafts(parts),
    ...tableDrafts(parts),
    ...namedDrafts(lesson, nearby),
    ...codeDrafts(lesson, nearby),
  ].sort((one, other) => other.worth - one.worth);
  const seen = new Set<string>();
  return drafts
    .filter(({ statement }) => {
      const said = plainText(statement);
      return !seen.has(said) && seen.add(said);
    })
    .map((draft) => toQuestion(document.path, draft));
}
