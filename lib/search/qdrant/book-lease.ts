import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import { uuidV5 } from '../chunk/uuid-v5';
import type { Lease } from '../ingest/passage-target';
import { LeaseLost } from './lease-lost';
import { LeaseTaken } from './lease-taken';

/** The book that locks are filed under, so that no search and no count ever meets one. */
const LOCKS = '.locks';

export interface BookLeaseOptions {
  client: QdrantClient;
  /** Runs a request, and translates what it throws. */
  asked: <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;
  collection: string;
  bookId: string;
  /** Different for every run. */
  holder: string;
  /** How long the right lasts without being renewed. In milliseconds; much more than clocks of machines differ by. */
  ttlMs: number;
  now: () => number;
}

const lock = z.object({ holder: z.string(), expires_at: z.number() });

/**
 * The right to change a book, kept as a point of the collection that has no vector. Qdrant applies writes to a point one
 * after the other, and each of ours says on which state it may be applied; whose write was applied is then read back.
 */
export class BookLease implements Lease {
  private readonly id: string;

  private constructor(private readonly options: BookLeaseOptions) {
    this.id = uuidV5(`${options.bookId}:lock`);
  }

  /** @throws LeaseTaken */
  static async take(options: BookLeaseOptions): Promise<BookLease> {
    const lease = new BookLease(options);
    await lease.write({ update_mode: 'insert_only' });
    let owner = await lease.owner();
    if (owner && owner.holder !== options.holder && owner.expires_at <= options.now()) {
      await lease.write({
        update_mode: 'update_only',
        update_filter: { must: [{ key: 'expires_at', range: { lte: options.now() } }] },
      });
      owner = await lease.owner();
    }
    if (owner?.holder === options.holder) return lease;
    // Given back between our two requests: whoever comes next may try again.
    throw new LeaseTaken(
      options.bookId,
      owner?.holder ?? 'unknown',
      new Date(owner?.expires_at ?? options.now()),
    );
  }

  /** @throws LeaseLost */
  async renew(): Promise<void> {
    const { bookId, holder } = this.options;
    await this.write({ update_mode: 'update_only', update_filter: { must: [held(holder)] } });
    const owner = await this.owner();
    if (owner?.holder !== holder) throw new LeaseLost(bookId, holder);
  }

  /** Gives the right back. One that has passed to another holder is left alone. */
  async release(): Promise<void> {
    const { asked, client, collection, holder } = this.options;
    const filter = { must: [{ has_id: [this.id] }, held(holder)] };
    await asked(() => client.delete(collection, { wait: true, ordering: 'strong', filter }));
  }

  private async write(
    condition: Pick<Schemas['PointsList'], 'update_mode' | 'update_filter'>,
  ): Promise<void> {
    const { asked, client, collection, bookId, holder, ttlMs, now } = this.options;
    const payload = { book_id: LOCKS, locks: bookId, holder, expires_at: now() + ttlMs };
    const points = [{ id: this.id, vector: {}, payload }];
    await asked(() => client.upsert(collection, { wait: true, ordering: 'strong', points, ...condition }));
  }

  private async owner(): Promise<z.infer<typeof lock> | undefined> {
    const { asked, client, collection } = this.options;
    const [point] = await asked(() =>
      client.retrieve(collection, { ids: [this.id], with_payload: true, consistency: 'majority' }),
    );
    return point && lock.parse(point.payload);
  }
}

function held(holder: string): Schemas['FieldCondition'] {
  return { key: 'holder', match: { value: holder } };
}
