import type { Principal } from '../../chatkit/principal';
import type { Transaction } from './queries';

/**
 * Holds the thread's row until the transaction ends. Whatever works on several items of a thread, or looks before it writes,
 * does so under this lock, and so does everything that appends: each of them sees the thread before or after another, never
 * in between, and two never wait for each other.
 *
 * @returns whether the principal has such a thread
 */
export async function lockThread(tx: Transaction, principal: Principal, threadId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM chatkit.threads WHERE id = ${threadId} AND user_id = ${principal.userId} FOR UPDATE`;
  return rows.length > 0;
}
