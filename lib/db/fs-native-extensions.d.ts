/** The part that is used of it; the package has no types. */
declare module 'fs-native-extensions' {
  /**
   * Locks an open file as a whole, if nobody else has: on Linux as an open file description lock, on macOS by `flock`.
   *
   * @param fd has to be open for writing
   */
  export function tryLock(fd: number): boolean;
}
