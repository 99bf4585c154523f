import type { RoboLearn } from '../compose';
import { config } from '../config';

type PartState = 'up' | 'down';
type QdrantState = Awaited<ReturnType<NonNullable<RoboLearn['qdrant']>>>;

export interface Health {
  status: 'healthy' | 'degraded';
  version: string;
  parts: {
    database: { state: PartState; kind: 'embedded' | 'postgres' };
    /** What answers searches now, and what the local index holds. */
    search: {
      state: PartState;
      kind: 'local' | 'qdrant';
      documents: number;
      passages: number;
      /** Where Qdrant is configured; while it is not up, the local index answers. */
      qdrant?: QdrantState;
    };
    model: { kind: 'guide' | 'openai' };
    /** Where files are kept, and what may be attached: a page asks here. Nothing asks the store whether it answers. */
    files: { kind: RoboLearn['files']['kind']; maxBytes: number; perMessage: number };
  };
}

/** The state of each part; what is wrong with one is in the log, not here. */
export async function health({ database, local, qdrant, model, uploads, log }: RoboLearn): Promise<Health> {
  const [databaseState, index, qdrantState] = await Promise.all([
    database.ping().then(
      (): PartState => 'up',
      (error: unknown): PartState => {
        log.warn({ error }, 'health: the database does not answer');
        return 'down';
      },
    ),
    local.size().catch((error: unknown) => {
      log.warn({ error }, 'health: the course index is missing');
      return undefined;
    }),
    // It throws only if the local index does too, which is told above.
    qdrant?.().catch((): QdrantState => 'down'),
  ]);
  const isQdrantFine = qdrantState === undefined || qdrantState === 'up' || qdrantState === 'unknown';
  return {
    status: databaseState === 'up' && index && isQdrantFine ? 'healthy' : 'degraded',
    version: config().version,
    parts: {
      database: { state: databaseState, kind: database.kind },
      search: {
        state: index ? 'up' : 'down',
        kind: qdrantState !== undefined && isQdrantFine ? 'qdrant' : 'local',
        documents: index?.documents ?? 0,
        passages: index?.passages ?? 0,
        ...(qdrantState === undefined ? {} : { qdrant: qdrantState }),
      },
      model: { kind: model },
      files: {
        kind: uploads.files.kind,
        maxBytes: uploads.limits.maxBytes,
        perMessage: uploads.limits.perMessage,
      },
    },
  };
}
