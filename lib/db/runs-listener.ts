import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { OnRunNews, RunStoreWatch } from '../chatkit/runs/run-store';
import { normalizePostgresUrl } from './normalize-postgres-url';

/** Messages on it are `change` or `stop` and the ids of runs, with spaces between them. */
export const RUNS_CHANNEL = 'chatkit_runs';

/** How long the connection stays open when nobody waits for news, in milliseconds. */
const LINGER_MS = 30_000;
/** How long a message to oneself may take; behind a pooler none arrives. In milliseconds. */
const PROBE_MS = 3_000;
const CONNECT_TIMEOUT_MS = 5_000;
const MIN_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 60_000;

export interface RunsListenerOptions {
  /** Past a transaction pooler, which gives no connection away for long enough. */
  url: string;
  /** Sends a message on the channel, as other processes do: over another connection. */
  notify: (message: string) => Promise<void>;
  onConnectionLost?: ((error: Error) => void) | undefined;
}

/** News of runs over PostgreSQL's `LISTEN`, on one connection that is open while somebody waits for them. */
export class RunsListener {
  private readonly watchers = new Set<OnRunNews>();
  private client: pg.Client | undefined;
  private isLive = false;
  private isOpening = false;
  private pauseMs = MIN_PAUSE_MS;
  private retryAt = 0;
  private lingering: NodeJS.Timeout | undefined;
  private probe: { message: string; arrived: () => void } | undefined;

  constructor(private readonly options: RunsListenerOptions) {}

  watch(onNews: OnRunNews): RunStoreWatch {
    this.watchers.add(onNews);
    clearTimeout(this.lingering);
    void this.open();
    const isLive = () => {
      // Whoever asks is still waiting: the time to try again.
      if (!this.isLive) void this.open();
      return this.isLive;
    };
    return {
      get isLive() {
        return isLive();
      },
      close: () => {
        this.watchers.delete(onNews);
        if (this.watchers.size > 0) return;
        clearTimeout(this.lingering);
        this.lingering = setTimeout(() => void this.close(), LINGER_MS).unref();
      },
    };
  }

  async close(): Promise<void> {
    clearTimeout(this.lingering);
    const { client } = this;
    this.client = undefined;
    this.isLive = false;
    await client?.end().catch(() => undefined);
  }

  /** Never rejects: without news, everybody asks. */
  private async open(): Promise<void> {
    if (this.client || this.isOpening || Date.now() < this.retryAt) return;
    this.isOpening = true;
    const client = new pg.Client({
      connectionString: normalizePostgresUrl(this.options.url),
      application_name: 'robolearn_chatkit_listener',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    const lost = (error?: Error) => {
      if (error) this.options.onConnectionLost?.(error);
      if (this.client === client) void this.close();
    };
    client.on('error', lost);
    client.on('end', () => lost());
    client.on('notification', ({ payload = '' }) => this.received(payload));
    try {
      await client.connect();
      this.client = client;
      await client.query(`LISTEN ${RUNS_CHANNEL}`);
      this.isLive = await this.hears();
      if (!this.isLive)
        throw new Error('no message of the channel arrives: the connection leads through a pooler');
      this.pauseMs = MIN_PAUSE_MS;
    } catch (error) {
      this.retryAt = Date.now() + this.pauseMs;
      this.pauseMs = Math.min(MAX_PAUSE_MS, 4 * this.pauseMs);
      await client.end().catch(() => undefined);
      lost(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.isOpening = false;
    }
  }

  private async hears(): Promise<boolean> {
    const message = `probe ${randomUUID()}`;
    let timer: NodeJS.Timeout | undefined;
    const heard = new Promise<boolean>((resolve) => {
      this.probe = { message, arrived: () => resolve(true) };
      timer = setTimeout(() => resolve(false), PROBE_MS).unref();
    });
    await this.options.notify(message);
    return heard.finally(() => {
      clearTimeout(timer);
      this.probe = undefined;
    });
  }

  private received(payload: string): void {
    if (payload === this.probe?.message) this.probe.arrived();
    const [kind, ...runIds] = payload.split(' ');
    if (kind !== 'stop' && kind !== 'change') return;
    for (const watcher of [...this.watchers]) watcher(runIds, kind);
  }
}
