import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import { DEFAULT_DIMENSIONS } from '../embeddings/default-model';
import type {
  PassageRecord,
  PassageTarget,
  PassageVectors,
  RefusedPassage,
  StoredVectors,
} from '../ingest/passage-target';
import type { CoursePassage } from '../passage';
import { bookFilter } from './book-filter';
import { BookLease } from './book-lease';
import {
  ASKED,
  askedLimit,
  BM25,
  type CollectionLayout,
  DENSE,
  newAskedDimensions,
  readCollectionLayout,
} from './collection-layout';
import { createCourseCollection } from './create-course-collection';
import { createQdrantClient } from './create-qdrant-client';
import { inBatches } from './in-batches';
import { passageVector } from './passage-vector';
import { pointsOf } from './points-of';
import { qdrantFailure } from './qdrant-failure';
import { refusalText } from './refusal-text';
import { requireVersion } from './require-version';
import { statusOf } from './status-of';
import { STORED_FIELDS, type StoredPoint, storedPassage } from './stored-passage';
import { KEY_FIELDS, storedVectors } from './stored-vectors';
import { toPayload } from './to-payload';
import { UnsuitableCollection } from './unsuitable-collection';

export interface QdrantPassagesOptions {
  url: string;
  apiKey?: string | undefined;
  collection: string;
  /** Numbers of the model's vectors. */
  dimensions?: number | undefined;
  /** For one request. In milliseconds. */
  timeoutMs?: number;
  /** How long a run may be silent before another may take its place. In milliseconds. */
  leaseMs?: number;
  now?: () => number;
}

/** Points of one write, as the original service sent them (spec robolearn A7), and ids of one deletion. */
const WRITTEN_AT_ONCE = 100;
const NAMED_AT_ONCE = 500;
/** The body of one write: half of what Qdrant takes, so that no proxy before it takes less. In bytes. */
const MAX_WRITE_BYTES = 16 * 1024 * 1024;
/** Points that are read with their vectors at a time. */
const READ_AT_ONCE = 20;

const createdAt = z.object({ created_at: z.string() });

/** The passages of books in a Qdrant collection: the side that writes. */
export class QdrantPassages implements PassageTarget {
  readonly collection: string;
  private readonly dimensions: number;
  private readonly client: QdrantClient;
  private readonly timeoutMs: number;
  private readonly leaseMs: number;
  private readonly now: () => number;
  /** Numbers of a line's vector, known once it is prepared. Qdrant refuses a vector that a collection has no name for. */
  private askedDimensions = 0;

