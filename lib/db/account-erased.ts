import { Conflict } from '../chatkit/server/errors';

/** The database's code for it; see the migration of `erasures`. */
export const ACCOUNT_ERASED = 'RL001';

/** Something was to be stored for an account that is being deleted, or was a moment ago. */
export class AccountErased extends Conflict {
  override name = 'AccountErased';

  constructor() {
    super('This account was deleted. You can begin anew in a few minutes.');
  }
}
