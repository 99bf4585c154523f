const LOOK_EVERY_MS = 200;

// Read when the script begins: the shell may be gone before anybody asks.
const parent = process.ppid;

/**
 * Calls back when the shell ends in which `npm` runs this script. `npm` passes a signal on to that shell alone, which
 * dies of it and leaves its children behind. Without `npm` in between, the parent is none of our business.
 *
 * @returns ends the watch
 */
export function whenParentEnds(onEnd: () => void): () => void {
  if (process.env.npm_lifecycle_event === undefined) return () => undefined;
  const watch = setInterval(() => {
    if (process.ppid !== parent) onEnd();
  }, LOOK_EVERY_MS).unref();
  return () => clearInterval(watch);
}
