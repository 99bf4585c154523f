/** A model that was asked, and for too long said nothing, or nothing more. */
export class ModelIdleTimeout extends Error {
  override readonly name = 'ModelIdleTimeout';

  /** @param hasBegun the answer's first words had come */
  constructor(
    readonly afterMs: number,
    readonly hasBegun: boolean,
    options?: ErrorOptions,
  ) {
    super(`The model has said nothing for ${afterMs} ms`, options);
  }
}
