import assert from 'node:assert/strict';
import type { Principal } from '../../principal';
import type { ThreadItem } from '../../protocol';
import type { Store } from '../store';

/** One promise that every store keeps. `run` gets a store that may hold other tests' data of other users. */
export interface StoreCase {
  name: string;
  run(store: Store, alice: Principal, bob: Principal): Promise<void>;
}

/** Two things that happen at once come in this many orders, as a test goes. */
export const ROUNDS = Array.from({ length: 12 }, (_, round) => round);

export const inAMinute = () => new Date(Date.now() + 60_000);

export const aMomentAgo = () => new Date(Date.now() - 1);

export const refuses = (work: Promise<unknown>, name: string) =>
  assert.rejects(work, (error) => error instanceof Error && error.name === name);

/** What each item says, or what it is if it says nothing. */
export const texts = (items: ThreadItem[]) =>
  items.map((item) => ('content' in item && Array.isArray(item.content) ? item.content[0]?.text : item.type));

/** What everybody sees of the thread. */
export async function shown(store: Store, owner: Principal, threadId: string): Promise<ThreadItem[]> {
  return (await store.listItems(owner, threadId, { limit: 100, order: 'asc' })).data;
}
