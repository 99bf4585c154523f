import type { LoggedEvent } from './event-log';
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
} from './run-store';
import type { StopReason } from './turn-stopped';

/** Ended runs and answers that are retained at most, in number and in memory; the oldest goes first. */
const MAX_ENDED_RUNS = 200;
const MAX_ENDED_BYTES = 64 * 1024 * 1024;
const MAX_ANSWERS = 10_000;

interface StoredRun {
  id: string;
  userId: string;
  threadId: string;
  operation: string;
  messageId: string | undefined;
  owner: string;
  state: RunState;
  events: string[];
  aliveAt: number;
  suspectedAt: number | undefined;
  stopReason: StopReason | undefined;
  isDetached: boolean;
  closedAfter: number | undefined;
  keyId: string | undefined;
}

interface StoredKey {
  userId: string;
  digest: string;
  since: number;
  runId: string | undefined;
  answer: string | undefined;
  isPending: boolean;
}

/** What several views of a {@link MemoryRunStore} share. */
export class SharedRuns {
  readonly runs = new Map<string, StoredRun>();
  /** By the id of the thread. */
  readonly active = new Map<string, StoredRun>();
  /** Ids of runs that have ended, in the order in which they did. */
  readonly ended = new Map<string, { at: number; bytes: number }>();
  readonly keys = new Map<string, StoredKey>();
  readonly watchers = new Set<OnRunNews>();
  bytes = 0;
}

/** Keeps runs in the memory of this process: for servers without a database. Claims of keys are never left by a dead process. */
export class MemoryRunStore implements RunStore {
  private readonly shared: SharedRuns;
  private readonly silentAfterMs: number;
  private readonly suspectedMs: number;

  /**
   * @param owner names this process
   * @param options `shared`: the same for views that stand for several processes, in tests
   */
  constructor(
    private readonly owner: string,
    {
      shared = new SharedRuns(),
      silentAfterMs = SILENT_AFTER_MS,
      suspectedMs = SUSPECTED_MS,
    }: { shared?: SharedRuns; silentAfterMs?: number; suspectedMs?: number } = {},
  ) {
    this.shared = shared;
    this.silentAfterMs = silentAfterMs;
    this.suspectedMs = suspectedMs;
  }

  async acquire({ id, userId, threadId, operation, messageId, request }: NewRun): Promise<Acquired> {
    await this.sweep();
    const { runs, keys } = this.shared;
    // From here on nothing may be awaited: it is what keeps a second run out.
    const repeated = request && this.repeated(userId, request);
    if (repeated) return repeated;
    const keyId = request && keyOf(userId, request.key);
    const busy = this.shared.active.get(threadId);
    if (busy) return { kind: 'busy', run: this.record(busy) };
    const run: StoredRun = {
      id,
      userId,
      threadId,
      operation,
      messageId,
      owner: this.owner,
      state: 'preparing',
      events: [],
      aliveAt: Date.now(),
      suspectedAt: undefined,
      stopReason: undefined,
      isDetached: false,
      closedAfter: undefined,
      keyId,
    };
    runs.set(id, run);
    this.shared.active.set(threadId, run);
    if (keyId !== undefined && request) {
      keys.set(keyId, {
        userId,
        ...request,
        since: Date.now(),
        runId: id,
        answer: undefined,
        isPending: false,
      });
    }
    return { kind: 'acquired' };
  }

  async discard({ id }: Pick<NewRun, 'id'>): Promise<void> {
    this.delete(id);
    this.notify([id]);
  }

  async write(updates: readonly RunUpdate[]): Promise<Map<string, RunNews>> {
    const news = new Map<string, RunNews>();
    const changed: string[] = [];
    for (const { runId, firstSeq, events, touch, end } of updates) {
      const run = this.shared.runs.get(runId);
      if (!run || run.owner !== this.owner || run.state === 'ended') continue;
      run.events.push(...events.slice(Math.max(0, run.events.length - firstSeq + 1)));
      if (events.length > 0) run.state = 'running';
      if (touch || events.length > 0) {
        run.aliveAt = Date.now();
        run.suspectedAt = undefined;
      }
      if (end) this.end(run, end.forgetKey);
      if (end || events.length > 0) changed.push(runId);
      news.set(runId, { stopReason: run.stopReason, isDetached: run.isDetached });
    }
    if (updates.some(({ end }) => end)) await this.sweep();
    this.notify(changed);
    return news;
  }

  async lookUp(userId: string, request: RequestKey): Promise<RepeatedRequest | undefined> {
    return this.repeated(userId, request);
  }

  private repeated(userId: string, { key, digest }: RequestKey): RepeatedRequest | undefined {
    const known = this.shared.keys.get(keyOf(userId, key));
    if (!known) return undefined;
    if (known.digest !== digest) return { kind: 'mismatch' };
    const run = known.runId === undefined ? undefined : this.shared.runs.get(known.runId);
    return { kind: 'repeated', run: run && this.record(run) };
  }

  async find(userId: string, runId: string): Promise<RunRecord | undefined> {
    const run = this.shared.runs.get(runId);
    return run?.userId === userId ? this.record(run) : undefined;
  }

  async active(userId: string, threadId: string): Promise<RunRecord | undefined> {
    const run = this.shared.active.get(threadId);
    return run?.userId === userId ? this.record(run) : undefined;
  }

  async activeOf(userId: string): Promise<RunRecord[]> {
    return this.all((run) => run.userId === userId && run.state !== 'ended');
  }

