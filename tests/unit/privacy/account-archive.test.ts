import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { accountArchive } from '@/lib/privacy/export/account-archive';
import type { AccountData } from '@/lib/privacy/export/account-data';
import { Exports } from '@/lib/privacy/export/exports';

const FILES = 20;
const FILE_BYTES = 300_000;
const student = { userId: 'demo:archivist' };

async function* none(): AsyncGenerator<never> {}

async function* attachments() {
  for (let n = 0; n < FILES; n += 1) yield { id: `atc_${n}`, name: `notes ${n}.md`, stored: true };
}

const data: AccountData = {
  profile: async () => null,
  threads: none,
  items: none,
  feedback: none,
  attachments,
  usage: none,
};

test('a file is read when the one before it has gone out: an archive is never in memory', async () => {
  let read = 0;
  const files = {
    get: async () => {
      read += 1;
      return { mimeType: 'text/markdown', bytes: new Uint8Array(randomBytes(FILE_BYTES)) };
    },
  };
  const exports = new Exports((error) => expect.unreachable(String(error)));
  let sent = 0;
  let mostWaiting = 0;
  for await (const chunk of exports.stream(student, accountArchive(student, { data, files }))) {
    sent += chunk.byteLength;
    mostWaiting = Math.max(mostWaiting, read * FILE_BYTES - sent);
  }
  expect(read).toBe(FILES);
  expect(sent).toBeGreaterThan(FILES * FILE_BYTES);
  // The stream is asked for one piece ahead.
  expect(mostWaiting).toBeLessThan(2 * FILE_BYTES);
});
