import type { Principal } from '../chatkit/principal';
import { ChatKitError } from '../chatkit/server/errors';
import type { FileStore } from '../files/file-store';
import type { Erasures } from './erasures';

export interface EraseOptions {
  erasures: Erasures;
  files: Pick<FileStore, 'deleteAllOf'>;
  /** Sessions are not stored, so their end is: on every device, for as long as one could live. */
  sessions: { end(principal: Principal): Promise<void>; forgetOld(): Promise<void> };
  /** Ends the user's turns in all processes, and forgets what was said in them. */
  stopTurns: (principal: Principal) => Promise<void>;
  /** Told of files that could not be deleted now. */
  onError: (error: unknown, userId: string) => void;
}

/** What became of a deletion: with `files_later`, the sweep deletes the bytes, and nothing else is left. */
export type Erased = 'erased' | 'files_later';

/**
 * Deletes everything that is kept of a user. Twice, at once and after a failure half-way, it comes to the same end; what was
 * begun and broke off is finished by the sweep.
 *
 * @throws ChatKitError `unavailable`, whose message says whether anything was deleted
 */
export async function eraseAccount(principal: Principal, options: EraseOptions): Promise<Erased> {
  const { erasures, files, sessions, stopTurns, onError } = options;
  await erasures.begin(principal).catch((cause) => refuse(NOTHING_YET, cause));
  // A turn that is being prepared has stored its thread when this returns, and it goes with the others.
  await stopTurns(principal);
  await erasures.deleteRows(principal).catch((cause) => refuse(BROKEN_OFF, cause));
  // On every device, but not before the account is gone: whoever reads that it broke off can try again.
  await sessions.end(principal).catch((cause) => refuse(BROKEN_OFF, cause));
  try {
    await files.deleteAllOf(principal);
  } catch (error) {
    onError(error, principal.userId);
    return 'files_later';
  }
  await erasures.finish(principal).catch((cause) => refuse(BROKEN_OFF, cause));
  return 'erased';
}

const NOTHING_YET =
  'Your account cannot be deleted right now, and nothing was deleted. Please try again in a minute.';
const BROKEN_OFF =
  'Your account is not deleted completely yet. The rest follows by itself within two hours; you can also try again now.';

function refuse(message: string, cause: unknown): never {
  throw new ChatKitError('unavailable', message, { cause });
}
