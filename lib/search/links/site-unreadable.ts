/** A built site, or a page that it should have, could not be looked at: nothing is known of its links. */
export class SiteUnreadable extends Error {
  override readonly name = 'SiteUnreadable';

  constructor(
    /** A path or an address. */
    readonly place: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${place} ${reason}`, options);
  }
}
