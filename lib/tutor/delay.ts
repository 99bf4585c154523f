import { setTimeout } from 'node:timers/promises';

/** Waits, but not for zero milliseconds. @throws as soon as the signal aborts */
export async function delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (milliseconds > 0) await setTimeout(milliseconds, undefined, signal ? { signal } : {});
}
