/** What a promise brings, or the reason of the signal as soon as it has one; the promise is no longer waited for then. */
export async function unlessAborted<Result>(
  signal: AbortSignal | undefined,
  promise: Promise<Result>,
): Promise<Result> {
  if (!signal) return promise;
  let give: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    give = () => reject(signal.reason);
    signal.addEventListener('abort', give);
    if (signal.aborted) give();
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (give) signal.removeEventListener('abort', give);
  }
}
