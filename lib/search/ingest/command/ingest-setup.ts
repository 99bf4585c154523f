import type { Embedder } from '../../embeddings/embedder';
import type { QdrantPassages } from '../../qdrant/qdrant-passages';
import type { Asking } from '../ask/write-questions';
import type { Progress } from './progress';

/** What the commands work on. */
export interface IngestSetup {
  courseDir: string;
  bookId: string;
  /** Where the local index is kept. */
  indexFile: string;
  /** Undefined where the course is kept in the local index alone. */
  qdrant: { name: string; passages: QdrantPassages } | undefined;
  /** Undefined where passages are stored without vectors. */
  embedder: Embedder | undefined;
  /** Undefined where no model is configured. */
  asking?: Asking | undefined;
  /** The build of the site that belongs to the course, where nothing else is named. */
  builtSite: string;
  /** Who runs the command, to tell runs apart. */
  holder: string;
  /** Stops a run at its next step. */
  signal?: AbortSignal | undefined;
}

/** Where a command speaks to. */
export interface CommandOutput {
  line(text: string): void;
  progress(label: string): Progress;
  /** Asks for a yes; undefined where nobody can answer. */
  confirm: ((question: string) => Promise<boolean>) | undefined;
}

/** How a command ends, as the exit code of the process; `stopped` is what shells give for Ctrl-C. */
export const EXIT = { done: 0, failed: 1, usage: 2, wrong: 3, busy: 4, stopped: 130 } as const;
