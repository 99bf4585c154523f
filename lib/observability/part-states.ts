import { within } from '../time/within';
import type { PartWatch, SeenState } from './part-watch';

/** Of a vector database, which may also be up and of no use. */
type SearchState = 'unknown' | 'up' | 'down' | 'slow' | 'empty';

/** How one part is found out about: by asking it, where that costs nothing, or by what was seen of it. */
export interface PartSource {
  watch: PartWatch;
  ask?: () => Promise<void>;
}

/** The parts that can be away; undefined for one that this product does without. */
export interface PartSources {
  database: PartSource;
  model: PartSource;
  embeddings: PartSource | undefined;
  /** That of the database, where the files are in it. */
  files: PartSource;
  /** It is asked by whoever watches it. */
  qdrant: (() => Promise<SearchState>) | undefined;
}

export interface PartStates {
  database: SeenState;
  model: SeenState;
  embeddings: SeenState | undefined;
  files: SeenState;
  qdrant: SearchState | undefined;
}

/** Whoever asks for the states waits no longer for a part, in milliseconds. */
const PATIENCE_MS = 1_500;

/**
 * Asks the parts that can be asked, and remembers the others. Never rejects.
 *
 * @param onDown told what is wrong with a part that was asked
 */
export async function partStates(
  { database, model, embeddings, files, qdrant }: PartSources,
  onDown: (error: unknown) => void = () => undefined,
): Promise<PartStates> {
  const inDatabase = files === database;
  const [ofDatabase, ofModel, ofEmbeddings, ofFiles, ofQdrant] = await Promise.all([
    stateOf(database, onDown),
    stateOf(model, onDown),
    embeddings && stateOf(embeddings, onDown),
    inDatabase ? undefined : stateOf(files, onDown),
    // It throws only if the local index does too, which is told elsewhere.
    qdrant?.().catch((): SearchState => 'down'),
  ]);
  return {
    database: ofDatabase,
    model: ofModel,
    embeddings: ofEmbeddings,
    files: ofFiles ?? ofDatabase,
    qdrant: ofQdrant,
  };
}

async function stateOf({ watch, ask }: PartSource, onDown: (error: unknown) => void): Promise<SeenState> {
  if (ask) {
    const end = watch.begin();
    try {
      await within(PATIENCE_MS, ask());
      end(true);
    } catch (error) {
      onDown(error);
      end(false);
    }
  }
  return watch.state;
}
