import { setTimeout } from 'node:timers/promises';
import type { Store } from '../store/store';
import { Conflict, isUnavailable } from './errors';

/** How long a store may be away before what a turn has to write is given up, in milliseconds. */
export const MAX_OUTAGE_MS = 2 * 60_000;

const MIN_PAUSE_MS = 100;
const MAX_PAUSE_MS = 1_000;

/** Does something again for as long as the store is away. @param maxMs how long at most, in milliseconds */
export async function retryUnavailable<T>(
  work: (attempt: number) => Promise<T>,
  maxMs: number = MAX_OUTAGE_MS,
): Promise<T> {
  const deadline = Date.now() + maxMs;
  let pauseMs = MIN_PAUSE_MS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!isUnavailable(error) || Date.now() + pauseMs > deadline) throw error;
      await setTimeout(pauseMs);
      pauseMs = Math.min(MAX_PAUSE_MS, 2 * pauseMs);
    }
  }
}

/**
 * The same store, of which every method is tried again while it is away.
 *
 * @param options `before`: awaited each time; what it throws is not tried again, unless it is that something is away
 */
export function retryingStore(
  store: Store,
  { maxMs, before }: { maxMs?: number | undefined; before?: () => Promise<void> },
): Store {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) =>
        retryUnavailable(async (attempt) => {
          await before?.();
          try {
            return await Reflect.apply(method, target, given);
          } catch (error) {
            // It was added the last time, and only the answer was lost.
            if (attempt > 1 && name === 'addItem' && error instanceof Conflict) return undefined;
            throw error;
          }
        }, maxMs);
    },
  });
}
