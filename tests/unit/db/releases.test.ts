import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe } from 'vitest';
import { directoryWithDatabase } from '../../support/prepared/embedded-database';
import { copyPrepared } from '../../support/prepared/prepared-directory';
import { testReleases } from '../../support/release-cases';

describe('on the embedded database', () => {
  let dataDir: string;
  afterEach(() => rmSync(dataDir, { recursive: true }));

  testReleases(async (state) => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-releases-'));
    if (state === 'migrated') copyPrepared(await directoryWithDatabase(), dataDir);
    return { url: undefined, dataDir };
  });
});
