import type { RunObservation } from '../../chatkit/runs/run-observation';
import type { ErrorCode } from '../../chatkit/server/errors';
import type { ModelFailure, Part } from './labels';

/**
 * What is counted of the running product, for Prometheus. Labels come from closed lists, never from what people write: a value
 * that is on no list is counted as `other`.
 */
export interface Metrics {
  /** A request, until the first byte of its answer. */
  answered(operation: string | undefined, answer: RequestAnswer): void;
  /** A run begins; what it answers is told how it goes. */
  runBegan(): RunObservation;
  /** A call to a model that ended. @param failure what went wrong, if something did */
  modelCalled(purpose: 'answer' | 'title', seconds: number, failure?: ModelFailure): void;
  /** A call to a model that failed and is made again. */
  modelRetried(failure: ModelFailure): void;
  /** A message was answered without the moderation, which failed or took too long. */
  moderationFailed(): void;
  /** What a call to a model took, as the model reported it or as it was estimated. */
  modelUsed(usage: ModelUse): void;
  /** Somebody has reached a limit. */
  limitHit(limit: string): void;
  /** A file was not taken. */
  fileRefused(reason: string): void;
  /** Something could not be counted: the store of the limits is away. */
  countingFailed(): void;
  /** A course search: which back end answered, and how it went. */
  searched(backend: SearchBackend, outcome: SearchOutcome, seconds: number): void;
  /** A search that the local index answered in place of the vector database. */
  searchFellBack(reason: string): void;
  /** Markers of an answer that named nothing retrieved in its turn. */
  citationsDropped(count: number): void;
  /** Spans that did not reach the collector. */
  spansLost(count: number): void;
  /** Measures what goes on whenever somebody reads the metrics. */
  watch(now: Now): void;
  /** The text that a reader of the metrics gets, and its content type. */
  text(): Promise<{ body: string; contentType: string }>;
}

export interface RequestAnswer {
  seconds: number;
  status: number;
  /** Why it was refused, or failed. */
  code?: ErrorCode | undefined;
}

export interface ModelUse {
  model: string;
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  /** In millionths of the currency of the price table; undefined where the model has no price. */
  costMicros: number | undefined;
}

export interface Now {
  runs: () => { running: number; streams: number };
  /** Undefined where there is no pool, as with the embedded database. */
  pool: () => PoolUse | undefined;
  /** Rejects if the database does not answer. */
  ping: () => Promise<void>;
  /** How the parts are doing; undefined for one that the product does without. Never rejects. */
  parts?: () => Promise<Readonly<Record<Part, PartState>>>;
}

export type PartState = { readonly state: string } | string | undefined;

/** Connections of a pool. */
export interface PoolUse {
  total: number;
  idle: number;
  /** Who waits for a connection. */
  waiting: number;
  max: number;
}

export type SearchBackend = 'local' | 'qdrant';
export type SearchOutcome = 'found' | 'nothing' | 'failed';
