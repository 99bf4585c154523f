import MiniSearch from 'minisearch';
import { type Course, searchedDocuments } from '@/lib/search/course';
import { documentPassages } from '@/lib/search/course-passages';
import type { CoursePassage } from '@/lib/search/passage';
import type { EvaluationQuestion } from './questions';

/**
 * What anybody gets without work of their own: BM25 of MiniSearch with its defaults, over the same passages. It has their
 * headings and their text, and neither the lines of how students ask nor the page that is being read.
 */
export class Baseline {
  private readonly passages: CoursePassage[];
  private readonly index = new MiniSearch<CoursePassage>({
    fields: ['headings', 'text'],
    extractField: (passage, field) => {
      if (field === 'headings') return passage.headingPath.join('\n');
      return field === 'id' ? passage.id : passage.text;
    },
  });
  private readonly byId: ReadonlyMap<string, CoursePassage>;

  constructor(course: Course) {
    this.passages = searchedDocuments(course).flatMap((document) =>
      documentPassages(document, { bookId: 'baseline', moduleTitle: '' }),
    );
    this.byId = new Map(this.passages.map((passage) => [passage.id, passage]));
    this.index.addAll(this.passages);
  }

  /** The best passages first. A follow-up is asked with the message before it: a search alone has no memory. */
  search({ before = [], question }: EvaluationQuestion, limit: number): CoursePassage[] {
    return this.index
      .search([...before.slice(-1), question].join(' '))
      .slice(0, limit)
      .flatMap(({ id }) => this.byId.get(id) ?? []);
  }
}
