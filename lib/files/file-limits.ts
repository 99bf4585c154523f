/** What a person may store. Sizes in bytes, as uploaded. */
export interface FileLimits {
  maxBytes: number;
  /** Files that one message can carry. */
  perMessage: number;
  /** All files of one user together. */
  quotaBytes: number;
}

/** A size as a person reads it: `20 MB`, `512 KB`, `3 bytes`. */
export function readableSize(bytes: number): string {
  const [unit, size] =
    bytes >= 1024 * 1024 ? ['MB', 1024 * 1024] : bytes >= 1024 ? ['KB', 1024] : ['bytes', 1];
  return `${Math.floor((bytes / size) * 10) / 10} ${unit}`;
}
