import { readCourse } from '@/lib/search/course';
import { coursePages } from '@/lib/search/ingest/course-pages';
import type { IngestionPage } from '@/lib/search/ingest/ingest';
import type { QdrantServer } from '../qdrant/qdrant-server';

export const BOOK = 'robots';
export const COLLECTION = 'robolearn_platform';
export const MODEL = 'text-embedding-3-small';

/** The pages of a course directory, as an ingestion with vectors has them. */
export async function pagesOf(dir: string): Promise<IngestionPage[]> {
  return coursePages(await readCourse(dir, { bookId: BOOK }), BOOK, MODEL);
}

/** The texts that are stored of a book, by page, in no order. */
export function storedTexts(qdrant: QdrantServer, bookId = BOOK): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const { payload } of qdrant.collections.get(COLLECTION)?.all() ?? []) {
    if (payload.book_id !== bookId) continue;
    const page = String(payload.source_file);
    texts.set(page, [...(texts.get(page) ?? []), String(payload.text)]);
  }
  return texts;
}

/** The texts of a course directory, by page. */
export async function courseTexts(dir: string): Promise<Map<string, string[]>> {
  const pages = await pagesOf(dir);
  return new Map(pages.map(({ sourceFile, passages }) => [sourceFile, passages().map(({ text }) => text)]));
}

/** The stored texts as sorted lists, to compare with {@link courseTexts}. */
export function sorted(texts: Map<string, string[]>): Record<string, string[]> {
  return Object.fromEntries([...texts].sort().map(([page, list]) => [page, [...list].sort()]));
}
