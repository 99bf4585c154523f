/** Makes vectors of texts. */
export interface Embedder {
  readonly model: string;
  readonly dimensions: number;
  /**
   * The vectors of texts, in their order.
   *
   * @param onProgress how many texts are done so far
   */
  embed(texts: readonly string[], onProgress?: (done: number) => void): Promise<number[][]>;
  /** The vector of a question; a question that was asked lately costs nothing. It fails rather than let a student wait. */
  embedQuery(question: string): Promise<number[]>;
}
