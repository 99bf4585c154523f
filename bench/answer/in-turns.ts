/** Does the work for each of `list`, so many at once. @returns what came of it, in the order of the list */
export async function inTurns<T, R>(
  list: readonly T[],
  maxConcurrent: number,
  work: (entry: T) => Promise<R>,
): Promise<R[]> {
  const entries = [...list.entries()];
  const results: R[] = [];
  const worker = async () => {
    for (let next = entries.shift(); next; next = entries.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: maxConcurrent }, worker));
  return results;
}
