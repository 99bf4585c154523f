/** Another run is changing the book. */
export class LeaseTaken extends Error {
  override readonly name = 'LeaseTaken';

  /** @param until when the other run's right ends by itself, if it is not renewed */
  constructor(
    readonly bookId: string,
    readonly holder: string,
    readonly until: Date,
  ) {
    super(
      `Another run (${holder}) is changing the book "${bookId}"; if it has died, its right to do so ends at ${until.toISOString()}`,
    );
  }
}
