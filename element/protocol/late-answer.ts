/** How long an answer that nobody waits for any more may take to come, in ms. */
const LATEST = 10_000;

/**
 * The answer to a request, unless `signal` says first that nobody waits for it. Then the request is not cut off: a server
 * that keeps its runs would go on with one that cannot be named. `late` gets the answer to stop it by; then it is closed.
 */
export async function answerOrLate(
  request: (signal: AbortSignal) => Promise<Response>,
  signal: AbortSignal,
  late: (response: Response) => void,
): Promise<Response> {
  const connection = new AbortController();
  const cut = () => connection.abort();
  const pending = request(connection.signal);
  const given = await new Promise<Response | null>((resolve, reject) => {
    pending.then(resolve, reject);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  if (given && !signal.aborted) {
    signal.addEventListener('abort', cut, { once: true });
    return given;
  }
  const timer = setTimeout(cut, LATEST);
  pending
    .then(late)
    // It never came: there is nothing to stop.
    .catch(() => undefined)
    .finally(() => {
      clearTimeout(timer);
      cut();
    });
  throw signal.reason;
}
