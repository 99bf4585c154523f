import type { LoggedEvent } from '../chatkit/runs/event-log';
import {
  type Acquired,
  type ClaimedAnswer,
  type NewRun,
  type OnRunNews,
  RETENTION_MS,
  type RepeatedRequest,
  type RequestKey,
  type RunNews,
  type RunRecord,
  type RunState,
  type RunStore,
  type RunStoreWatch,
  type RunUpdate,
  SILENT_AFTER_MS,
  SUSPECTED_MS,
} from '../chatkit/runs/run-store';
import { STOP_REASONS, type StopReason } from '../chatkit/runs/turn-stopped';
import { Unavailable } from '../chatkit/server/errors';
import type { Database } from './database';
import { Prisma, type PrismaClient } from './generated/client';
import { RUNS_CHANNEL, type RunsListener } from './runs-listener';
import { sqlState } from './sql-state';
import { translateError } from './translate-error';

/** PostgreSQL's code. */
const DEADLOCK = '40P01';
/** Requests are carried out within it, or their process died; in milliseconds. */
const CLAIM_MS = 60_000;
/** Events that are read at once, in rows of the table. */
const MAX_ROWS = 200;

export interface PrismaRunStoreOptions {
  /** Names this process. */
  owner: string;
  /** This process alone uses the database, so that runs of any other are lost. */
  isAlone: boolean;
  /** Brings news of other processes; without one, they are asked for. */
  listener?: RunsListener | undefined;
  /** `SILENT_AFTER_MS` and `SUSPECTED_MS` if absent, in milliseconds. */
  silentAfterMs?: number;
  suspectedMs?: number;
}

/** As the columns are called where statements read a run. */
interface RunRow {
  id: string;
  userId: string;
  threadId: string;
  operation: string;
  messageId: string | null;
  state: RunState;
  lastSeq: number;
  isSilent: boolean;
  isLost: boolean;
  closedAfter: number | null;
}

/** Runs in PostgreSQL, embedded or not; see the migration of `runs` for `acquire_run` and `write_runs`. */
export class PrismaRunStore implements RunStore {
  private readonly owner: string;

  constructor(
    private readonly database: Database,
    private readonly options: PrismaRunStoreOptions,
  ) {
    this.owner = options.owner;
  }

  async acquire(run: NewRun): Promise<Acquired> {
    const { id, userId, threadId, operation, messageId = null, request } = run;
    for (;;) {
      const [row] = await this.query(
        (db) => db.$queryRaw<{ outcome: string; run_id: string | null }[]>`
          SELECT * FROM chatkit.acquire_run(${id}, ${userId}, ${threadId}, ${operation}, ${messageId}, ${this.owner},
            ${request?.key ?? null}, ${request?.digest ?? null})`,
      );
      // The answer to the same call may have been lost before.
      if (row?.outcome === 'acquired' || row?.run_id === id) return { kind: 'acquired' };
      if (row?.outcome === 'mismatch') return { kind: 'mismatch' };
      const other = row?.run_id ? await this.byId(row.run_id) : undefined;
      if (row?.outcome === 'repeated') return { kind: 'repeated', run: other };
      // It has ended since: the thread is free.
      if (other && other.state !== 'ended') return { kind: 'busy', run: other };
    }
  }

  async discard({ id, userId }: Pick<NewRun, 'id' | 'userId'>): Promise<void> {
    await this.query(
      (db) => db.$executeRaw`
        WITH key AS (DELETE FROM chatkit.idempotency_keys WHERE run_id = ${id} AND user_id = ${userId})
        DELETE FROM chatkit.runs WHERE id = ${id} AND user_id = ${userId} AND state = 'preparing'`,
    );
  }

  async write(updates: readonly RunUpdate[]): Promise<Map<string, RunNews>> {
    const rows = await this.query((db) =>
      updates.some(({ events, touch, end }) => events.length > 0 || touch || end)
        ? this.store(db, updates)
        : db.$queryRaw<NewsRow[]>`
            SELECT id, stop_reason, detached FROM chatkit.runs
            WHERE id = ANY (${updates.map(({ runId }) => runId)}) AND owner = ${this.owner} AND state <> 'ended'`,
    );
    return new Map(
      rows.map(({ id, stop_reason, detached }) => [
        id,
        { stopReason: STOP_REASONS.find((reason) => reason === stop_reason), isDetached: detached },
      ]),
    );
  }

