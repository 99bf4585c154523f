/** How long a start waits for the process before it to end, in milliseconds: `npm` ends a little before what it started. */
const MAX_WAIT_MS = 5_000;

const PAUSE_MS = 200;

/**
 * Tries until it works, or until the time is over; then the failure stands.
 *
 * @param isWorthWaiting tells the failures that the end of another process will mend
 */
export async function retryUntil<T>(
  attempt: () => T | Promise<T>,
  isWorthWaiting: (error: unknown) => boolean,
): Promise<T> {
  const deadline = Date.now() + MAX_WAIT_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isWorthWaiting(error) || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
