import type { CoursePassage } from '../passage';
import { IngestionUnsettled } from './errors';
import type { Lease, PassageTarget, RefusedPassage, StoredPassage } from './passage-target';
import {
  type IngestionPlan,
  isWhole,
  pageKey,
  passagesByPage,
  planIngestion,
  type SourcePage,
} from './plan-ingestion';
import { withLease } from './with-lease';
import { withVectors } from './with-vectors';

/** A page of the course, cut into passages when they are needed. */
export interface IngestionPage extends SourcePage {
  passages(): CoursePassage[];
}

/** Makes vectors of passages. */
export interface PassageEmbedder {
  /** What is embedded of a passage: its text, then, where they are taken, the lines by which students ask for it. */
  inputs(passage: CoursePassage, target: { askedLimit: number }): [text: string, ...asked: string[]];
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
  /** Told of each passage that the target will not take, also of a run that fails afterwards. */
  onRefused?: (refused: RefusedPassage) => void;
  /** Told of what went wrong without making the run fail. */
  onWarning?: (warning: string) => void;
  /** Ends the run at its next step, with the reason that the signal has. */
  signal?: AbortSignal | undefined;
}

export interface IngestionReport extends Record<keyof IngestionPlan, number> {
  written: number;
  deleted: number;
  /** Texts that were sent to the model, and vectors that were there already. */
  embedded: number;
  reused: number;
  /** Passages that the target will not take; their pages are stored without them, and the next run tries again. */
  refused: number;
}

/** Pages of about so many passages, or texts to embed, are written at a time: as much is done twice if a run dies. */
const AT_A_TIME = 512;

/** How often what others have broken meanwhile is mended. */
const ATTEMPTS = 3;

/**
 * Brings what a target stores of a book up to date with the course. Of each page the new passages are written before the old
 * ones go, so that a run that dies at any step leaves no page with less than it had, and the next one finishes what it began.
 *
 * @throws LeaseTaken, LeaseLost, IngestionUnsettled, the reason of the signal, and whatever the target and the embedder throw
 */
export async function ingest(options: IngestOptions): Promise<IngestionReport> {
  const { target, bookId, holder } = options;
  const { askedLimit } = await target.prepare();
  const lease = await target.lease(bookId, holder);
  const work = async () => {
    const stored = await target.stored(bookId);
    const plan = planIngestion(options.pages, stored, options.isFull);
    const run = { ...options, askedLimit, lease, report: emptyReport(plan), unwritable: new Set<string>() };
    await carryOut(plan, stored, run);
    await settle(run);
    return run.report;
  };
  return withLease(lease, work, options.onWarning);
}

interface Run extends IngestOptions {
  askedLimit: number;
  lease: Lease;
  report: IngestionReport;
  /** Pages that will not be stored whole: they turned out to have no passages, or have one that the target refuses. */
  unwritable: Set<string>;
}

/** Looks again at what is stored, and mends what is not whole: a run that held the lease before may have died late. */
async function settle(run: Run): Promise<void> {
  if (!run.report.written && !run.report.deleted) return;
  for (let attempt = 1; ; attempt += 1) {
    const stored = await run.target.stored(run.bookId);
    const { added, changed, unchanged, gone } = planIngestion(run.pages, stored);
    const isOpen = (key: string) => !run.unwritable.has(key);
    const plan = { added: added.filter(isOpen), changed: changed.filter(isOpen), unchanged, gone };
    const open = [...plan.added, ...plan.changed, ...plan.gone];
    if (open.length === 0) return;
    if (attempt >= ATTEMPTS) throw new IngestionUnsettled(open);
    await carryOut(plan, stored, run);
  }
}

async function carryOut(plan: IngestionPlan, stored: StoredPassage[], run: Run): Promise<void> {
  const { target, bookId, lease, report, signal, unwritable } = run;
  const wanted = new Set([...plan.added, ...plan.changed]);
  const before = passagesByPage(stored);
  const total = wanted.size + plan.gone.length;
  let done = 0;
  run.onProgress?.({ done, total });
  const pages = run.pages.filter((page) => wanted.has(pageKey(page)));
  for (const batch of batches(pages, run.embedder ? run.askedLimit : 0)) {
    signal?.throwIfAborted();
    for (const { key, passages } of batch) if (passages.length === 0) unwritable.add(key);
    const records = await withVectors(
      batch.flatMap(({ passages }) => passages),
      stored,
      run,
    );
    signal?.throwIfAborted();
    await lease.renew();
    const refused = await target.write(records, () => lease.renew());
    for (const one of refused) {
      unwritable.add(pageKey(one.passage));
      run.onRefused?.(one);
    }
    const isRefused = new Set(refused.map(({ passage }) => passage.id));
    const written = records.map(({ passage }) => passage).filter(({ id }) => !isRefused.has(id));
    report.refused += refused.length;
    report.written += written.length;
    await lease.renew();
    const storedIds = new Set(written.map(({ id }) => id));
    // A page of which nothing could be written keeps what it had.
    const renewed = new Set(written.map(pageKey));
    const old = batch
      .filter(({ key, passages }) => passages.length === 0 || renewed.has(key))
      .flatMap(({ key }) => before.get(key) ?? [])
      .filter(({ id }) => !storedIds.has(id));
    await remove(old);
    done += batch.length;
    run.onProgress?.({ done, total });
  }
  if (plan.gone.length === 0) return;
  signal?.throwIfAborted();
  await lease.renew();
  await remove(plan.gone.flatMap((key) => before.get(key) ?? []));
  run.onProgress?.({ done: total, total });

  async function remove(passages: StoredPassage[]): Promise<void> {
    if (passages.length === 0) return;
    await target.delete(
      bookId,
      passages.map(({ id }) => id),
    );
    report.deleted += passages.length;
  }
}

interface CutPage {
  key: string;
  passages: CoursePassage[];
}

function* batches(pages: IngestionPage[], askedLimit: number): Generator<CutPage[]> {
  let batch: CutPage[] = [];
  let size = 0;
  for (const page of pages) {
    const passages = page.passages();
    batch.push({ key: pageKey(page), passages });
    size += passages.length;
    for (const { asked = [] } of passages) size += Math.min(asked.length, askedLimit);
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
    refused: 0,
  };
}

/** The pages of a book that are not whole in a target, by their keys: missing, half-written or of another time. */
export function brokenPages(pages: SourcePage[], stored: StoredPassage[]): string[] {
  const byPage = passagesByPage(stored);
  return pages
    .filter((page) => !isWhole(byPage.get(pageKey(page)) ?? [], page.fingerprint))
    .map((page) => pageKey(page));
}
