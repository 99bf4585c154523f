/** Whom a request acts for. Verified by the host before it reaches this library, and part of every read and write. */
export interface Principal {
  userId: string;
}
