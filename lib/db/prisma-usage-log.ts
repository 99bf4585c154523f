import type { UsageLog, UsageRecord } from '../limits/usage-log';
import type { Database } from './database';
import { ensureUser } from './store/ensure-user';
import { translateError } from './translate-error';

/**
 * What models took, in the database; it goes with its user. A turn that ends after its thread is gone leaves nothing: the
 * account may have been deleted with it.
 */
export class PrismaUsageLog implements UsageLog {
  constructor(private readonly database: Database) {}

  async add(record: UsageRecord): Promise<void> {
    const { userId, threadId = null, runId = null, purpose, model, seconds = null, estimated } = record;
    const { inputTokens, outputTokens, cachedTokens } = record;
    const cost = record.costMicros === undefined ? null : BigInt(record.costMicros);
    try {
      const db = await this.database.client();
      // Dictation may be the first that a student does here.
      if (threadId === null) await ensureUser(db, { userId });
      await db.$executeRaw`
        INSERT INTO chatkit.usage (user_id, thread_id, run_id, purpose, model, input_tokens, output_tokens,
          cached_tokens, cost_micros, seconds, estimated)
        SELECT ${userId}, ${threadId}, ${runId}, ${purpose}, ${model}, ${inputTokens}, ${outputTokens},
          ${cachedTokens}, ${cost}::bigint, ${seconds}::double precision, ${estimated}
        WHERE ${threadId}::text IS NULL
          OR EXISTS (SELECT 1 FROM chatkit.threads WHERE id = ${threadId} AND user_id = ${userId})`;
    } catch (error) {
      throw translateError(error);
    }
  }
}