  constructor({
    url,
    apiKey,
    collection,
    dimensions = DEFAULT_DIMENSIONS,
    timeoutMs = 60_000,
    leaseMs = 60_000,
    now = Date.now,
  }: QdrantPassagesOptions) {
    this.client = createQdrantClient({ url, apiKey, timeoutMs });
    this.collection = collection;
    this.dimensions = dimensions;
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
      return readCollectionLayout(this.client, this.collection, this.dimensions);
    });
  }

  /**
   * Makes the collection and its indexes where they are missing.
   *
   * @throws QdrantUnreachable, TookTooLong, QdrantTooOld, UnsuitableCollection
   */
  async prepare(): Promise<{ askedLimit: number }> {
    const layout = await this.layout();
    switch (layout.kind) {
      case 'missing':
      case 'hybrid':
        await this.asked(() => createCourseCollection(this.client, this.collection, this.dimensions));
        this.askedDimensions =
          layout.kind === 'missing' ? newAskedDimensions(this.dimensions) : layout.askedDimensions;
        return { askedLimit: askedLimit(this.askedDimensions) };
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
  async vectors(ids: string[]): Promise<StoredVectors> {
    return this.asked(async () => {
      const points: Schemas['Record'][] = [];
      for (const batch of inBatches(ids, READ_AT_ONCE)) {
        const read = await this.client.retrieve(this.collection, {
          ids: batch,
          with_payload: KEY_FIELDS,
          with_vector: this.askedDimensions ? [DENSE, ASKED] : [DENSE],
        });
        points.push(...read);
      }
      return storedVectors(points);
    });
  }

  /** Writes passages over those of the same ids. Each batch is there, whole, before the next is sent. */
  async write(
    records: PassageRecord[],
    beforeNext: () => Promise<void> = async () => undefined,
  ): Promise<RefusedPassage[]> {
    const outcome: Outcome = { accepted: 0, refused: [] };
    await this.asked(async () => {
      for (const group of inBatches(records, WRITTEN_AT_ONCE)) {
        const created = await this.createdAt(group.map(({ passage }) => passage.id));
        const updatedAt = new Date(this.now()).toISOString();
        const writes = group.map((record) =>
          this.writeOf(record, { createdAt: created.get(record.passage.id) ?? updatedAt, updatedAt }),
        );
        for (const batch of fittingBatches(writes)) {
          if (outcome.accepted > 0) await beforeNext();
          await this.upsert(batch, outcome);
        }
      }
    });
    return outcome.refused;
  }

  private writeOf(
    { passage, vectors, embeddingKeys }: PassageRecord,
    times: { createdAt: string; updatedAt: string },
  ): Write {
    const point = {
      id: passage.id,
      vector: { ...this.named(vectors), [BM25]: passageVector(passage) },
      payload: toPayload(passage, { embeddingKeys, ...times }),
    };
    return { passage, point, bytes: Buffer.byteLength(JSON.stringify(point)) };
  }

  private named(vectors: PassageVectors | undefined): Record<string, number[] | number[][]> {
    if (!vectors) return {};
    const { dense, asked } = vectors;
    const lines = asked?.map((line) => short(line.slice(0, this.askedDimensions)));
    return { [DENSE]: dense, ...(lines ? { [ASKED]: lines } : {}) };
  }

  /** Writes a batch; where it is refused for what it holds, finds by halves which points are. */
  private async upsert(writes: Write[], outcome: Outcome): Promise<void> {
    try {
      await this.client.upsert(this.collection, { wait: true, points: writes.map(({ point }) => point) });
      outcome.accepted += writes.length;
    } catch (error) {
      const status = statusOf(error);
      if (status === undefined || !CONTENT_REFUSED.has(status)) throw error;
      const [only, ...others] = writes;
      if (only && others.length === 0) {
        outcome.refused.push({ passage: only.passage, reason: refusalText(error) ?? `status ${status}` });
        // So many, and none that was taken: it is not because of what they are.
        if (outcome.accepted === 0 && outcome.refused.length >= MAX_REFUSED_AT_FIRST) throw error;
        return;
      }
      for (const half of inBatches(writes, Math.ceil(writes.length / 2))) await this.upsert(half, outcome);
    }
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

/** Statuses of a request that is refused for what it holds. */
const CONTENT_REFUSED: ReadonlySet<number> = new Set([400, 413, 422]);

/** Passages that are refused one by one before it is taken for a refusal of the whole run. */
const MAX_REFUSED_AT_FIRST = 50;

interface Outcome {
  accepted: number;
  refused: RefusedPassage[];
}

interface Write {
  passage: CoursePassage;
  point: Schemas['PointStruct'];
  /** About so much of a request's body. */
  bytes: number;
}

/** Points in their order, as many together as a request may hold. One that is larger goes alone. */
function* fittingBatches(writes: Write[]): Generator<Write[]> {
  let batch: Write[] = [];
  let bytes = 0;
  for (const write of writes) {
    if (batch.length > 0 && bytes + write.bytes > MAX_WRITE_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(write);
    bytes += write.bytes;
  }
  if (batch.length) yield batch;
}

/** Five decimals change no cosine by more than a thousandth, and make a request half as long. */
function short(vector: number[]): number[] {
  return vector.map((value) => Math.round(value * 1e5) / 1e5);
}
