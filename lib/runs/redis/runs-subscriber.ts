import type { Redis } from 'ioredis';
import type { OnRunNews, RunStoreWatch } from '../../chatkit/runs/run-store';
import { connectRedis, type RedisConnection } from '../../redis/connect-redis';
import { NEWS_CHANNEL } from './script';

/** How long the connection stays open when nobody waits for news, in milliseconds. */
const LINGER_MS = 30_000;

/** News of runs over a connection of their own, which is open while somebody waits for them. */
export class RunsSubscriber {
  private readonly watchers = new Set<OnRunNews>();
  private redis: Redis | undefined;
  private isLive = false;
  private lingering: NodeJS.Timeout | undefined;

  constructor(private readonly connection: RedisConnection) {}

  watch(onNews: OnRunNews): RunStoreWatch {
    this.watchers.add(onNews);
    clearTimeout(this.lingering);
    this.redis ??= this.open();
    const isLive = () => this.isLive;
    return {
      get isLive() {
        return isLive();
      },
      close: () => {
        this.watchers.delete(onNews);
        if (this.watchers.size > 0) return;
        clearTimeout(this.lingering);
        this.lingering = setTimeout(() => this.close(), LINGER_MS).unref();
      },
    };
  }

  close(): void {
    clearTimeout(this.lingering);
    this.isLive = false;
    this.redis?.disconnect();
    this.redis = undefined;
  }

  private open(): Redis {
    // It subscribes itself each time, so that it knows when it has.
    const redis = connectRedis(this.connection, { autoResubscribe: false });
    redis.on('ready', () => {
      const subscribed = () => {
        if (this.redis === redis) this.isLive = redis.status === 'ready';
      };
      // Without it, everybody asks.
      redis.subscribe(NEWS_CHANNEL).then(subscribed, (error) => this.connection.onConnectionLost?.(error));
    });
    redis.on('close', () => {
      if (this.redis === redis) this.isLive = false;
    });
    redis.on('message', (_channel: string, message: string) => this.received(message));
    return redis;
  }

  private received(message: string): void {
    const [kind, ...runIds] = message.split(' ');
    if (kind !== 'stop' && kind !== 'change') return;
    for (const watcher of [...this.watchers]) watcher(runIds, kind);
  }
}
