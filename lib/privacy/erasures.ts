import type { Principal } from '../chatkit/principal';

/** Deleting accounts from the database, in steps that can each be done again. Every method throws ChatKitError `unavailable`. */
export interface Erasures {
  /** From now on an account without a row cannot get one: what is deleted stays away. */
  begin(principal: Principal): Promise<void>;
  /** Deletes every row of the account. */
  deleteRows(principal: Principal): Promise<void>;
  /** Nothing of the account is left anywhere. Its id is forgotten; the user can begin anew a minute later. */
  finish(principal: Principal): Promise<void>;
  /** Accounts whose deletion was broken off before that time. */
  unfinished(before: Date, limit: number): Promise<Principal[]>;
  /** Forgets deletions that were finished before that time. */
  forgetFinished(before: Date): Promise<void>;
}
