import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import type { PassageRecord, PassageTarget, PassageVectors } from '../ingest/passage-target';
import { bookFilter } from './book-filter';
import { BookLease } from './book-lease';
import { ASKED, BM25, type CollectionLayout, DENSE, readCollectionLayout } from './collection-layout';
import { createCourseCollection } from './create-course-collection';
import { createQdrantClient } from './create-qdrant-client';
import { inBatches } from './in-batches';
import { passageVector } from './passage-vector';
import { pointsOf } from './points-of';
import { qdrantFailure } from './qdrant-failure';
import { requireVersion } from './require-version';
import { STORED_FIELDS, type StoredPoint, storedPassage } from './stored-passage';
import { KEY_FIELDS, storedVectors } from './stored-vectors';
import { toPayload } from './to-payload';
import { UnsuitableCollection } from './unsuitable-collection';

export interface QdrantPassagesOptions {
  url: string;
  apiKey?: string | undefined;
  collection: string;
  /** For one request. In milliseconds. */
  timeoutMs?: number;
  /** How long a run may be silent before another may take its place. In milliseconds. */
  leaseMs?: number;
  now?: () => number;
}

/** Points of one write, as the original service sent them (spec robolearn A7), and ids of one deletion. */
const WRITTEN_AT_ONCE = 100;
const NAMED_AT_ONCE = 500;
/** Vectors of one write: about half of the 32 MB that Qdrant takes, at ten characters a number. */
const VECTORS_AT_ONCE = 1000;
/** Points that are read with their vectors at a time. */
const READ_AT_ONCE = 20;

const createdAt = z.object({ created_at: z.string() });

/** The passages of books in a Qdrant collection: the side that writes. */
export class QdrantPassages implements PassageTarget {
  readonly collection: string;
  private readonly client: QdrantClient;
  private readonly timeoutMs: number;
  private readonly leaseMs: number;
  private readonly now: () => number;
  /** Known once it is prepared. Qdrant refuses a vector that a collection has no name for. */
  private takesAsked = false;

  constructor({
    url,
    apiKey,
    collection,
    timeoutMs = 60_000,
    leaseMs = 60_000,
    now = Date.now,
  }: QdrantPassagesOptions) {
    this.client = createQdrantClient({ url, apiKey, timeoutMs });
    this.collection = collection;
    this.timeoutMs = timeoutMs;
    this.leaseMs = leaseMs;
    this.now = now;
  }

  /**
   * How the collection is laid out. Nothing is changed.
   *
   * @throws QdrantUnreachable, TookTooLong, QdrantTooOld
   */
  layout(): Promise<CollectionLayout> {
    return this.asked(async () => {
      await requireVersion(this.client, 'ingestion');
      return readCollectionLayout(this.client, this.collection);
    });
  }

  /**
   * Makes the collection and its indexes where they are missing.
   *
   * @throws QdrantUnreachable, TookTooLong, QdrantTooOld, UnsuitableCollection
   */
  async prepare(): Promise<{ takesAsked: boolean }> {
    const layout = await this.layout();
    switch (layout.kind) {
      case 'missing':
      case 'hybrid':
        await this.asked(() => createCourseCollection(this.client, this.collection));
        this.takesAsked = layout.kind === 'missing' || layout.hasAsked;
        return { takesAsked: this.takesAsked };
      case 'unnamed':
        throw new UnsuitableCollection(
          this.collection,
          'it is one of the original service, which can only be read',
        );
      case 'unsuitable':
        throw new UnsuitableCollection(this.collection, layout.reason);
      default:
        return layout satisfies never;
    }
  }

  /** All that is stored of a book. */
  stored(bookId: string): Promise<StoredPoint[]> {
    return this.asked(async () => {
      const found: StoredPoint[] = [];
      for await (const point of pointsOf(this.client, this.collection, bookFilter(bookId), STORED_FIELDS))
        found.push(storedPassage(point));
      return found;
    });
  }

