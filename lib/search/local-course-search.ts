import { boundedQuery } from './bounded-query';
import { readCourseConfig } from './course';
import type { ContextQuery, CoursePassage, CourseSearch, Passage, SearchQuery } from './course-search';
import type { SearchIndex } from './index/search-index';
import { updateLocalIndex } from './local/update-local-index';

export interface LocalCourseSearchOptions {
  courseDir: string;
  /** The book that the passages belong to. */
  bookId: string;
  /** Where the index is kept between runs; without, every process reads the whole course. */
  indexFile?: string | undefined;
  /** An index that was made ahead, see {@link updateLocalIndex}. */
  indexTemplate?: string | undefined;
  /** Names this code, if that is known, see {@link updateLocalIndex}. */
  code?: string | undefined;
}

interface Ready {
  index: SearchIndex;
  /** The course's own language. */
  locale: string;
}

/**
 * The course search in this process: BM25 over the Markdown files, no service needed. Made ready at the first search and
 * held in memory; a changed course is seen after a restart.
 */
export class LocalCourseSearch implements CourseSearch {
  private preparing: Promise<Ready> | undefined;

  constructor(private readonly options: LocalCourseSearchOptions) {}

  /**
   * @throws CourseDirectoryMissing
   * @throws CourseConfigInvalid
   */
  async search(query: SearchQuery): Promise<Passage[]> {
    const { index, locale } = await this.ready();
    return index.search({ ...query, query: boundedQuery(query.query), locale: query.locale ?? locale });
  }

  async context(query: ContextQuery): Promise<CoursePassage[]> {
    const { index } = await this.ready();
    return index.context(query);
  }

  async size(): Promise<{ documents: number; passages: number }> {
    const { index } = await this.ready();
    return { documents: index.documents, passages: index.size };
  }

  /** The index itself, to rank with it what another search found. */
  async index(): Promise<SearchIndex> {
    const { index } = await this.ready();
    return index;
  }

  /** One build for everybody who asks meanwhile; a failed one is forgotten, so that the next caller tries again. */
  private ready(): Promise<Ready> {
    this.preparing ??= this.prepare().catch((error: unknown) => {
      this.preparing = undefined;
      throw error;
    });
    return this.preparing;
  }

  private async prepare(): Promise<Ready> {
    const { courseDir, bookId, indexFile, indexTemplate, code } = this.options;
    const { index } = await updateLocalIndex({
      courseDir,
      bookId,
      file: indexFile,
      template: indexTemplate,
      code,
    });
    return { index, locale: readCourseConfig(courseDir).locales.default };
  }
}
