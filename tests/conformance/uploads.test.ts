import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Attachment } from '@/lib/chatkit/protocol';
import { ChatKitError, Unavailable } from '@/lib/chatkit/server/errors';
import type { Database } from '@/lib/db/database';
import { PrismaFileRecords } from '@/lib/db/prisma-file-records';
import { PrismaFileStore } from '@/lib/db/prisma-file-store';
import type { Claim, FileRecords } from '@/lib/files/file-records';
import type { FileStore } from '@/lib/files/file-store';
import { Uploads } from '@/lib/files/uploads';
import { contents } from '../support/lying-files/contents';
import { openEmbeddedDatabase } from '../support/prepared/embedded-database';

/** A file is brought until it is taken, whatever of the way does not answer, before or after it has done its work. */
const STEPS = ['claim', 'put', 'markStored', 'release'] as const;

type Step = (typeof STEPS)[number];

/** How often a step fails, and whether only its answer is lost. */
type Fault = { step: Step; times: number; done: boolean };

const alice = { userId: 'alice' };
const made = await contents();
const source = Buffer.from('x = 1\n');
const FILES = [
  { name: 'a.py', type: 'text/x-python', bytes: source, other: Buffer.from('x = 2\n') },
  { name: 'a.png', type: 'image/png', bytes: made.png, other: undefined },
].map((file) => ({ ...file, bytes: new Uint8Array(file.bytes) }));

let database: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ database, close } = await openEmbeddedDatabase());
});

afterAll(() => close());

/** The same thing, of which some methods do not answer for a while. */
function failing<T extends object>(target: T, faults: Fault[]): T {
  return new Proxy(target, {
    get(_, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]) => {
        const fault = faults.find(({ step, times }) => step === name && times > 0);
        if (!fault) return Reflect.apply(method, target, given);
        fault.times -= 1;
        if (fault.done) await Reflect.apply(method, target, given);
        throw new Unavailable();
      };
    },
  });
}

function uploadsWith(faults: Fault[]) {
  const records: FileRecords = failing(new PrismaFileRecords(database), faults);
  const files: FileStore = failing(new PrismaFileStore(database), faults);
  const limits = { maxBytes: 1e6, quotaBytes: 1e9, perMessage: 5 };
  return new Uploads({ files, records, limits, onError: (error) => expect.unreachable(String(error)) });
}

const links = { preview: async () => 'https://tutor.example/preview' };

const announce = (uploads: Uploads, { name, type, bytes }: (typeof FILES)[number]) =>
  uploads.announce(alice, { name, size: bytes.byteLength, mime_type: type }, links);

async function status(work: Promise<Attachment>): Promise<number> {
  try {
    await work;
    return 200;
  } catch (error) {
    if (!ChatKitError.is(error)) throw error;
    return error.status;
  }
}

const fault = fc.record({
  step: fc.constantFrom(...STEPS),
  times: fc.integer({ min: 1, max: 2 }),
  done: fc.boolean(),
});

describe('bytes that are brought again', () => {
  test('are taken in the end, whatever did not answer on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FILES), fc.array(fault, { maxLength: 3 }), async (file, faults) => {
        const uploads = uploadsWith(faults);
        const { id } = await announce(uploads, file);
        const seen: number[] = [];
        await vi.waitFor(async () => {
          seen.push(await status(uploads.accept(alice, id, async () => file.bytes)));
          expect(seen.at(-1)).toBe(200);
        }, 10_000);
        expect(seen.filter((code) => ![200, 409, 503].includes(code))).toEqual([]);
        expect(await uploads.records.stored(alice, [id])).toEqual(new Set([id]));
        expect(await status(uploads.accept(alice, id, async () => file.bytes))).toBe(200);
      }),
      { numRuns: 40 },
    );
  });

  test('must be the same: others are refused and change nothing', async () => {
    const uploads = uploadsWith([]);
    for (const file of FILES) {
      const { id } = await announce(uploads, file);
      await uploads.accept(alice, id, async () => file.bytes);
      const stored = await uploads.files.get(alice, id);
      const others = [file.bytes.slice(1), new Uint8Array(file.bytes.length), new Uint8Array()];
      const codes = [];
      for (const bytes of others) codes.push(await status(uploads.accept(alice, id, async () => bytes)));
      expect(codes.every((code) => code >= 400 && code < 500)).toBe(true);
      if (file.other) {
        const other = new Uint8Array(file.other);
        expect(await status(uploads.accept(alice, id, async () => other))).toBe(409);
      }
      expect(await uploads.files.get(alice, id)).toEqual(stored);
      expect(await status(uploads.accept(alice, id, async () => file.bytes))).toBe(200);
    }
  });

  test('by somebody else are not there', async () => {
    const uploads = uploadsWith([]);
    for (const file of FILES) {
      const { id } = await announce(uploads, file);
      expect(await status(uploads.accept({ userId: 'bob' }, id, async () => file.bytes))).toBe(404);
      await uploads.accept(alice, id, async () => file.bytes);
      expect(await status(uploads.accept({ userId: 'bob' }, id, async () => file.bytes))).toBe(404);
    }
  });

  test('are not let in by a claim that is given up late', async () => {
    const uploads = uploadsWith([]);
    const { records } = uploads;
    for (const file of FILES) {
      const { id } = await announce(uploads, file);
      const [first, second] = [60_000, 61_000].map((ms) => ({
        attachmentId: id,
        until: new Date(Date.now() + ms),
      })) as [Claim, Claim];
      await records.claim(alice, first);
      await records.release(alice, first);
      await records.claim(alice, second);
      await records.release(alice, first);
      await expect(records.claim(alice, first)).rejects.toMatchObject({
        name: 'UploadUnderWay',
        status: 409,
      });
      await records.release(alice, second);
      expect(await records.claim(alice, first)).toMatchObject({ stored: false });
    }
  });
});
