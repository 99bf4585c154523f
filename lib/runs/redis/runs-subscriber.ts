import type { Redis } from 'ioredis';
import { NewsWatchers } from '../../chatkit/runs/news-watchers';
import { connectRedis, type RedisConnection } from '../../redis/connect-redis';
import { NEWS_CHANNEL } from './script';

/** News of runs over a connection of their own, which is open while somebody waits for them. */
export class RunsSubscriber {
  readonly watchers: NewsWatchers;
  private redis: Redis | undefined;
  private isLive = false;

  constructor(private readonly connection: RedisConnection) {
    this.watchers = new NewsWatchers({
      isLive: () => this.isLive,
      open: () => {
        this.redis ??= this.open();
      },
      check: () => void this.redis?.ping().catch(() => undefined),
      close: () => this.close(),
    });
  }

  close(): void {
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
    redis.on('message', (_channel: string, message: string) => this.watchers.received(message));
    return redis;
  }
}
