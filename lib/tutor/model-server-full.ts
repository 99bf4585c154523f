/** The model's server takes no more calls, and waiting for it in line has come to its end, or would be too long. */
export class ModelServerFull extends Error {
  override readonly name = 'ModelServerFull';

  /** @param retryAfterMs when it is worth to come back, as far as the server said */
  constructor(
    readonly retryAfterMs: number | undefined,
    options?: ErrorOptions,
  ) {
    super('The server of the model is full', options);
  }
}
