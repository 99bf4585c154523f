/** A collection exists under the name, but passages cannot be kept in it. */
export class UnsuitableCollection extends Error {
  override readonly name = 'UnsuitableCollection';

  constructor(
    readonly collection: string,
    readonly reason: string,
  ) {
    super(
      `The Qdrant collection "${collection}" cannot be written to: ${reason}; choose another name for a new one`,
    );
  }
}
