import { Gauge, type Registry } from 'prom-client';
import { within } from '../../time/within';
import { PARTS } from './labels';
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
      if (!now) return;
      const isUp = await within(PING_MS, now.ping()).then(
        () => true,
        () => false,
      );
      this.set(isUp ? 1 : 0);
    },
  });
  new Gauge({
    name: 'robolearn_part_up',
    help: '1 if the part answered when it was last asked, 0 if it failed; absent before the first time',
    labelNames: ['part'] as const,
    registers: [registry],
    async collect() {
      const states = await now?.parts?.();
      if (!states) return;
      this.reset();
      for (const part of PARTS) {
        const seen = states[part];
        const state = typeof seen === 'object' ? seen.state : seen;
        if (state !== undefined && state !== 'unknown') this.set({ part }, state === 'up' ? 1 : 0);
      }
    },
  });
  return {
    watch: (watched) => {
      now = watched;
    },
  };
}
