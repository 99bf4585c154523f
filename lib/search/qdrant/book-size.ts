import type { QdrantClient } from '@qdrant/js-client-rest';
import { bookFilter } from './book-filter';
import type { UsableLayout } from './collection-layout';
import { pointsOf } from './points-of';

/**
 * How many pages and passages of a book a collection holds. That of the original service has no index of the places of
 * passages, and Qdrant may be set to refuse a filter without one: there the files are counted.
 */
export async function bookSize(
  client: QdrantClient,
  collection: string,
  bookId: string,
  { kind }: UsableLayout,
): Promise<{ documents: number; passages: number }> {
  const count = (filter = bookFilter(bookId)) =>
    client.count(collection, { filter, exact: true }).then((counted) => counted.count);
  switch (kind) {
    case 'hybrid': {
      const firsts = bookFilter(bookId, {}, [{ key: 'chunk_index', match: { value: 0 } }]);
      const [passages, documents] = await Promise.all([count(), count(firsts)]);
      return { documents, passages };
    }
    case 'unnamed': {
      const files = new Set<unknown>();
      let passages = 0;
      for await (const { payload } of pointsOf(client, collection, bookFilter(bookId), ['source_file'])) {
        files.add(payload?.source_file);
        passages += 1;
      }
      return { documents: files.size, passages };
    }
    default:
      return kind satisfies never;
  }
}
