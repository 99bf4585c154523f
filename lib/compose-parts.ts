import type { Config } from './config';
import type { Database } from './db/database';
import type { FileStore } from './files/file-store';
import type { PartSources } from './observability/part-states';
import { PartWatch } from './observability/part-watch';

/** What sees the parts that are not asked, whenever they are used. */
export interface PartWatches {
  model: PartWatch;
  embeddings: PartWatch;
  files: PartWatch;
}

export function partWatches({ model }: Pick<Config, 'model'>): PartWatches {
  return {
    model: model.kind === 'guide' ? PartWatch.builtIn() : new PartWatch(),
    embeddings: new PartWatch(),
    files: new PartWatch(),
  };
}

/** How the state of each part of the running product is found out. */
export function composeParts(
  config: Pick<Config, 'qdrant' | 'embeddings'>,
  watches: PartWatches,
  { database, files, qdrant }: { database: Database; files: FileStore } & Pick<PartSources, 'qdrant'>,
): PartSources {
  const inDatabase = { watch: new PartWatch(), ask: () => database.ping() };
  const elsewhere = {
    watch: watches.files,
    ...(files.ping ? { ask: async () => files.ping?.() } : {}),
  };
  return {
    database: inDatabase,
    model: { watch: watches.model },
    // Only a search in Qdrant makes vectors of questions.
    embeddings: config.qdrant && config.embeddings ? { watch: watches.embeddings } : undefined,
    files: files.kind === 'database' ? inDatabase : elsewhere,
    qdrant,
  };
}
