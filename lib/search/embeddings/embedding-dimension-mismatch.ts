/** The model makes vectors of another length than the collection keeps. */
export class EmbeddingDimensionMismatch extends Error {
  override readonly name = 'EmbeddingDimensionMismatch';

  constructor(
    readonly model: string | undefined,
    readonly found: number,
    readonly expected: number,
  ) {
    super(
      `The model${model === undefined ? '' : ` "${model}"`} makes vectors of ${found} dimensions, and ${expected} are needed`,
    );
  }
}
