/** Something was waited for as long as one can wait. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
  /** That of a socket that waited in vain. */
  readonly code = 'ETIMEDOUT';

  constructor(
    readonly timeoutMs: number,
    options?: ErrorOptions,
  ) {
    super(`There was no answer within ${timeoutMs} ms`, options);
  }
}
