import { setImmediate } from 'node:timers/promises';
import { type CourseDocument, readCourse, searchedDocuments } from '../course';
import { IndexBuilder } from '../index/index-builder';
import { loadIndex } from '../index/load-index';
import { saveIndex } from '../index/save-index';
import { SearchIndex } from '../index/search-index';
import { type KnownPage, KnownPages } from './known-pages';

export interface UpdateOptions {
  courseDir: string;
  bookId: string;
  /** Where the index is kept between runs; it is only in memory without. */
  file?: string | undefined;
  /** Cut and read every page anew. */
  full?: boolean | undefined;
}

/** What an update found and did: passages, and counts of pages. */
export interface UpdateReport {
  documents: number;
  passages: number;
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  /** The file has been written. */
  saved: boolean;
  /** Why it could not be, as for a place that is read-only. The index in memory is as good. */
  unsaved?: string;
  milliseconds: number;
}

/**
 * Brings the index of a course up to date, and its file. Pages that have not changed are taken from the file as they are.
 * Two updates at once are safe: the file is always that of one of them.
 * @throws CourseDirectoryMissing
 * @throws CourseConfigInvalid
 */
export async function updateLocalIndex(
  options: UpdateOptions,
): Promise<{ index: SearchIndex; report: UpdateReport }> {
  const started = performance.now();
  const { courseDir, bookId, file, full = false } = options;
  const course = await readCourse(courseDir, { bookId });
  // Nothing of a page without text is kept, so that it would seem new for ever.
  const documents = searchedDocuments(course).filter(({ body }) => body.trim() !== '');
  const old = file === undefined || full ? undefined : await loadIndex(file);
  const pages = new KnownPages(old?.data, bookId);
  const found = documents.map((document) => ({ document, known: pages.find(document) }));
  const isSame = old !== undefined && pages.isAll(found.map(({ known }) => known));
  const titles = new Map(course.modules.map(({ id, title }) => [id, title]));
  const index = isSame
    ? old
    : await built(found, { bookId, moduleTitle: ({ moduleId }) => titles.get(moduleId) ?? '' });
  const count = (kind: KnownPage['kind']) => found.filter(({ known }) => known.kind === kind).length;
  return {
    index,
    report: {
      documents: documents.length,
      passages: index.size,
      added: count('new'),
      changed: count('changed'),
      removed: pages.gone(documents),
      unchanged: count('same'),
      ...(isSame || file === undefined ? { saved: false } : await save(file, index)),
      milliseconds: Math.round(performance.now() - started),
    },
  };
}

interface Cutting {
  bookId: string;
  moduleTitle(document: CourseDocument): string;
}

async function built(
  found: { document: CourseDocument; known: KnownPage }[],
  { bookId, moduleTitle }: Cutting,
): Promise<SearchIndex> {
  const builder = new IndexBuilder();
  for (const { document, known } of found) {
    if (known.kind === 'same') builder.take(known.data, known.number);
    else {
      // The tokeniser that it brings takes long to load, and a course that has not changed needs none.
      const { documentPassages } = await import('../course-passages');
      builder.add(documentPassages(document, { bookId, moduleTitle: moduleTitle(document) }));
    }
    // Answers are being streamed by this thread meanwhile.
    await setImmediate();
  }
  return new SearchIndex(builder.build());
}

async function save(file: string, index: SearchIndex): Promise<Pick<UpdateReport, 'saved' | 'unsaved'>> {
  try {
    await saveIndex(file, index);
    return { saved: true };
  } catch (error) {
    return { saved: false, unsaved: error instanceof Error ? error.message : String(error) };
  }
}
