import type { RoboLearn } from '../compose';
import { config } from '../config';

type PartState = 'up' | 'down';

export interface Health {
  status: 'healthy' | 'degraded';
  version: string;
  parts: {
    database: { state: PartState; kind: 'embedded' | 'postgres' };
    search: { state: PartState; kind: 'local'; documents: number; passages: number };
    model: { kind: 'guide' | 'openai' };
  };
}

/** The state of each part; what is wrong with one is in the log, not here. */
export async function health({ database, search, model, log }: RoboLearn): Promise<Health> {
  const [databaseState, index] = await Promise.all([
    database.ping().then(
      (): PartState => 'up',
      (error: unknown): PartState => {
        log.warn({ error }, 'health: the database does not answer');
        return 'down';
      },
    ),
    search.size().catch((error: unknown) => {
      log.warn({ error }, 'health: the course index is missing');
      return undefined;
    }),
  ]);
  return {
    status: databaseState === 'up' && index ? 'healthy' : 'degraded',
    version: config().version,
    parts: {
      database: { state: databaseState, kind: database.kind },
      search: {
        state: index ? 'up' : 'down',
        kind: 'local',
        documents: index?.documents ?? 0,
        passages: index?.passages ?? 0,
      },
      model: { kind: model },
    },
  };
}
