import type { UsageLog, UsageRecord } from '../limits/usage-log';
import type { Database } from './database';
import { translateError } from './translate-error';

/** What models took, in the database; it goes with its user. */
export class PrismaUsageLog implements UsageLog {
  constructor(private readonly database: Database) {}

  async add({ runId, costMicros, ...record }: UsageRecord): Promise<void> {
    const cost = costMicros === undefined ? null : BigInt(costMicros);
    try {
      const db = await this.database.client();
      await db.usage.create({ data: { ...record, runId: runId ?? null, costMicros: cost } });
    } catch (error) {
      throw translateError(error);
    }
  }
}
