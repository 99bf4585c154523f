import { within } from '../time/within';
import { type EndedSessions, type HasEnded, LONGEST_SESSION_MS } from './ended-sessions';

/** A database that hangs is not waited for: whatever needs it says so by itself. In milliseconds. */
const PATIENCE_MS = 500;

/**
 * Asks whether a session is over. While nobody can say, it goes on: without the database there is nothing of the account to be had
 * with it either.
 */
export function createHasEnded(
  sessions: Pick<EndedSessions, 'endedAt'>,
  now: () => number = Date.now,
): HasEnded {
  return async (userId, since) => {
    if (since < now() - LONGEST_SESSION_MS) return true;
    const endedAt = await within(PATIENCE_MS, sessions.endedAt({ userId })).catch(() => undefined);
    return endedAt !== undefined && since < endedAt.getTime();
  };
}
