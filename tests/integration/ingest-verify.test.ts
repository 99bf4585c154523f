import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runIngest } from '../support/ingestion/ingest-process';

test('original check 11: every chunk’s link opens on our own built site', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'ingest-verify-'));
  try {
    const { code, stdout } = await runIngest(['verify'], { DATA_DIR: dataDir });

    expect(stdout).toMatch(/^Links +\.next\/server\/app: \d{3,} links of \d{3,} passages checked, 0 dead$/m);
    expect(code).toBe(0);
  } finally {
    await rm(dataDir, { recursive: true });
  }
});
