import { type EraseOptions, eraseAccount } from './erase-account';

export interface FinishOptions extends EraseOptions {
  now?: () => Date;
}

/** A deletion that goes on takes less. */
const BROKEN_OFF_AFTER_MS = 5 * 60 * 1000;

/** Nobody needs to be kept away for longer. */
const FORGOTTEN_AFTER_MS = 60 * 60 * 1000;

const MOST = 100;

/**
 * Finishes deletions of accounts that broke off half-way.
 *
 * @returns how many were finished; one that fails again is left to the next sweep
 */
export async function finishErasures({ now = () => new Date(), ...options }: FinishOptions): Promise<number> {
  const { erasures, sessions, onError } = options;
  const ago = (ms: number) => new Date(now().getTime() - ms);
  let finished = 0;
  for (const principal of await erasures.unfinished(ago(BROKEN_OFF_AFTER_MS), MOST)) {
    try {
      if ((await eraseAccount(principal, options)) === 'erased') finished += 1;
    } catch (error) {
      onError(error, principal.userId);
    }
  }
  await erasures.forgetFinished(ago(FORGOTTEN_AFTER_MS));
  await sessions.forgetOld();
  return finished;
}
