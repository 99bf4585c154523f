import type {
  Lease,
  PassageRecord,
  PassageTarget,
  RefusedPassage,
  StoredPassage,
  StoredVectors,
} from '@/lib/search/ingest/passage-target';
import type { CoursePassage } from '@/lib/search/passage';
import { LeaseTaken } from '@/lib/search/qdrant/lease-taken';

/** Thrown by {@link MemoryPassages} in place of the step at which a run is to die. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** Keeps passages in memory, and can be made to die at any of its steps. */
export class MemoryPassages implements PassageTarget {
  readonly records = new Map<string, PassageRecord>();
  readonly steps: string[] = [];
  /** The number of the step, from 1, that does not happen any more. */
  dieAt = Number.POSITIVE_INFINITY;
  /** Passages of a write that still arrive when it is the step to die at. */
  arriving = 0;
  /** How many vectors of asked lines a passage may have. */
  askedLimit = 1000;
  /** The lease cannot be given back. */
  releaseFails = false;
  /** Passages that it will not take. */
  refuses: (passage: CoursePassage) => boolean = () => false;
  /** What others do after each write. */
  afterWrite: () => void = () => undefined;
  private holder: string | undefined;

  async prepare(): Promise<{ askedLimit: number }> {
    this.step('prepare');
    return { askedLimit: this.askedLimit };
  }

  async stored(bookId: string): Promise<StoredPassage[]> {
    this.step('stored');
    return this.of(bookId);
  }

  async vectors(ids: string[]): Promise<StoredVectors> {
    this.step('vectors');
    const stored: StoredVectors = { dense: new Map(), asked: new Map() };
    for (const id of ids) {
      const { vectors, embeddingKeys } = this.records.get(id) ?? {};
      if (!vectors || !embeddingKeys) continue;
      stored.dense.set(embeddingKeys.dense, vectors.dense);
      for (const [at, vector] of (vectors.asked ?? []).entries())
        stored.asked.set(embeddingKeys.asked?.[at] ?? '', vector);
    }
    return stored;
  }

  async write(records: PassageRecord[]): Promise<RefusedPassage[]> {
    const isLast = this.steps.length + 1 >= this.dieAt;
    const taken = records.filter(({ passage }) => !this.refuses(passage));
    for (const record of isLast ? taken.slice(0, this.arriving) : taken) {
      this.records.set(record.passage.id, record);
    }
    this.step(`write ${records.length}`);
    this.afterWrite();
    return records
      .filter(({ passage }) => this.refuses(passage))
      .map(({ passage }) => ({ passage, reason: 'refused' }));
  }

  async delete(bookId: string, ids: string[]): Promise<void> {
    this.step(`delete ${ids.length}`);
    for (const id of ids) {
      if (this.records.get(id)?.passage.bookId === bookId) this.records.delete(id);
    }
  }

  async lease(bookId: string, holder: string): Promise<Lease> {
    this.step('lease');
    if (this.holder !== undefined) throw new LeaseTaken(bookId, this.holder, new Date(0));
    this.holder = holder;
    return {
      renew: async () => this.step('renew'),
      release: async () => {
        if (this.releaseFails) throw new Error('no network');
        this.holder = undefined;
      },
    };
  }

  /** What is stored of a book, without counting as a step. */
  of(bookId: string): StoredPassage[] {
    return [...this.records.values()]
      .filter(({ passage }) => passage.bookId === bookId)
      .map(({ passage, embeddingKeys }) => ({ ...passage, embeddingKey: embeddingKeys?.dense }));
  }

  private step(name: string): void {
    if (this.steps.length + 1 >= this.dieAt) throw new Killed(name);
    this.steps.push(name);
  }
}
