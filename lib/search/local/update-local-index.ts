import { setImmediate } from 'node:timers/promises';
import { type CourseDocument, readCourse, searchedDocuments } from '../course';
import { IndexBuilder } from '../index/index-builder';
import { loadIndex } from '../index/load-index';
import { saveIndex } from '../index/save-index';
import { SearchIndex } from '../index/search-index';
import { courseDigest } from './course-digest';
import { type KnownPage, KnownPages } from './known-pages';

export interface UpdateOptions {
  courseDir: string;
  bookId: string;
  /** Where the index is kept between runs; it is only in memory without. */
  file?: string | undefined;
  /** Where an index stands from which pages are taken if there is none at `file`, as one that was made with the build. */
  template?: string | undefined;
  /** Names the code that reads the course, if that is known: then a course of which no byte has changed is not read again. */
  code?: string | undefined;
  /** Cut and read every page anew. */
  full?: boolean | undefined;
  /** Reads the course where that is needed. */
  read?: typeof readCourse;
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
  const digest =
    options.code === undefined ? undefined : await courseDigest({ courseDir, bookId, code: options.code });
  const done = digest === undefined || full ? undefined : await indexMadeFrom(digest, options);
  if (done) {
    const { documents, size } = done.index;
    return {
      index: done.index,
      report: {
        ...{ documents, passages: size, added: 0, changed: 0, removed: 0, unchanged: documents },
        ...done.stored,
        milliseconds: Math.round(performance.now() - started),
      },
    };
  }
  const { read = readCourse } = options;
  const course = await read(courseDir, { bookId });
  // Nothing of a page without text is kept, so that it would seem new for ever.
  const documents = searchedDocuments(course).filter(({ body }) => body.trim() !== '');
  const own = file === undefined || full ? undefined : await loadIndex(file);
  const old = own ?? (options.template === undefined || full ? undefined : await loadIndex(options.template));
  const pages = new KnownPages(old?.data, bookId);
  const found = documents.map((document) => ({ document, known: pages.find(document) }));
  const isSame = old !== undefined && pages.isAll(found.map(({ known }) => known));
  const titles = new Map(course.modules.map(({ id, title }) => [id, title]));
  const index = isSame
    ? old
    : await built(found, { bookId, moduleTitle: ({ moduleId }) => titles.get(moduleId) ?? '' });
  // One that does not say what it was made from is stored again with that.
  const isStored = file === undefined || (isSame && own !== undefined && digest === undefined);
  const stored = isStored ? { saved: false } : await save(file, index, digest);
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
      ...stored,
      milliseconds: Math.round(performance.now() - started),
    },
  };
}

/** The index of the file, or else of the template, if it was made from just this; that of the template is stored as the file. */
async function indexMadeFrom(
  digest: string,
  { file, template }: UpdateOptions,
): Promise<{ index: SearchIndex; stored: Stored } | undefined> {
  const own = file === undefined ? undefined : await loadIndex(file, digest);
  if (own) return { index: own, stored: { saved: false } };
  const made = template === undefined ? undefined : await loadIndex(template, digest);
  if (!made) return undefined;
  return { index: made, stored: file === undefined ? { saved: false } : await save(file, made, digest) };
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

type Stored = Pick<UpdateReport, 'saved' | 'unsaved'>;

async function save(file: string, index: SearchIndex, madeFrom: string | undefined): Promise<Stored> {
  try {
    await saveIndex(file, index, madeFrom);
    return { saved: true };
  } catch (error) {
    return { saved: false, unsaved: error instanceof Error ? error.message : String(error) };
  }
}
