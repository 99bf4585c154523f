import type { OnRunNews, RunStoreWatch } from './run-store';

/** How long a connection stays open when nobody waits for news, in milliseconds. */
const LINGER_MS = 30_000;
/** How often the other end is asked for an answer, in milliseconds. */
const CHECK_EVERY_MS = 5_000;

/** What brings news of runs from other processes, while it is open. */
export interface NewsConnection {
  /** Asked by those who wait. */
  isLive(): boolean;
  /** Called for each watcher that comes. Must not throw. */
  open(): void;
  /** Called every few seconds while it is open: one that nothing comes over any more looks like one without news. Must not throw. */
  check(): void;
  /** Nobody has waited for a while. Must not throw. */
  close(): void;
}

/** Those who wait for news of runs, for a store whose news come over a connection: it is open while there are any. */
export class NewsWatchers {
  private readonly watchers = new Set<OnRunNews>();
  private lingering: NodeJS.Timeout | undefined;
  private checking: NodeJS.Timeout | undefined;

  constructor(private readonly connection: NewsConnection) {}

  watch(onNews: OnRunNews): RunStoreWatch {
    const { watchers, connection } = this;
    watchers.add(onNews);
    clearTimeout(this.lingering);
    connection.open();
    this.checking ??= setInterval(() => connection.check(), CHECK_EVERY_MS).unref();
    return {
      get isLive() {
        return connection.isLive();
      },
      close: () => {
        watchers.delete(onNews);
        if (watchers.size > 0) return;
        clearTimeout(this.lingering);
        this.lingering = setTimeout(() => this.closeConnection(), LINGER_MS).unref();
      },
    };
  }

  /** @param message `change` or `stop` and the ids of runs, with spaces between them; any other is left alone */
  received(message: string): void {
    const [kind, ...runIds] = message.split(' ');
    if (kind !== 'stop' && kind !== 'change') return;
    for (const watcher of [...this.watchers]) watcher(runIds, kind);
  }

  private closeConnection(): void {
    clearInterval(this.checking);
    this.checking = undefined;
    this.connection.close();
  }
}
