import type { RoboLearn } from '../compose';
import { config } from '../config';
import { type PartStates, partStates } from './part-states';
import type { SeenState } from './part-watch';

export interface Health {
  status: 'healthy' | 'degraded';
  version: string;
  parts: {
    database: SeenState & { kind: 'embedded' | 'postgres' };
    /** What answers searches now, and what the local index holds. */
    search: {
      state: 'up' | 'down';
      kind: 'local' | 'qdrant';
      documents: number;
      passages: number;
      /** Where Qdrant is configured; while it is not up, the local index answers. */
      qdrant?: NonNullable<PartStates['qdrant']>;
    };
    /** `api`: where the server does not have the one that was asked for, the one that is used in its place. */
    model: SeenState & { kind: 'guide' | 'openai'; api?: 'chat_completions' };
    /** `none` where no questions are made vectors of. */
    embeddings: { kind: 'none' } | (SeenState & { kind: 'openai' });
    /** Where files are kept, and what may be attached: a page asks here. */
    files: SeenState & { kind: RoboLearn['files']['kind']; maxBytes: number; perMessage: number };
  };
}

/** The state of each part; what is wrong with one is in the log, not here. */
export async function health({
  database,
  local,
  model,
  modelApi,
  files,
  uploads,
  parts,
  log,
}: RoboLearn): Promise<Health> {
  const [states, index] = await Promise.all([
    partStates(parts, (error) => log.warn({ error }, 'health: a part does not answer')),
    local.size().catch((error: unknown) => {
      log.warn({ error }, 'health: the course index is missing');
      return undefined;
    }),
  ]);
  const { qdrant, embeddings } = states;
  const api = modelApi();
  const isQdrantFine = qdrant === undefined || qdrant === 'up' || qdrant === 'unknown';
  const isDown = [states.database, states.model, embeddings, states.files].some(
    (seen) => seen?.state === 'down',
  );
  return {
    status: index && isQdrantFine && !isDown ? 'healthy' : 'degraded',
    version: config().version,
    parts: {
      database: { ...states.database, kind: database.kind },
      search: {
        state: index ? 'up' : 'down',
        kind: qdrant !== undefined && isQdrantFine ? 'qdrant' : 'local',
        documents: index?.documents ?? 0,
        passages: index?.passages ?? 0,
        ...(qdrant === undefined ? {} : { qdrant }),
      },
      model: { ...states.model, kind: model, ...(api ? { api } : {}) },
      embeddings: embeddings ? { ...embeddings, kind: 'openai' } : { kind: 'none' },
      files: {
        ...states.files,
        kind: files.kind,
        maxBytes: uploads.limits.maxBytes,
        perMessage: uploads.limits.perMessage,
      },
    },
  };
}
