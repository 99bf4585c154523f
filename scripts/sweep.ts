import { ConfigError, parseConfig } from '../lib/config';
import { DirectoryInUse } from '../lib/db/directory-lock';
import { generatePrismaClient } from './generate-prisma-client';
import { runToExit } from './run-to-exit';

/** `npm run sweep`: takes away files that nobody will read again, as a server also does once an hour. */
await runToExit(async () => {
  parseConfig(process.env);
  await generatePrismaClient();
  // Only now does the client that it imports exist.
  const { robolearn } = await import('../lib/compose');
  const { sweep, close } = await robolearn();
  const { unused, bytesAlone, recordsAlone } = await sweep();
  await close();
  process.stdout.write(
    `Swept ${unused} unused files, bytes of ${bytesAlone} files without a record, and ${recordsAlone} records without bytes.\n`,
  );
}, [ConfigError, DirectoryInUse]);
