import type { CoursePassage } from '../passage';
import { IngestionUnsettled } from './errors';
import type { Lease, PassageRecord, PassageTarget, StoredPassage } from './passage-target';
import {
  type IngestionPlan,
  isWhole,
  pageKey,
  passagesByPage,
  planIngestion,
  type SourcePage,
} from './plan-ingestion';

/** A page of the course, cut into passages when they are needed. */
export interface IngestionPage extends SourcePage {
  passages(): CoursePassage[];
}

/** Makes vectors of passages. */
export interface PassageEmbedder {
  /** What is embedded of a passage. */
  input(passage: CoursePassage): string;
  /** Names an input and the model: the same key, the same vector. */
  key(input: string): string;
  /** Vectors in the order of the inputs. */
  embed(inputs: string[]): Promise<number[][]>;
}

export interface IngestionProgress {
  /** Pages that have been dealt with, of those that had to be. */
  done: number;
  total: number;
}

export interface IngestOptions {
  bookId: string;
  pages: IngestionPage[];
  target: PassageTarget;
  /** Without one, passages are stored without vectors. */
  embedder?: PassageEmbedder | undefined;
  /** Who runs it, to tell runs apart. */
  holder: string;
  isFull?: boolean;
  onProgress?: (progress: IngestionProgress) => void;
}

export interface IngestionReport extends Record<keyof IngestionPlan, number> {
  written: number;
  deleted: number;
  /** Texts that were sent to the model, and vectors that were there already. */
  embedded: number;
  reused: number;
}

/** Passages of so many texts are embedded and written at a time: as much is done twice if a run dies. */
const AT_A_TIME = 256;

/** How often what others have broken meanwhile is mended. */
const ATTEMPTS = 3;

/**
 * Brings what a target stores of a book up to date with the course. Of each page the new passages are written before the old
 * ones go, so that a run that dies at any step leaves no page with less than it had, and the next one finishes what it began.
 *
 * @throws LeaseTaken, LeaseLost, IngestionUnsettled, and whatever the target and the embedder throw
 */
export async function ingest(options: IngestOptions): Promise<IngestionReport> {
  const { target, bookId, holder } = options;
  await target.prepare();
  const lease = await target.lease(bookId, holder);
  try {
    const stored = await target.stored(bookId);
    const plan = planIngestion(options.pages, stored, options.isFull);
    const report = emptyReport(plan);
    await carryOut(plan, stored, { ...options, lease, report });
    await settle({ ...options, lease, report });
    return report;
  } finally {
    await lease.release();
  }
}

interface Run extends IngestOptions {
  lease: Lease;
  report: IngestionReport;
}

/** Looks again at what is stored, and mends what is not whole: a run that held the lease before may have died late. */
async function settle(run: Run): Promise<void> {
  if (!run.report.written && !run.report.deleted) return;
  for (let attempt = 1; ; attempt += 1) {
    const stored = await run.target.stored(run.bookId);
    const plan = planIngestion(run.pages, stored);
    const open = [...plan.added, ...plan.changed, ...plan.gone];
    if (open.length === 0) return;
    if (attempt >= ATTEMPTS) throw new IngestionUnsettled(open);
    await carryOut(plan, stored, run);
  }
}

async function carryOut(plan: IngestionPlan, stored: StoredPassage[], run: Run): Promise<void> {
  const { target, bookId, lease, report } = run;
  const wanted = new Set([...plan.added, ...plan.changed]);
  const before = passagesByPage(stored);
  const total = wanted.size + plan.gone.length;
  let done = 0;
  run.onProgress?.({ done, total });
  for (const batch of batches(run.pages.filter((page) => wanted.has(pageKey(page))))) {
    const records = await withVectors(
      batch.flatMap(({ passages }) => passages),
      stored,
      run,
    );
    await lease.renew();
    await target.write(records);
    report.written += records.length;
    await lease.renew();
    const kept = new Set(records.map(({ passage }) => passage.id));
    const old = batch.flatMap(({ key }) => before.get(key) ?? []).filter(({ id }) => !kept.has(id));
    await remove(old, run);
    done += batch.length;
    run.onProgress?.({ done, total });
  }
  if (plan.gone.length === 0) return;
  await lease.renew();
  await remove(
    plan.gone.flatMap((key) => before.get(key) ?? []),
    run,
  );
  run.onProgress?.({ done: total, total });

  async function remove(passages: StoredPassage[], { report: counts }: Run): Promise<void> {
    if (passages.length === 0) return;
    await target.delete(
      bookId,
      passages.map(({ id }) => id),
    );
    counts.deleted += passages.length;
  }
}

/** The passages with their vectors: those that the target has of the same text are taken from there. */
async function withVectors(
  passages: CoursePassage[],
  stored: StoredPassage[],
  { embedder, target, report }: Run,
): Promise<PassageRecord[]> {
  if (!embedder) return passages.map((passage) => ({ passage }));
  const known = new Map<string, string>();
  for (const { id, embeddingKey } of stored) if (embeddingKey) known.set(embeddingKey, id);
  const asked = passages.map((passage) => {
    const input = embedder.input(passage);
    return { passage, input, key: embedder.key(input) };
  });
  const vectors = new Map<string, number[]>();
  const reusable = asked.flatMap(({ key }) => known.get(key) ?? []);
  const found = reusable.length ? await target.vectors([...new Set(reusable)]) : new Map<string, number[]>();
  for (const { key } of asked) {
    const vector = found.get(known.get(key) ?? '');
    if (vector) vectors.set(key, vector);
  }
  report.reused += vectors.size;
  const missing = [...new Map(asked.map(({ key, input }) => [key, input]))].filter(
    ([key]) => !vectors.has(key),
  );
  const made = missing.length ? await embedder.embed(missing.map(([, input]) => input)) : [];
  missing.forEach(([key], at) => {
    const vector = made[at];
    if (vector) vectors.set(key, vector);
  });
  report.embedded += missing.length;
  return asked.map(({ passage, key }) => {
    const dense = vectors.get(key);
    return dense ? { passage, dense, embeddingKey: key } : { passage };
  });
}

interface CutPage {
  key: string;
  passages: CoursePassage[];
}

function* batches(pages: IngestionPage[]): Generator<CutPage[]> {
  let batch: CutPage[] = [];
  let size = 0;
  for (const page of pages) {
    const passages = page.passages();
    batch.push({ key: pageKey(page), passages });
    size += passages.length;
    if (size < AT_A_TIME) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length) yield batch;
}

function emptyReport({ added, changed, unchanged, gone }: IngestionPlan): IngestionReport {
  return {
    added: added.length,
    changed: changed.length,
    unchanged: unchanged.length,
    gone: gone.length,
    written: 0,
    deleted: 0,
    embedded: 0,
    reused: 0,
  };
}

/** The pages of a book that are not whole in a target, by their keys: missing, half-written or of another time. */
export function brokenPages(pages: SourcePage[], stored: StoredPassage[]): string[] {
  const byPage = passagesByPage(stored);
  return pages
    .filter((page) => !isWhole(byPage.get(pageKey(page)) ?? [], page.fingerprint))
    .map((page) => pageKey(page));
}
