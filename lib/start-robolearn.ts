import { DirectoryInUse } from './db/directory-lock';
import { sweepRegularly } from './files/sweep-regularly';
import { robolearn } from './robolearn';

/**
 * Opens the database and the course index ahead of the first request. A part that is missing is logged and tried again when
 * it is needed; the server starts without it.
 *
 * @throws DirectoryInUse
 */
export async function startRoboLearn(): Promise<void> {
  const { log, database, search, model, sweep, closeLostRunsRegularly } = await robolearn();
  await Promise.all([
    database.ping().catch((error: unknown) => {
      // Of two that began at once, this one came second.
      if (error instanceof DirectoryInUse) throw error;
      log.error({ error }, 'database is not available yet');
    }),
    search.size().catch((error: unknown) => log.error({ error }, 'course index is not available yet')),
  ]);
  closeLostRunsRegularly();
  sweepRegularly(async () => {
    try {
      log.info(await sweep(), 'swept');
    } catch (error) {
      log.warn({ error }, 'the sweep broke off; the next one goes on');
    }
  });
  log.info({ database: database.kind, model }, 'RoboLearn is ready');
}
