import type { Lease } from './passage-target';

/**
 * Does work under a lease, and gives it back. One that cannot be given back ends by itself: the work is done, or has failed
 * for a better reason.
 *
 * @param onWarning told of a lease that could not be given back
 */
export async function withLease<Result>(
  lease: Lease,
  work: () => Promise<Result>,
  onWarning: (warning: string) => void = () => undefined,
): Promise<Result> {
  try {
    return await work();
  } finally {
    await lease.release().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      onWarning(`the right to change the book was not given back, and ends by itself: ${reason}`);
    });
  }
}
