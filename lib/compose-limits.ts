import type { Config } from './config';
import type { Database } from './db/database';
import { PrismaCounters } from './db/prisma-counters';
import { PrismaUsageLog } from './db/prisma-usage-log';
import type { Counters } from './limits/counters/counters';
import { Limits } from './limits/limits';
import { RedisCounters } from './limits/redis/redis-counters';
import type { Logger } from './observability/logger';
import type { Metrics } from './observability/metrics/metrics';

interface Parts {
  database: Database;
  log: Logger;
  metrics: Metrics;
  secret: string;
}

/** The limits of the running product, and what is counted of them for its operators. */
export function composeLimits(
  config: Pick<Config, 'redisUrl' | 'limits' | 'modelPrices'>,
  { database, log, metrics, secret }: Parts,
): Limits {
  const counters = config.redisUrl
    ? new RedisCounters({
        url: config.redisUrl,
        onConnectionLost: (error) => log.warn({ error }, 'redis connection lost'),
      })
    : new PrismaCounters(database);
  const usageLog = new PrismaUsageLog(database);
  return new Limits({
    counters: tellingHits(counters, metrics.limitHit),
    usageLog: {
      add: (record) => {
        metrics.modelUsed(record);
        return usageLog.add(record);
      },
    },
    rules: config.limits,
    prices: config.modelPrices,
    secret,
    onError: (error) => {
      metrics.countingFailed();
      log.error({ error }, 'limits: something could not be counted');
    },
  });
}

/** The same counters, which tell of each limit that somebody has reached. */
function tellingHits(counters: Counters, onHit: (limit: string) => void): Counters {
  return {
    take: async (subject, windows, lease) => {
      const states = await counters.take(subject, windows, lease);
      for (const { name, refused } of states) if (refused) onHit(name);
      return states;
    },
    giveBack: (subject, windows, leaseId) => counters.giveBack(subject, windows, leaseId),
    reserve: async (subject, call) => {
      const state = await counters.reserve(subject, call);
      if (state.outcome === 'spent') onHit('tokens');
      return state;
    },
    spend: (subject, tokens, periodMs, call) => counters.spend(subject, tokens, periodMs, call),
    renew: (leases, forMs) => counters.renew(leases, forMs),
    release: (lease) => counters.release(lease),
    sweep: () => counters.sweep(),
    close: () => counters.close(),
  };
}
