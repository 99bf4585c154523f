/** Qdrant does not answer, or answers with a failure of its own. */
export class QdrantUnreachable extends Error {
  override readonly name = 'QdrantUnreachable';

  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`Qdrant cannot be used: ${reason}`, options);
  }
}
