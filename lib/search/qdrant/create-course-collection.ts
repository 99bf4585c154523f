import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import { ASKED, BM25, DENSE, newAskedDimensions } from './collection-layout';
import { statusOf } from './status-of';

/**
 * Indexes of the payload: those of spec robolearn A7, and what else is filtered by. Storage is laid out by book, because
 * every request has one (`is_tenant`).
 */
const INDEXES: Record<string, Schemas['PayloadFieldSchema']> = {
  book_id: { type: 'keyword', is_tenant: true },
  module: 'keyword',
  proficiency_level: 'keyword',
  layer: 'keyword',
  parent_doc_id: 'keyword',
  content_hash: 'keyword',
  source_file_hash: 'keyword',
  source_file: 'keyword',
  locale: 'keyword',
  fingerprint: 'keyword',
  holder: 'keyword',
  hardware_tier: 'integer',
  chapter: 'integer',
  lesson: 'integer',
  chunk_index: 'integer',
  expires_at: 'integer',
};

/** Makes the collection for vectors of so many numbers if there is none, and whatever indexes it lacks. Two runs may do so at once. */
export async function createCourseCollection(
  client: QdrantClient,
  collection: string,
  dimensions: number,
): Promise<void> {
  const { exists } = await client.collectionExists(collection);
  if (!exists) await create(client, collection, dimensions);
  const { payload_schema: present } = await client.getCollection(collection);
  for (const [field, schema] of Object.entries(INDEXES)) {
    if (!(field in present))
      await client.createPayloadIndex(collection, { field_name: field, field_schema: schema, wait: true });
  }
}

async function create(client: QdrantClient, collection: string, dimensions: number): Promise<void> {
  const distance = 'Cosine';
  const size = newAskedDimensions(dimensions);
  const many = { size, distance, multivector_config: { comparator: 'max_sim' } } as const;
  const vectors = { [DENSE]: { size: dimensions, distance }, [ASKED]: many } as const;
  try {
    await client.createCollection(collection, { vectors, sparse_vectors: { [BM25]: { modifier: 'idf' } } });
  } catch (error) {
    // Another run was quicker.
    if (statusOf(error) !== 409) throw error;
  }
}
