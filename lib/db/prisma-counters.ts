import { Unavailable } from '../chatkit/server/errors';
import type {
  Call,
  CallRequest,
  CallState,
  CounterState,
  Counters,
  Lease,
  LeaseRequest,
  Window,
} from '../limits/counters/counters';
import type { Database } from './database';
import type { PrismaClient } from './generated/client';

interface Row {
  name: CounterState['name'];
  used: bigint;
  reset_ms: bigint;
  refused: boolean;
}

interface CallRow {
  outcome: CallState['outcome'];
  used: bigint;
  reset_ms: bigint;
}

/** Counters in PostgreSQL, embedded or not; see the migrations for `chatkit.take` and `chatkit.reserve`. */
export class PrismaCounters implements Counters {
  /** @param now the time, for tests; the server's own if absent */
  constructor(
    private readonly database: Database,
    private readonly now?: () => Date,
  ) {}

  async take(subject: string, windows: readonly Window[], lease?: LeaseRequest): Promise<CounterState[]> {
    const names = windows.map(({ name }) => name);
    const limits = windows.map(({ limit }) => limit);
    const periods = windows.map(({ periodMs }) => periodMs);
    const { id = null, forMs = null, atOnce = null, budget = null } = lease ?? {};
    const rows = await this.query(
      (db) => db.$queryRaw<Row[]>`
        SELECT * FROM chatkit.take(
          ${subject}, ${names}, ${limits}::bigint[], ${periods}::bigint[],
          ${id}, ${forMs}::bigint, ${atOnce}::bigint, ${budget}::bigint,
          ${this.now?.() ?? null}::timestamptz)`,
    );
    return rows.map(({ name, used, reset_ms, refused }) => ({
      name,
      used: Number(used),
      resetMs: Number(reset_ms),
      refused,
    }));
  }

  async giveBack(subject: string, windows: readonly Window[], leaseId?: string): Promise<void> {
    const names = windows.map(({ name }) => name);
    await this.query(
      (db) => db.$executeRaw`
        WITH ended AS (DELETE FROM chatkit.leases WHERE id = ${leaseId ?? null} AND subject = ${subject})
        UPDATE chatkit.counters SET used = used - 1
        WHERE subject = ${subject} AND name = ANY (${names}) AND used > 0`,
    );
  }

  async reserve(subject: string, call: CallRequest): Promise<CallState> {
    const { id, turn, most, budget, forMs } = call;
    // The function can leave out what a turn has spent itself; nothing is left out.
    const [row] = await this.query(
      (db) => db.$queryRaw<CallRow[]>`
        SELECT * FROM chatkit.reserve(
          ${subject}, ${id}, ${turn}, ${most}::bigint, 0::bigint, ${budget}::bigint, ${forMs}::bigint,
          ${this.now?.() ?? null}::timestamptz)`,
    );
    if (!row) throw new Unavailable();
    return { outcome: row.outcome, used: Number(row.used), resetMs: Number(row.reset_ms) };
  }

  async spend(subject: string, tokens: number, periodMs: number, call?: Call): Promise<void> {
    await this.query(
      (db) => db.$executeRaw`
        WITH ended AS (DELETE FROM chatkit.calls WHERE id = ${call?.id ?? null} AND subject = ${subject}),
        clock AS (SELECT coalesce(${this.now?.() ?? null}::timestamptz, clock_timestamp()) AS at)
        INSERT INTO chatkit.counters AS c (subject, name, used, resets_at)
        SELECT ${subject}, 'tokens', ${tokens}::bigint, at + ${periodMs}::bigint * INTERVAL '1 millisecond' FROM clock
        WHERE ${tokens}::bigint > 0
        ON CONFLICT (subject, name) DO UPDATE SET
          used = CASE WHEN c.resets_at > (SELECT at FROM clock) THEN c.used + excluded.used ELSE excluded.used END,
          resets_at = CASE WHEN c.resets_at > (SELECT at FROM clock) THEN c.resets_at ELSE excluded.resets_at END`,
    );
  }

  async renew(leases: readonly Lease[], forMs: number): Promise<void> {
    const ids = leases.map(({ id }) => id);
    await this.query(
      (db) => db.$executeRaw`
        WITH until AS (
          SELECT coalesce(${this.now?.() ?? null}::timestamptz, clock_timestamp())
            + ${forMs}::bigint * INTERVAL '1 millisecond' AS at
        ), calls AS (
          UPDATE chatkit.calls SET expires_at = until.at FROM until WHERE turn = ANY (${ids})
        )
        UPDATE chatkit.leases SET expires_at = until.at FROM until WHERE id = ANY (${ids})`,
    );
  }

  async release({ subject, id }: Lease): Promise<void> {
    await this.query(
      (db) => db.$executeRaw`DELETE FROM chatkit.leases WHERE id = ${id} AND subject = ${subject}`,
    );
  }

  async sweep(): Promise<void> {
    await this.query(
      (db) => db.$executeRaw`
        WITH leases AS (DELETE FROM chatkit.leases WHERE expires_at < now() - INTERVAL '1 hour'),
        calls AS (DELETE FROM chatkit.calls WHERE expires_at < now() - INTERVAL '1 hour')
        DELETE FROM chatkit.counters WHERE resets_at < now() - INTERVAL '1 hour'`,
    );
  }

  /** The database belongs to others, too. */
  async close(): Promise<void> {}

  private async query<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.database.client());
    } catch (error) {
      // Whatever it is, a count that cannot be had is the database's failure: nobody asked for anything that could be wrong.
      throw new Unavailable({ cause: error });
    }
  }
}
