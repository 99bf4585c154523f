import type { QdrantPassages } from '../../qdrant/qdrant-passages';
import { UnsuitableCollection } from '../../qdrant/unsuitable-collection';
import type { StoredPassage } from '../passage-target';

/**
 * What a collection holds of a book; undefined if there is no such collection yet.
 *
 * @throws UnsuitableCollection for one that is not laid out as ours
 */
export async function storedInQdrant(
  passages: QdrantPassages,
  bookId: string,
): Promise<StoredPassage[] | undefined> {
  const layout = await passages.layout();
  switch (layout.kind) {
    case 'missing':
      return undefined;
    case 'hybrid':
      return passages.stored(bookId);
    case 'unnamed':
      throw new UnsuitableCollection(
        passages.collection,
        'it is one of the original service, which can only be read',
      );
    case 'unsuitable':
      throw new UnsuitableCollection(passages.collection, layout.reason);
    default:
      return layout satisfies never;
  }
}
