/** The server is older than what we send needs. */
export class QdrantTooOld extends Error {
  override readonly name = 'QdrantTooOld';

  constructor(
    readonly found: string,
    readonly needed: string,
    readonly purpose: 'search' | 'ingestion',
  ) {
    super(`Qdrant ${found} is too old for ${purpose}, which needs version ${needed} or later`);
  }
}