  async lookUp(userId: string, { key, digest }: RequestKey): Promise<RepeatedRequest | undefined> {
    const known = await this.query((db) =>
      db.idempotencyKey.findUnique({ where: { userId_key: { userId, key } } }),
    );
    if (!known) return undefined;
    if (known.digest !== digest) return { kind: 'mismatch' };
    return { kind: 'repeated', run: known.runId === null ? undefined : await this.byId(known.runId) };
  }

  find(userId: string, runId: string): Promise<RunRecord | undefined> {
    return this.one(Prisma.sql`r.id = ${runId} AND r.user_id = ${userId}`);
  }

  active(userId: string, threadId: string): Promise<RunRecord | undefined> {
    return this.one(Prisma.sql`r.thread_id = ${threadId} AND r.user_id = ${userId} AND r.state <> 'ended'`);
  }

  activeOf(userId: string): Promise<RunRecord[]> {
    return this.records(Prisma.sql`r.user_id = ${userId} AND r.state <> 'ended'`);
  }

  async events(runId: string, after: number): Promise<LoggedEvent[]> {
    const rows = await this.query((db) =>
      db.runEvents.findMany({
        where: { runId, lastSeq: { gt: after } },
        orderBy: { lastSeq: 'asc' },
        take: MAX_ROWS,
      }),
    );
    return rows.flatMap(({ firstSeq, events }) =>
      events
        .split('\n')
        .map((json, index) => ({ seq: firstSeq + index, json }))
        .filter(({ seq }) => seq > after),
    );
  }

  async requestStop(userId: string, threadId: string, reason: StopReason): Promise<RunRecord | undefined> {
    const rows = await this.query(
      (db) => db.$queryRaw<RunRow[]>`
        WITH stopped AS (
          UPDATE chatkit.runs SET stop_reason = coalesce(stop_reason, ${reason})
          WHERE thread_id = ${threadId} AND user_id = ${userId} AND state <> 'ended'
          RETURNING *
        ), notified AS (SELECT pg_notify(${RUNS_CHANNEL}, 'stop ' || id) FROM stopped)
        SELECT ${this.columns}, (SELECT count(*) FROM notified) AS notified
        FROM stopped AS r`,
    );
    return rows[0] && toRecord(rows[0]);
  }

  async detach(userId: string, runId: string): Promise<void> {
    await this.query((db) =>
      db.run.updateMany({ where: { id: runId, userId, detached: false }, data: { detached: true } }),
    );
  }

  async takeOver(runId: string): Promise<boolean> {
    const taken = await this.query(
      (db) => db.$executeRaw`
        UPDATE chatkit.runs AS r SET owner = ${this.owner}, alive_at = clock_timestamp(), suspected_at = NULL,
          closed_after = coalesce(closed_after, last_seq)
        WHERE id = ${runId} AND ${this.isLost}`,
    );
    return taken > 0;
  }

  async suspect(runId: string): Promise<void> {
    await this.query(
      (db) => db.$executeRaw`
        UPDATE chatkit.runs AS r SET suspected_at = clock_timestamp()
        WHERE id = ${runId} AND suspected_at IS NULL AND ${this.isSilent}`,
    );
  }

  silent(limit: number): Promise<RunRecord[]> {
    return this.records(Prisma.sql`${this.isSilent} ORDER BY r.alive_at LIMIT ${limit}`);
  }

  async forget(userId: string, threadId?: string): Promise<void> {
    if (threadId !== undefined) {
      await this.query((db) => db.run.deleteMany({ where: { userId, threadId } }));
      return;
    }
    await this.query(
      (db) => db.$executeRaw`
        WITH keys AS (DELETE FROM chatkit.idempotency_keys WHERE user_id = ${userId})
        DELETE FROM chatkit.runs WHERE user_id = ${userId}`,
    );
  }

  async claimAnswer(userId: string, { key, digest }: RequestKey): Promise<ClaimedAnswer> {
    for (;;) {
      const claimed = await this.query(
        (db) => db.$executeRaw`
          INSERT INTO chatkit.idempotency_keys AS k (user_id, key, digest, starts_run)
          VALUES (${userId}, ${key}, ${digest}, FALSE)
          ON CONFLICT (user_id, key) DO UPDATE SET created_at = clock_timestamp()
          WHERE NOT k.starts_run AND k.answer IS NULL AND k.digest = excluded.digest
            AND k.created_at < clock_timestamp() - ${CLAIM_MS} * INTERVAL '1 millisecond'`,
      );
      if (claimed > 0) return { kind: 'claimed' };
      const known = await this.query((db) =>
        db.idempotencyKey.findUnique({ where: { userId_key: { userId, key } } }),
      );
      // Given up a moment ago.
      if (!known) continue;
      if (known.startsRun || known.digest !== digest) return { kind: 'mismatch' };
      return known.answer === null ? { kind: 'pending' } : { kind: 'answered', answer: known.answer };
    }
  }

