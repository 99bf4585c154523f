const EVERY_MS = 60 * 60 * 1000;

/**
 * Sweeps once an hour for as long as the process lives, and keeps no process alive. Processes that start together do not
 * sweep together.
 *
 * @returns what ends it
 */
export function sweepRegularly(sweep: () => Promise<void>, random: () => number = Math.random): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(
      () => {
        void sweep().finally(wait);
      },
      EVERY_MS * (0.5 + random()),
    ).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
