import { createHash } from 'node:crypto';
import { type Course, searchedDocuments } from '../course';
import { documentPassages } from '../course-passages';
import type { IngestionPage } from './ingest';

/** Headings without a word are no text. */
const SAYS_SOMETHING = /[^\s#]/;

/**
 * The pages of a course as they are ingested. Pages that say nothing are left out: nothing of them would be stored.
 *
 * @param model embeds them; another model makes every page a changed one
 */
export function coursePages(course: Course, bookId: string, model: string | undefined): IngestionPage[] {
  const titles = new Map(course.modules.map(({ id, title }) => [id, title]));
  return searchedDocuments(course)
    .filter(({ body }) => SAYS_SOMETHING.test(body))
    .map((document) => {
      const { sourceFile, locale } = document;
      const fingerprint = createHash('sha256')
        .update([document.fingerprint, bookId, model ?? ''].join('\n'))
        .digest('hex');
      const moduleTitle = titles.get(document.moduleId) ?? '';
      return {
        sourceFile,
        locale,
        fingerprint,
        passages: () =>
          documentPassages(document, { bookId, moduleTitle }).map((passage) => ({ ...passage, fingerprint })),
      };
    });
}
