import { ConfigError } from '../lib/config';
import { DirectoryInUse, DirectoryUnusable } from '../lib/db/directory-lock';
import { startRoboLearn } from '../lib/start-robolearn';
import { prepareStart } from './prepare-start';
import { runToExit } from './run-to-exit';
import { PortInUse, SiteNotBuilt, serve } from './serve';

/** `npm run serve`: serves what was built, as `npm start` does after its build. */
await runToExit(async () => {
  const { port } = await prepareStart();
  // Here, and not by the routes: they find it, and load nothing of it.
  const starting = startRoboLearn();
  // It is awaited further on; until then a failure is nobody's.
  starting.catch(() => undefined);
  await serve({ port, dev: false, starting });
}, [ConfigError, DirectoryInUse, DirectoryUnusable, PortInUse, SiteNotBuilt]);
