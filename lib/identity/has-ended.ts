import { within } from '../time/within';
import { type EndedSessions, type HasEnded, LONGEST_SESSION_MS } from './ended-sessions';

/** A database that hangs is not waited for where nothing of it is needed. In milliseconds. */
const PATIENCE_MS = 2_000;

/** Asks whether a session is over. It rejects with what `endedAt` does while nobody can say. */
export function createHasEnded(
  sessions: Pick<EndedSessions, 'endedAt'>,
  now: () => number = Date.now,
): HasEnded {
  return async (userId, since) => {
    if (since < now() - LONGEST_SESSION_MS) return true;
    const endedAt = await sessions.endedAt({ userId });
    return endedAt !== undefined && since < endedAt.getTime();
  };
}

/**
 * The same for what shows nothing of an account: while nobody can say, a session goes on. A lesson still says who is reading, and
 * its search answers, when the database is away.
 */
export function orGoesOn(hasEnded: HasEnded): HasEnded {
  return (userId, since) => within(PATIENCE_MS, hasEnded(userId, since)).catch(() => false);
}
