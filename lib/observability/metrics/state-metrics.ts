import { Gauge, type Registry } from 'prom-client';
import type { Metrics, Now } from './metrics';

/** Whoever reads the metrics does not wait longer for a database that is away, in milliseconds. */
const PING_MS = 1_500;

/** What is measured at the moment of reading. */
export function stateMetrics(registry: Registry): Pick<Metrics, 'watch'> {
  let now: Now | undefined;
  const gauge = (name: string, help: string, read: (now: Now) => number | undefined) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const value = now && read(now);
        if (value !== undefined) this.set(value);
      },
    });
  gauge('robolearn_runs_running', 'Turns that go on', ({ runs }) => runs().running);
  gauge('robolearn_streams_open', 'Connections that read a turn', ({ runs }) => runs().streams);
  gauge('robolearn_database_pool_max', 'Connections that the pool may have', ({ pool }) => pool()?.max);
  gauge(
    'robolearn_database_pool_waiting',
    'Queries that wait for a connection',
    ({ pool }) => pool()?.waiting,
  );
  new Gauge({
    name: 'robolearn_database_pool_connections',
    help: 'Connections of the pool, by state: busy, idle',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      const use = now?.pool();
      if (!use) return;
      this.set({ state: 'idle' }, use.idle);
      this.set({ state: 'busy' }, use.total - use.idle);
    },
  });
  new Gauge({
    name: 'robolearn_database_up',
    help: '1 if the database answers within 1.5 seconds, else 0',
    registers: [registry],
    async collect() {
      if (now) this.set(await answers(now.ping()));
    },
  });
  return {
    watch: (watched) => {
      now = watched;
    },
  };
}

function answers(ping: Promise<void>): Promise<0 | 1> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(0), PING_MS);
    ping.then(
      () => resolve(1),
      () => resolve(0),
    );
    void ping.catch(() => undefined).finally(() => clearTimeout(timer));
  });
}
