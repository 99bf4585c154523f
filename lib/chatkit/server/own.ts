import type { Principal } from '../principal';
import type { ThreadMetadata } from '../protocol';
import type { Owned, Store } from '../store/store';
import { NotFound } from './errors';

/**
 * What the principal owns. The server asks for itself, so that a store that forgets to filter gives nothing away (trap T3).
 *
 * @throws NotFound for what belongs to somebody else, as for what is missing
 */
export function own<T>(principal: Principal, { owner, value }: Owned<T>, kind: 'thread' | 'attachment'): T {
  if (owner !== principal.userId) throw new NotFound(kind);
  return value;
}

/** @throws NotFound */
export async function loadOwnThread(
  store: Store,
  principal: Principal,
  threadId: string,
): Promise<ThreadMetadata> {
  return own(principal, await store.loadThread(principal, threadId), 'thread');
}