  async events(runId: string, after: number): Promise<LoggedEvent[]> {
    const events = this.shared.runs.get(runId)?.events ?? [];
    return events.slice(after).map((json, index) => ({ seq: after + index + 1, json }));
  }

  async requestStop(userId: string, threadId: string, reason: StopReason): Promise<RunRecord | undefined> {
    const run = this.shared.active.get(threadId);
    if (run?.userId !== userId) return undefined;
    run.stopReason ??= reason;
    this.notify([run.id], 'stop');
    return this.record(run);
  }

  async detach(userId: string, runId: string): Promise<void> {
    const run = this.shared.runs.get(runId);
    if (run?.userId === userId) run.isDetached = true;
  }

  async takeOver(runId: string): Promise<boolean> {
    const run = this.shared.runs.get(runId);
    if (!run || !this.record(run).isLost) return false;
    run.owner = this.owner;
    run.aliveAt = Date.now();
    run.suspectedAt = undefined;
    run.closedAfter ??= run.events.length;
    return true;
  }

  async suspect(runId: string): Promise<void> {
    const run = this.shared.runs.get(runId);
    if (run && this.record(run).isSilent) run.suspectedAt ??= Date.now();
  }

  async silent(limit: number): Promise<RunRecord[]> {
    return this.all((run) => this.record(run).isSilent).slice(0, limit);
  }

  async forget(userId: string, threadId?: string): Promise<void> {
    const gone = this.all(
      (run) => run.userId === userId && (threadId === undefined || run.threadId === threadId),
    );
    for (const { id } of gone) this.delete(id, threadId === undefined);
    if (threadId === undefined) {
      for (const [id, key] of this.shared.keys) if (key.userId === userId) this.shared.keys.delete(id);
    }
    this.notify(gone.map(({ id }) => id));
  }

  async claimAnswer(userId: string, { key, digest }: RequestKey): Promise<ClaimedAnswer> {
    await this.sweep();
    const { keys } = this.shared;
    const id = keyOf(userId, key);
    const known = keys.get(id);
    if (!known) {
      const claim = {
        userId,
        digest,
        since: Date.now(),
        runId: undefined,
        answer: undefined,
        isPending: true,
      };
      keys.set(id, claim);
      return { kind: 'claimed' };
    }
    if (known.digest !== digest || known.runId !== undefined) return { kind: 'mismatch' };
    return known.answer === undefined ? { kind: 'pending' } : { kind: 'answered', answer: known.answer };
  }

  async saveAnswer(userId: string, key: string, answer: string): Promise<void> {
    const known = this.shared.keys.get(keyOf(userId, key));
    if (known) Object.assign(known, { answer, isPending: false });
  }

  async discardAnswer(userId: string, key: string): Promise<void> {
    const id = keyOf(userId, key);
    if (this.shared.keys.get(id)?.isPending) this.shared.keys.delete(id);
  }

  async sweep(): Promise<void> {
    const { ended, keys } = this.shared;
    const oldest = Date.now() - RETENTION_MS;
    for (const [id, { at }] of ended) {
      if (at >= oldest && ended.size <= MAX_ENDED_RUNS && this.shared.bytes <= MAX_ENDED_BYTES) break;
      this.delete(id, at < oldest);
    }
    for (const [id, { since, isPending }] of keys) {
      if (since >= oldest && keys.size <= MAX_ANSWERS) break;
      if (!isPending) keys.delete(id);
    }
  }

  watch(onNews: OnRunNews): RunStoreWatch {
    const { watchers } = this.shared;
    watchers.add(onNews);
    return { isLive: true, close: () => void watchers.delete(onNews) };
  }

  private all(matches: (run: StoredRun) => boolean): RunRecord[] {
    return [...this.shared.runs.values()].filter(matches).map((run) => this.record(run));
  }

  private record({ events, aliveAt, suspectedAt = Number.POSITIVE_INFINITY, ...run }: StoredRun): RunRecord {
    const { id, userId, threadId, operation, messageId, state, closedAfter } = run;
    const isSilent = state !== 'ended' && Date.now() - aliveAt > this.silentAfterMs;
    const isLost = isSilent && Date.now() - suspectedAt > this.suspectedMs;
    const lastSeq = events.length;
    return { id, userId, threadId, operation, messageId, state, lastSeq, isSilent, isLost, closedAfter };
  }

  private end(run: StoredRun, forgetKey: boolean): void {
    run.state = 'ended';
    this.shared.active.delete(run.threadId);
    if (forgetKey && run.keyId !== undefined) this.shared.keys.delete(run.keyId);
    const bytes = run.events.reduce((sum, json) => sum + 2 * json.length + 16, 0);
    this.shared.ended.set(run.id, { at: Date.now(), bytes });
    this.shared.bytes += bytes;
  }

  /** @param withKey its key is free again; otherwise a request under it learns that it was carried out */
  private delete(runId: string, withKey = true): void {
    const { runs, ended, keys } = this.shared;
    const run = runs.get(runId);
    if (run && run.state !== 'ended') this.shared.active.delete(run.threadId);
    if (withKey && run?.keyId !== undefined) keys.delete(run.keyId);
    this.shared.bytes -= ended.get(runId)?.bytes ?? 0;
    runs.delete(runId);
    ended.delete(runId);
  }

  private notify(runIds: readonly string[], kind: 'stop' | 'change' = 'change'): void {
    if (runIds.length > 0) for (const watcher of [...this.shared.watchers]) watcher(runIds, kind);
  }
}

function keyOf(userId: string, key: string): string {
  return JSON.stringify([userId, key]);
}
