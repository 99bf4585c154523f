import { ConfigError } from '../lib/config';
import { DirectoryInUse } from '../lib/db/directory-lock';
import { buildProduct } from './build-product';
import { prepareStart } from './prepare-start';
import { runToExit } from './run-to-exit';
import { PortInUse, serve } from './serve';

/** `npm start`: builds if needed, then serves on embedded parts or on what the environment names. */
await runToExit(async () => {
  const { port } = await prepareStart();
  await buildProduct();
  await serve({ port, dev: false });
}, [ConfigError, DirectoryInUse, PortInUse]);
