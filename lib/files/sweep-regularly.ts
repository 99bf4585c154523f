const EVERY_MS = 60 * 60 * 1000;

export interface SweepTiming {
  /** From the end of one sweep to the beginning of the next, on average. */
  everyMs?: number;
  /** 0 to 1. */
  random?: () => number;
}

/**
 * Sweeps once an hour for as long as the process lives, one sweep after the other, and keeps no process alive. Processes that
 * start together do not sweep together.
 *
 * @param sweep tells of its failures itself; the next one comes all the same
 * @returns what ends it
 */
export function sweepRegularly(
  sweep: () => Promise<void>,
  { everyMs = EVERY_MS, random = Math.random }: SweepTiming = {},
): () => void {
  let timer: NodeJS.Timeout;
  let ended = false;
  const wait = () => {
    if (ended) return;
    timer = setTimeout(() => sweep().then(wait, wait), everyMs * (0.5 + random())).unref();
  };
  wait();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
