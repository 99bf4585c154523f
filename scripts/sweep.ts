import { ConfigError, parseConfig } from '../lib/config';
import { DirectoryInUse, DirectoryUnusable } from '../lib/db/directory-lock';
import { MigrationMismatch, MigrationRefused } from '../lib/db/releases';
import { robolearn } from '../lib/robolearn';
import { runToExit } from './run-to-exit';

/** `npm run sweep`: takes away what nobody will read again or has been kept for long enough, as a server also does once an hour. */
await runToExit(async () => {
  parseConfig(process.env);
  const { sweep, close } = await robolearn();
  const { unused, bytesAlone, recordsAlone, accounts, threads, users } = await sweep();
  await close();
  process.stdout.write(
    `Swept ${unused} unused files, bytes of ${bytesAlone} files without a record, and ${recordsAlone} records without bytes.\n` +
      `Deleted ${threads} conversations and ${users} profiles that were kept for long enough, and finished ${accounts} deletions of accounts.\n`,
  );
}, [ConfigError, DirectoryInUse, DirectoryUnusable, MigrationMismatch, MigrationRefused]);
