import type { ModelUsage } from '../chatkit/agents/model-usage';

/** One call to a model. */
export interface UsageRecord extends ModelUsage {
  userId: string;
  /** Undefined for dictation. */
  threadId: string | undefined;
  runId: string | undefined;
  purpose: 'answer' | 'title' | 'dictation';
  model: string;
  /** In millionths of the currency of the price table; undefined where the model has no price. */
  costMicros: number | undefined;
}

/** Where what models took is written down. */
export interface UsageLog {
  add(record: UsageRecord): Promise<void>;
}
