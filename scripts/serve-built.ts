import { ConfigError } from '../lib/config';
import { DirectoryInUse } from '../lib/db/directory-lock';
import { prepareStart } from './prepare-start';
import { runToExit } from './run-to-exit';
import { PortInUse, serve } from './serve';

/** `npm run serve`: serves what was built, as `npm start` does after its build. */
await runToExit(async () => {
  const { port } = await prepareStart();
  await serve({ port, dev: false });
}, [ConfigError, DirectoryInUse, PortInUse]);
