/** A text that its server did not take whole. */
export interface CutText {
  /** Its position among those that were given. */
  index: number;
  /** Characters that were embedded: its beginning. */
  characters: number;
}

export interface EmbedWatch {
  /** How many texts are done so far. */
  onProgress?: ((done: number) => void) | undefined;
  /** Told of each text that was longer than the server takes. */
  onCut?: ((cut: CutText) => void) | undefined;
}

/** Makes vectors of texts. */
export interface Embedder {
  readonly model: string;
  /** Numbers of a vector: as set, or as in the first answer; undefined until there was one. */
  readonly dimensions: number | undefined;
  /** The vectors of texts, in their order. One that is longer than its server takes is embedded by its beginning. */
  embed(texts: readonly string[], watch?: EmbedWatch): Promise<number[][]>;
  /** The vector of a question; a question that was asked lately costs nothing. It fails rather than let a student wait. */
  embedQuery(question: string): Promise<number[]>;
}

/**
 * Numbers of a model's vectors, for which it is asked if that is not known yet.
 *
 * @param isPatient as for a text, not as for a question: failures that pass are waited out
 */
export async function vectorSize(embedder: Embedder, isPatient: boolean): Promise<number> {
  if (embedder.dimensions !== undefined) return embedder.dimensions;
  if (isPatient) {
    const [vector = []] = await embedder.embed([PROBE]);
    return vector.length;
  }
  return (await embedder.embedQuery(PROBE)).length;
}

const PROBE = 'robot';
