import type { RunNews, RunStore, RunStoreWatch, RunUpdate } from './run-store';
import { RunLost } from './turn-stopped';

/** Events of a run reach the store at most so long after one another, in milliseconds. */
const WRITE_EVERY_MS = 250;
/** A run that logs nothing gives a sign of life so often, in milliseconds. */
const TOUCH_EVERY_MS = 2_000;
/** How often a process asks for stops that it would be told of, in milliseconds: a connection can be dead without a word. */
const ASK_WATCHED_EVERY_MS = 2_000;
/** How long the end of a run is tried to be stored, in milliseconds. Then it counts as lost, and whoever notices closes it. */
const MAX_END_WAIT_MS = 5 * 60_000;
/** Runs in one write at most. */
const MAX_RUNS_A_WRITE = 500;

export interface WriterCallbacks {
  onNews: (news: RunNews) => void;
  /** The run is another process's now, or is gone: nothing more of it may be stored. */
  onLost: () => void;
}

/** A process that has not written for so long asks whether its runs are still its own, before it stores anything else for them. */
const CONFIRMED_FOR_MS = 5_000;

interface Entry extends WriterCallbacks {
  /** Number of the first pending event. */
  firstSeq: number;
  pending: string[];
  touchedAt: number;
  /** When the last write began that found the run to be this process's. */
  confirmedAt: number;
  end: { forgetKey: boolean; since: number; stored: () => void } | undefined;
}

/**
 * Stores what the runs of this process log: all of them in one step, a few times a second. Whoever reads a run here does not wait for
 * it. While the store is away, the events are retained and written when it is back.
 */
export class RunWriter {
  private readonly entries = new Map<string, Entry>();
  private timer: NodeJS.Timeout | undefined;
  private isWriting = false;
  private isWanted = false;
  private askedAt = 0;
  /** Reported once, and not again before a write succeeds. */
  isFailing = false;
  private watch: RunStoreWatch | undefined;

  constructor(
    private readonly store: RunStore,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** A run that this process has acquired. */
  add(runId: string, callbacks: WriterCallbacks, firstSeq = 1): void {
    const now = Date.now();
    this.entries.set(runId, {
      ...callbacks,
      firstSeq,
      pending: [],
      touchedAt: now,
      confirmedAt: now,
      end: undefined,
    });
    this.watch ??= this.store.watch?.((runIds, kind) => {
      if (kind === 'stop' && runIds.some((id) => this.entries.has(id))) this.flush();
    });
    this.schedule();
  }

  append(runId: string, json: string): void {
    this.entries.get(runId)?.pending.push(json);
  }

  /** Stores what is pending, and asks for news, without waiting for the next time. */
  private flush(): void {
    this.isWanted = true;
    setImmediate(() => {
      if (this.isWanted) void this.write();
    });
  }

  /**
   * Resolves if the run is this process's: to be awaited before anything of its turn is stored elsewhere. A process that was frozen, or
   * cut off from the store, may have been taken for dead meanwhile. While nobody else can think so, nothing is asked.
   *
   * @throws RunLost, Unavailable
   */
  async confirm(runId: string): Promise<void> {
    const entry = this.entries.get(runId);
    if (!entry) throw new RunLost();
    if (Date.now() - entry.confirmedAt < CONFIRMED_FOR_MS) return;
    const began = Date.now();
    const news = await this.store.write([{ runId, firstSeq: entry.firstSeq, events: [], touch: true }]);
    if (news.has(runId)) entry.confirmedAt = began;
    else {
      this.drop(runId);
      entry.onLost();
      throw new RunLost();
    }
  }

  /** What others have asked for since. Undefined if the run is not this process's any more. @throws Unavailable */
  async ask(runId: string): Promise<RunNews | undefined> {
    return (await this.store.write([{ runId, firstSeq: 1, events: [], touch: false }])).get(runId);
  }

  /** Stores what is pending, and leaves the run to whoever notices that nobody works on it. */
  async abandon(runId: string): Promise<void> {
    const entry = this.entries.get(runId);
    if (!entry) return;
    const { firstSeq, pending } = entry;
    await this.store.write([{ runId, firstSeq, events: pending, touch: false }]);
    this.drop(runId);
  }

  /** No event follows. Resolves when that is stored, or cannot be. */
  end(runId: string, { forgetKey }: { forgetKey: boolean }): Promise<void> {
    const entry = this.entries.get(runId);
    if (!entry) return Promise.resolve();
    return new Promise((stored) => {
      entry.end = { forgetKey, since: Date.now(), stored };
      this.flush();
    });
  }

  /** The run was refused before it began. */
  drop(runId: string): void {
    const entry = this.entries.get(runId);
    this.entries.delete(runId);
    entry?.end?.stored();
    if (this.entries.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.watch?.close();
    this.watch = undefined;
  }

  private schedule(): void {
    this.timer ??= setInterval(() => void this.write(), WRITE_EVERY_MS).unref();
  }

  /** Never rejects. One at a time, so that events arrive in order. */
  private async write(): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    try {
      const updates = this.updates();
      for (let index = 0; index < updates.length; index += MAX_RUNS_A_WRITE) {
        const some = updates.slice(index, index + MAX_RUNS_A_WRITE);
        const began = Date.now();
        this.written(some, await this.store.write(some), began);
      }
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.onError(error);
      this.isFailing = true;
      this.giveUpEnds();
    } finally {
      this.isWriting = false;
    }
    if (this.isWanted && !this.isFailing) this.flush();
  }

  private updates(): RunUpdate[] {
    const askedMs = Date.now() - this.askedAt;
    const asksForNews = this.isWanted || askedMs >= (this.watch?.isLive ? ASK_WATCHED_EVERY_MS : 0);
    if (asksForNews) this.askedAt = Date.now();
    this.isWanted = false;
    const updates: RunUpdate[] = [];
    for (const [runId, { firstSeq, pending, touchedAt, end }] of this.entries) {
      const touch = Date.now() - touchedAt >= TOUCH_EVERY_MS;
      if (pending.length === 0 && !touch && !end && !asksForNews) continue;
      updates.push({
        runId,
        firstSeq,
        events: [...pending],
        touch,
        end: end && { forgetKey: end.forgetKey },
      });
    }
    return updates;
  }

  private written(updates: readonly RunUpdate[], news: Map<string, RunNews>, began: number): void {
    for (const { runId, events, touch, end } of updates) {
      const entry = this.entries.get(runId);
      if (!entry) continue;
      const told = news.get(runId);
      if (!told || end) {
        this.drop(runId);
        if (!told) entry.onLost();
        continue;
      }
      entry.firstSeq += events.length;
      entry.pending.splice(0, events.length);
      if (touch || events.length > 0) {
        entry.touchedAt = Date.now();
        entry.confirmedAt = began;
      }
      entry.onNews(told);
    }
  }

  private giveUpEnds(): void {
    const oldest = Date.now() - MAX_END_WAIT_MS;
    for (const [runId, { end }] of this.entries) if (end && end.since < oldest) this.drop(runId);
  }
}
