import { expect, test } from 'vitest';
import { cleanFileName } from '@/lib/files/clean-file-name';
import { fileType } from '@/lib/files/file-type';
import { inspectFile } from '@/lib/files/inspect/inspect-file';
import { contents } from '../../support/lying-files/contents';
import { lyingContents } from '../../support/lying-files/lying-contents';

/** The lies of `tests/integration/lying-files.test.ts`, without a server in between: who changes an inspection sees at once what it lets through. */
const lies = lyingContents(await contents());

test.each(lies)('$name: gets no further', async ({ mimeType, fileName, bytes }) => {
  const type = fileType(mimeType, cleanFileName(fileName));
  await expect(inspectFile(type, new Uint8Array(bytes))).rejects.toMatchObject({
    code: 'unsupported_media_type',
  });
});
