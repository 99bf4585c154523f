import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { NewsWatchers } from '../chatkit/runs/news-watchers';
import { normalizePostgresUrl } from './normalize-postgres-url';
import { limitSilence } from './silence-limit';

/** Messages on it are `change` or `stop` and the ids of runs, with spaces between them. */
export const RUNS_CHANNEL = 'chatkit_runs';

/** How long a message to oneself may take; behind a pooler none arrives. In milliseconds. */
const PROBE_MS = 3_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Two checks without an answer, in milliseconds. */
const MAX_SILENCE_MS = 10_000;
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
  readonly watchers: NewsWatchers;
  private client: pg.Client | undefined;
  private isLive = false;
  private isOpening = false;
  private isClosed = false;
  private pauseMs = MIN_PAUSE_MS;
  private retryAt = 0;
  private probe: { message: string; arrived: () => void } | undefined;

  constructor(private readonly options: RunsListenerOptions) {
    this.watchers = new NewsWatchers({
      isLive: () => {
        // Whoever asks is still waiting: the time to try again.
        if (!this.isLive) void this.open();
        return this.isLive;
      },
      open: () => void this.open(),
      check: () => void this.client?.query('SELECT 1').catch(() => undefined),
      close: () => void this.disconnect(),
    });
  }

  /** For good: who waits then has to ask. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.disconnect();
  }

  private async disconnect(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.isLive = false;
    await client?.end().catch(() => undefined);
  }

  /** Never rejects: without news, everybody asks. */
  private async open(): Promise<void> {
    if (this.isClosed || this.client || this.isOpening || Date.now() < this.retryAt) return;
    this.isOpening = true;
    const client = new pg.Client({
      connectionString: normalizePostgresUrl(this.options.url),
      application_name: 'robolearn_chatkit_listener',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    const lost = (error?: Error) => {
      if (error && !this.isClosed) this.options.onConnectionLost?.(error);
      if (this.client === client) void this.disconnect();
    };
    client.on('error', lost);
    client.on('end', () => lost());
    client.on('notification', ({ payload = '' }) => this.received(payload));
    try {
      await client.connect();
      if (this.isClosed) {
        await client.end();
        return;
      }
      limitSilence(client, MAX_SILENCE_MS);
      this.client = client;
      await client.query(`LISTEN ${RUNS_CHANNEL}`);
      if (!(await this.receivesProbe()))
        throw new Error('no message of the channel arrives: the connection leads through a pooler');
      // It may have broken, or been closed, meanwhile.
      this.isLive = this.client === client;
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

  /** Whether a message that this process sends itself arrives. */
  private async receivesProbe(): Promise<boolean> {
    const message = `probe ${randomUUID()}`;
    let timer: NodeJS.Timeout | undefined;
    const hasArrived = new Promise<boolean>((resolve) => {
      this.probe = { message, arrived: () => resolve(true) };
      timer = setTimeout(() => resolve(false), PROBE_MS).unref();
    });
    await this.options.notify(message);
    return hasArrived.finally(() => {
      clearTimeout(timer);
      this.probe = undefined;
    });
  }

  private received(payload: string): void {
    if (payload === this.probe?.message) this.probe.arrived();
    this.watchers.received(payload);
  }
}
