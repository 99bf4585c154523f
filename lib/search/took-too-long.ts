/** Something was waited for as long as one can wait. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';

  constructor(
    readonly timeoutMs: number,
    options?: ErrorOptions,
  ) {
    super(`There was no answer within ${timeoutMs} ms`, options);
  }
}
