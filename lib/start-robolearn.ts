import { robolearn } from './compose';

/**
 * Opens the database and the course index ahead of the first request. A part that is missing is logged and tried again when
 * it is needed; the server starts without it.
 */
export async function startRoboLearn(): Promise<void> {
  const { log, database, search, model } = await robolearn();
  await Promise.all([
    database.ping().catch((error: unknown) => log.error({ error }, 'database is not available yet')),
    search.size().catch((error: unknown) => log.error({ error }, 'course index is not available yet')),
  ]);
  log.info({ database: database.kind, model }, 'RoboLearn is ready');
}
