import type { Principal } from '../chatkit/principal';

/** How long a session or a token can live, in milliseconds; one that is older is none, whatever it says. */
export const LONGEST_SESSION_MS = 366 * 24 * 60 * 60 * 1000;

/** Sessions that ended before their time, on all devices. They are signed values, so nothing else could end them. */
export interface EndedSessions {
  /** From now on, no session of the user that has begun before is one. */
  end(principal: Principal): Promise<void>;
  /** Since when sessions of the user have to have begun; undefined if any is good. */
  endedAt(principal: Principal): Promise<Date | undefined>;
  /** Forgets what was ended so long ago that no session from before can live. */
  forgetOld(): Promise<void>;
}

/** Whether a session of that user, which began then, is over. @param since in milliseconds */
export type HasEnded = (userId: string, since: number) => Promise<boolean>;