  /** The vectors of stored passages, each under its own key; those without a key are left out. */
  async vectors(ids: string[]): Promise<Map<string, number[]>> {
    return this.asked(async () => {
      const found = new Map<string, number[]>();
      for (const batch of inBatches(ids, READ_AT_ONCE)) {
        const points = await this.client.retrieve(this.collection, {
          ids: batch,
          with_payload: KEY_FIELDS,
          with_vector: this.takesAsked ? [DENSE, ASKED] : [DENSE],
        });
        for (const [key, vector] of points.flatMap(storedVectors)) found.set(key, vector);
      }
      return found;
    });
  }

  /** Writes passages over those of the same ids. Each batch is there, whole, before the next is sent. */
  async write(records: PassageRecord[]): Promise<void> {
    await this.asked(async () => {
      for (const batch of writtenAtOnce(records)) {
        const created = await this.createdAt(batch.map(({ passage }) => passage.id));
        const updatedAt = new Date(this.now()).toISOString();
        const points = batch.map(({ passage, vectors, embeddingKeys }): Schemas['PointStruct'] => ({
          id: passage.id,
          vector: { ...named(vectors), [BM25]: passageVector(passage) },
          payload: toPayload(passage, {
            embeddingKeys,
            createdAt: created.get(passage.id) ?? updatedAt,
            updatedAt,
          }),
        }));
        await this.client.upsert(this.collection, { wait: true, points });
      }
    });
  }

  /** Deletes passages of one book; ids of another book's are passed over. */
  async delete(bookId: string, ids: string[]): Promise<void> {
    await this.asked(async () => {
      for (const batch of inBatches([...new Set(ids)], NAMED_AT_ONCE)) {
        const filter = bookFilter(bookId, {}, [{ has_id: batch }]);
        await this.client.delete(this.collection, { wait: true, filter });
      }
    });
  }

  /** @returns how many passages were deleted */
  async deleteBook(bookId: string): Promise<number> {
    return this.asked(async () => {
      const filter = bookFilter(bookId);
      const { count } = await this.client.count(this.collection, { filter, exact: true });
      await this.client.delete(this.collection, { wait: true, filter });
      return count;
    });
  }

  /** @throws LeaseTaken while another run holds it */
  lease(bookId: string, holder: string): Promise<BookLease> {
    const { client, collection, leaseMs: ttlMs, now } = this;
    const asked = <Answer>(ask: () => Promise<Answer>) => this.asked(ask);
    return BookLease.take({ client, asked, collection, bookId, holder, ttlMs, now });
  }

  /** When passages that are about to be written over were first written. */
  private async createdAt(ids: string[]): Promise<Map<string, string>> {
    const points = await this.client.retrieve(this.collection, {
      ids,
      with_payload: ['created_at'],
      with_vector: false,
    });
    return new Map(
      points.flatMap(({ id, payload }) => {
        const { success, data } = createdAt.safeParse(payload);
        return success ? [[String(id), data.created_at]] : [];
      }),
    );
  }

  private async asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      throw qdrantFailure(error, this.timeoutMs);
    }
  }
}

/** Records in their order, as many together as a request may hold. One with more vectors than that goes alone. */
function* writtenAtOnce(records: PassageRecord[]): Generator<PassageRecord[]> {
  let batch: PassageRecord[] = [];
  let size = 0;
  for (const record of records) {
    const own = record.vectors ? 1 + (record.vectors.asked?.length ?? 0) : 0;
    if (batch.length >= WRITTEN_AT_ONCE || (batch.length > 0 && size + own > VECTORS_AT_ONCE)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(record);
    size += own;
  }
  if (batch.length) yield batch;
}

function named(vectors: PassageVectors | undefined): Record<string, number[] | number[][]> {
  if (!vectors) return {};
  const { dense, asked } = vectors;
  return { [DENSE]: dense, ...(asked ? { [ASKED]: asked.map(short) } : {}) };
}

/** Five decimals change no cosine by more than a thousandth, and make a request half as long. */
function short(vector: number[]): number[] {
  return vector.map((value) => Math.round(value * 1e5) / 1e5);
}
