import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { NewRun, RunStore, RunUpdate } from '../run-store';

export interface OpenOptions {
  /** `SILENT_AFTER_MS` and `SUSPECTED_MS` if absent. */
  silentAfterMs?: number;
  suspectedMs?: number;
}

/** Opens what one more process sees of the store. */
export type OpenRunStore = (options?: OpenOptions) => RunStore;

/** One promise that every store of runs keeps. The store may hold runs of other users. */
export interface RunStoreCase {
  name: string;
  run(open: OpenRunStore): Promise<void>;
}

/** Two things that happen at once come in this many orders, as a test goes. */
export const ROUNDS = Array.from({ length: 10 }, (_, round) => round);

let count = 0;

/** A run that was not there before, of a user and in a thread of its own. */
export function newRun(given: Partial<NewRun> = {}): NewRun {
  count += 1;
  const id = `${count}_${randomUUID()}`;
  return {
    id: `run_${id}`,
    userId: `user_${id}`,
    threadId: `thr_${id}`,
    operation: 'threads.create',
    ...given,
  };
}

export async function acquired(store: RunStore, given: Partial<NewRun> = {}): Promise<NewRun> {
  const run = newRun(given);
  assert.deepEqual(await store.acquire(run), { kind: 'acquired' });
  return run;
}

export const logged = (runId: string, firstSeq: number, ...events: unknown[]): RunUpdate => ({
  runId,
  firstSeq,
  events: events.map((event) => JSON.stringify(event)),
  touch: false,
});

export const ending = (runId: string, firstSeq: number, ...events: unknown[]): RunUpdate => ({
  ...logged(runId, firstSeq, ...events),
  end: { forgetKey: false },
});

/** What can be read of a run, as `[number, event]`. */
export async function readAll(store: RunStore, runId: string, after = 0): Promise<[number, unknown][]> {
  const read: [number, unknown][] = [];
  for (let last = after; ; last = read.at(-1)?.[0] ?? after) {
    const events = await store.events(runId, last);
    if (events.length === 0) return read;
    for (const { seq, json } of events) read.push([seq, JSON.parse(json)]);
  }
}
