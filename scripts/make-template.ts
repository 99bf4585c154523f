import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TEMPLATE_DIR } from '../lib/build';
import { parseConfig } from '../lib/config';
import { createDatabase } from '../lib/db/database';
import { CLUSTER_DIR } from '../lib/db/embedded-connection';
import { writeEmbeddedTemplate } from '../lib/db/embedded-template';
import { localIndexFile } from '../lib/search/local/local-index-file';
import { updateLocalIndex } from '../lib/search/local/update-local-index';
import { hashScriptInputs } from './build-inputs';

const MIGRATIONS = 'prisma/migrations';

/** Makes what first starts begin from: an embedded database with its migrations, and the index of the course that is configured now. */
export async function makeTemplate(): Promise<void> {
  rmSync(TEMPLATE_DIR, { recursive: true, force: true });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'robolearn-template-'));
  try {
    const database = createDatabase({ url: undefined, dataDir, poolSize: 1, migrationsDir: MIGRATIONS });
    await database.ping();
    await database.close();
    await writeEmbeddedTemplate(TEMPLATE_DIR, {
      cluster: path.join(dataDir, CLUSTER_DIR),
      migrationsDir: MIGRATIONS,
    });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  const { course } = parseConfig(process.env);
  await updateLocalIndex({
    courseDir: course.dir,
    bookId: course.bookId,
    file: localIndexFile({ course, dataDir: TEMPLATE_DIR }),
    code: hashScriptInputs(),
  });
}
