import type { Principal } from '../principal';
import type { ThreadMetadata } from '../protocol';
import type { Owned, Store } from '../store/store';
import type { ChatKitServer } from './chatkit-server';
import { NotFound } from './errors';
import type { RequestContext } from './request-context';

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

/**
 * A thread, and the run that goes on in it. To be called before the items are read: what a run that ends in between has stored is
 * among them then. A run whose process died is closed first.
 *
 * @throws NotFound
 */
export async function loadThreadWithRun<Context extends RequestContext>(
  { store, runs }: ChatKitServer<Context>,
  principal: Principal,
  threadId: string,
): Promise<{ thread: ThreadMetadata; activeRunId: string | undefined }> {
  const owned = await store.loadThread(principal, threadId);
  const thread = own(principal, owned, 'thread');
  const { activeRun } = owned;
  if (activeRun === null) return { thread, activeRunId: undefined };
  if (activeRun && !activeRun.isSilent) return { thread, activeRunId: activeRun.id };
  return { thread, activeRunId: await runs.activeIn(principal, threadId) };
}
