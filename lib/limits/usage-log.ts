import type { ModelUsage } from '../chatkit/agents/metered-model';

/** One call to a model. */
export interface UsageRecord extends ModelUsage {
  userId: string;
  threadId: string;
  runId: string | undefined;
  purpose: 'answer' | 'title';
  model: string;
  /** In millionths of the currency of the price table; undefined where the model has no price. */
  costMicros: number | undefined;
}

/** Where what models took is written down. */
export interface UsageLog {
  add(record: UsageRecord): Promise<void>;
}
