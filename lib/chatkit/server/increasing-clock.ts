/**
 * A clock that never gives the same millisecond twice, so that what was made later has a later time (trap T31). Under a burst
 * of calls it runs ahead of the real one by at most their number, in milliseconds.
 */
export function increasingClock(now: () => Date): () => Date {
  let last = 0;
  return () => {
    last = Math.max(now().getTime(), last + 1);
    return new Date(last);
  };
}
