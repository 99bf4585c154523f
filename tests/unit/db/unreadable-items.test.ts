import { afterAll, beforeEach, expect, test } from 'vitest';
import { sampleMessage, sampleThread } from '@/lib/chatkit/store/conformance';
import { PrismaStore } from '@/lib/db/prisma-store';
import { openEmbeddedDatabase } from '../../support/prepared/embedded-database';

const { database, close } = await openEmbeddedDatabase();
const alice = { userId: 'alice' };

let reports: { error: unknown; threadId: string; itemId: string }[];
let store: PrismaStore;

beforeEach(() => {
  reports = [];
  store = new PrismaStore(database, { onUnreadable: (error, about) => reports.push({ error, ...about }) });
});

afterAll(close);

/** A thread of five messages, of which the places given hold something that the protocol does not know. */
async function threadWithUnreadable(...places: number[]) {
  const thread = sampleThread();
  const items = Array.from({ length: 5 }, (_, place) => sampleMessage(thread.id, `m${place}`));
  const ids = items.map(({ id }) => id);
  await store.createThread(alice, thread, items);
  const db = await database.client();
  const unreadable = ids.filter((_, place) => places.includes(place));
  await db.item.updateMany({
    where: { threadId: thread.id, id: { in: unreadable } },
    data: { data: { type: 'hologram' } },
  });
  const list = (limit: number, after?: string) =>
    store.listItems(alice, thread.id, { limit, order: 'asc', after });
  return { threadId: thread.id, ids, list };
}

test('an item that cannot be read does not take its thread with it', async () => {
  const { ids, list } = await threadWithUnreadable(1);
  const { data, has_more } = await list(10);
  expect(data.map(({ id }) => id)).toEqual([ids[0], ids[2], ids[3], ids[4]]);
  expect(has_more).toBe(false);
});

test('pages go by rows, also where a whole page cannot be read', async () => {
  const { ids, list } = await threadWithUnreadable(1, 2, 3);
  const first = await list(2);
  expect([first.data.map(({ id }) => id), first.has_more, first.after]).toEqual([[ids[0]], true, ids[1]]);
  const second = await list(2, first.after);
  expect([second.data, second.has_more, second.after]).toEqual([[], true, ids[3]]);
  const third = await list(2, second.after);
  expect([third.data.map(({ id }) => id), third.has_more, third.after]).toEqual([[ids[4]], false, undefined]);
});

test('an item that cannot be read is missing, and is reported once', async () => {
  const { threadId, ids, list } = await threadWithUnreadable(3);
  const itemId = ids[3] ?? '';
  await expect(store.loadItem(alice, threadId, itemId)).rejects.toMatchObject({ name: 'NotFound' });
  await list(10);
  await list(10);
  expect(reports).toEqual([{ error: expect.any(Error), threadId, itemId }]);
});

test('an item that cannot be read can be saved anew, and deleted', async () => {
  const { threadId, ids, list } = await threadWithUnreadable(0, 4);
  await store.saveItem(alice, threadId, { ...sampleMessage(threadId, 'again'), id: ids[0] ?? '' });
  await store.deleteItem(alice, threadId, ids[4] ?? '');
  expect((await list(10)).data.map(({ id }) => id)).toEqual(ids.slice(0, 4));
});
