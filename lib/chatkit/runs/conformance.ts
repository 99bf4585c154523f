import { acquiringCases } from './conformance/acquiring';
import { answeringCases } from './conformance/answering';
import { losingCases } from './conformance/losing';
import { readingCases } from './conformance/reading';
import type { RunStoreCase } from './conformance/run-store-case';
import { stoppingCases } from './conformance/stopping';

export type { OpenRunStore, RunStoreCase } from './conformance/run-store-case';

/** What a store of runs must do, whatever it is made of. Each case opens views of two or more processes. */
export const runStoreConformance: RunStoreCase[] = [
  ...acquiringCases,
  ...readingCases,
  ...stoppingCases,
  ...losingCases,
  ...answeringCases,
];
