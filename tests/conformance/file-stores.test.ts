import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateId } from '@/lib/chatkit/ids';
import type { FileStore, StoredFile } from '@/lib/files/file-store';
import { fileBackends, type OpenFileBackend } from '../support/file-backends';

const alice = { userId: '../alice/é\u0007 of "school"' };
const bob = { userId: 'bob' };

function file(content: string | Uint8Array, mimeType = 'text/plain'): StoredFile {
  return { mimeType, bytes: new Uint8Array(Buffer.from(content)) };
}

/** What tells files apart, also where they are large: held against each other byte by byte they take half a minute. */
function digest(stored: StoredFile | undefined) {
  return (
    stored && { mimeType: stored.mimeType, sha256: createHash('sha256').update(stored.bytes).digest('hex') }
  );
}

async function listed(store: FileStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const { attachmentId } of store.list()) ids.push(attachmentId);
  return ids;
}

describe.each(fileBackends)('files in $name', ({ open }) => {
  let backend: OpenFileBackend;
  let store: FileStore;
  let other: FileStore;

  beforeAll(async () => {
    backend = await open();
    [store, other] = backend.stores;
  });

  afterAll(() => backend.close());

  async function announced(principal = alice): Promise<string> {
    const id = generateId('attachment');
    await backend.announce(principal, id);
    return id;
  }

  test('bytes come back as they were put, with their type, in another process, too', async () => {
    const id = await announced();
    const large = file(randomBytes(3_000_000), 'image/png');
    await store.put(alice, id, large);
    expect(digest(await other.get(alice, id))).toEqual(digest(large));
  });

  test('what is put once more takes the place of what was there', async () => {
    const id = await announced();
    await store.put(alice, id, file('a longer first text'));
    await store.put(alice, id, file('second', 'text/csv'));
    expect(await store.get(alice, id)).toEqual(file('second', 'text/csv'));
  });

  test('of two that put at once one wins, whole', async () => {
    const id = await announced();
    const [one, two] = [file('1'.repeat(200_000)), file('2'.repeat(100_000))];
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([store.put(alice, id, one), other.put(alice, id, two)]);
      expect([one, two].map(digest)).toContainEqual(digest(await store.get(alice, id)));
    }
  });

  test('somebody else sees nothing, and deletes nothing', async () => {
    const id = await announced();
    await store.put(alice, id, file('mine'));
    expect(await store.get(bob, id)).toBeUndefined();
    await store.delete(bob, id);
    expect(await store.get(alice, id)).toEqual(file('mine'));
  });

  test('what is deleted is gone, from the list too; deleting it again does nothing', async () => {
    const id = await announced();
    await store.put(alice, id, file('gone'));
    expect(await listed(store)).toContain(id);
    await other.delete(alice, id);
    await other.delete(alice, id);
    expect(await store.get(alice, id)).toBeUndefined();
    expect(await listed(store)).not.toContain(id);
  });

  test.each(['../../etc/passwd', 'atc_1', '', '/etc/passwd', 'atc_\0', `atc_${'a'.repeat(23)}/`])(
    'there is no file %j',
    async (id) => {
      expect(await store.get(alice, id)).toBeUndefined();
      await store.delete(alice, id);
      await expect(store.put(alice, id, file('x'))).rejects.toThrow();
    },
  );

  test('everything of a user goes at once, and nothing of another', async () => {
    const [mine, mineToo, theirs] = [await announced(), await announced(), await announced(bob)];
    for (const id of [mine, mineToo]) await store.put(alice, id, file('mine'));
    await store.put(bob, theirs, file('theirs'));
    await store.deleteAllOf(alice);
    expect(await listed(store)).toEqual([theirs]);
    expect(await store.get(bob, theirs)).toEqual(file('theirs'));
  });

  test('the list says since when a file is there', async () => {
    const before = Date.now();
    const id = await announced();
    await store.put(alice, id, file('now'));
    for await (const kept of store.list()) {
      if (kept.attachmentId !== id) continue;
      // S3 tells whole seconds
      expect(kept.since.getTime()).toBeGreaterThanOrEqual(before - 1000);
      expect(kept.since.getTime()).toBeLessThanOrEqual(Date.now() + 1000);
      await kept.delete();
    }
    expect(await store.get(alice, id)).toBeUndefined();
  });
});