  async saveAnswer(userId: string, key: string, answer: string): Promise<void> {
    await this.query((db) => db.idempotencyKey.updateMany({ where: { userId, key }, data: { answer } }));
  }

  async discardAnswer(userId: string, key: string): Promise<void> {
    await this.query((db) => db.idempotencyKey.deleteMany({ where: { userId, key, answer: null } }));
  }

  async sweep(): Promise<void> {
    await this.query(
      (db) => db.$executeRaw`
        WITH oldest AS (SELECT clock_timestamp() - ${RETENTION_MS} * INTERVAL '1 millisecond' AS at),
        keys AS (DELETE FROM chatkit.idempotency_keys USING oldest WHERE created_at < oldest.at)
        DELETE FROM chatkit.runs USING oldest WHERE created_at < oldest.at AND state = 'ended'`,
    );
  }

  watch(onNews: OnRunNews): RunStoreWatch {
    return this.options.listener?.watchers.watch(onNews) ?? { isLive: false, close: () => undefined };
  }

  /** What a statement on `runs AS r` asks to know whether the run is silent. With this process alone, that of another is. */
  get isSilent(): Prisma.Sql {
    const { isAlone, silentAfterMs = SILENT_AFTER_MS } = this.options;
    return Prisma.sql`(r.state <> 'ended' AND ((${isAlone} AND r.owner <> ${this.owner})
      OR r.alive_at < clock_timestamp() - ${silentAfterMs} * INTERVAL '1 millisecond'))`;
  }

  /** The same of lost ones. */
  private get isLost(): Prisma.Sql {
    const { isAlone, suspectedMs = SUSPECTED_MS } = this.options;
    return Prisma.sql`(${this.isSilent} AND ((${isAlone} AND r.owner <> ${this.owner})
      OR coalesce(r.suspected_at < clock_timestamp() - ${suspectedMs} * INTERVAL '1 millisecond', FALSE)))`;
  }

  private get columns(): Prisma.Sql {
    return Prisma.sql`r.id, r.user_id AS "userId", r.thread_id AS "threadId", r.operation, r.message_id AS "messageId", r.state,
      r.last_seq AS "lastSeq", r.closed_after AS "closedAfter", ${this.isSilent} AS "isSilent", ${this.isLost} AS "isLost"`;
  }

  private byId(runId: string): Promise<RunRecord | undefined> {
    return this.one(Prisma.sql`r.id = ${runId}`);
  }

  private async one(where: Prisma.Sql): Promise<RunRecord | undefined> {
    return (await this.records(where))[0];
  }

  private async records(where: Prisma.Sql): Promise<RunRecord[]> {
    const rows = await this.query(
      (db) => db.$queryRaw<RunRow[]>`SELECT ${this.columns} FROM chatkit.runs AS r WHERE ${where}`,
    );
    return rows.map(toRecord);
  }

  private store(db: PrismaClient, updates: readonly RunUpdate[]): Promise<NewsRow[]> {
    return db.$queryRaw<NewsRow[]>`
      SELECT * FROM chatkit.write_runs(
        ${this.owner},
        ${updates.map(({ runId }) => runId)},
        ${updates.map(({ firstSeq }) => firstSeq)}::integer[],
        ${updates.map(({ events }) => events.length)}::integer[],
        ${updates.map(({ events }) => events.join('\n'))},
        ${updates.map(({ touch }) => touch)}::boolean[],
        ${updates.map(({ end }) => end !== undefined)}::boolean[],
        ${updates.map(({ end }) => end?.forgetKey ?? false)}::boolean[],
        ${this.options.listener ? RUNS_CHANNEL : null})`;
  }

  private async query<T>(work: (db: PrismaClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.database.client());
    } catch (error) {
      // Two statements that waited for one another: the server has ended one, and it can be done again.
      if (sqlState(error) === DEADLOCK) throw new Unavailable({ cause: error });
      throw translateError(error);
    }
  }
}

interface NewsRow {
  id: string;
  stop_reason: string | null;
  detached: boolean;
}

function toRecord({ messageId, closedAfter, ...row }: RunRow): RunRecord {
  const { id, userId, threadId, operation, state, lastSeq, isSilent, isLost } = row;
  return {
    id,
    userId,
    threadId,
    operation,
    messageId: messageId ?? undefined,
    state,
    lastSeq,
    isSilent,
    isLost,
    closedAfter: closedAfter ?? undefined,
  };
}
