import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { IndexBuilder } from '../lib/search/index/index-builder';
import { loadIndex } from '../lib/search/index/load-index';
import { saveIndex } from '../lib/search/index/save-index';
import { SearchIndex } from '../lib/search/index/search-index';
import { syntheticPages, syntheticQuestions } from '../tests/support/synthetic-passages';
import { percentile } from './percentile';

export interface SearchResult {
  passages: number;
  /** Milliseconds of one search. */
  p50: number;
  p99: number;
  max: number;
  /** Share of the questions that found something. */
  answered: number;
  /** Milliseconds. */
  build: number;
  save: number;
  load: number;
  /** Bytes. */
  file: number;
  /** Bytes that the loaded index takes: of the heap, and beside it. */
  heap: number;
  buffers: number;
}

const QUESTIONS = 3_000;
const WARM_UP = 500;

/** How quick the local index is over a course of so many passages. */
export async function measureSearch(passages: number): Promise<SearchResult> {
  const directory = await mkdtemp(join(tmpdir(), 'search-'));
  try {
    const file = join(directory, 'index');
    const made = await measureBuild(passages, file);
    const { size } = await stat(file);
    const loaded = await measureLoad(file);
    return {
      passages,
      ...measureQuestions(loaded.index, passages),
      ...made,
      load: loaded.milliseconds,
      file: size,
      heap: loaded.heap,
      buffers: loaded.buffers,
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function measureBuild(passages: number, file: string): Promise<{ build: number; save: number }> {
  const pages = [...syntheticPages(passages)];
  const builder = new IndexBuilder();
  const { value, milliseconds } = timed(() => {
    for (const page of pages) builder.add(page);
    return new SearchIndex(builder.build());
  });
  const started = performance.now();
  await saveIndex(file, value);
  return { build: milliseconds, save: performance.now() - started };
}

async function measureLoad(file: string) {
  const before = await memory();
  const started = performance.now();
  const index = await loadIndex(file);
  const milliseconds = performance.now() - started;
  if (!index) throw new Error('an index that has just been saved cannot be loaded');
  const after = await memory();
  return {
    index,
    milliseconds,
    heap: after.heapUsed - before.heapUsed,
    buffers: after.arrayBuffers - before.arrayBuffers,
  };
}

function measureQuestions(index: SearchIndex, passages: number) {
  const times: number[] = [];
  let answered = 0;
  for (const [number, query] of syntheticQuestions(QUESTIONS + WARM_UP, passages).entries()) {
    const { value, milliseconds } = timed(() => index.search({ query, limit: 5 }));
    if (number < WARM_UP) continue;
    times.push(milliseconds);
    if (value.length > 0) answered += 1;
  }
  return {
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    max: percentile(times, 100),
    answered: answered / times.length,
  };
}

function timed<Value>(work: () => Value): { value: Value; milliseconds: number } {
  const started = performance.now();
  const value = work();
  return { value, milliseconds: performance.now() - started };
}

/** What is in use once everything unused is gone. */
async function memory(): Promise<NodeJS.MemoryUsage> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  // Buffers are given back a turn after what held them.
  for (let round = 0; round < 3; round += 1) {
    collect();
    await setImmediate();
  }
  return process.memoryUsage();
}
