/** Bounds of a wait, in ms. */
const SHORTEST = 500;
const LONGEST = 8000;

/** How long to wait before a try: twice as long each time, scattered so that a whole class does not come back at once. */
export function reconnectDelay(attempt: number, random: () => number = Math.random): number {
  const doubled = SHORTEST * 2 ** attempt;
  return Math.min(LONGEST, Math.max(SHORTEST, doubled * (0.75 + random() / 2)));
}

/** Waits before a try to reconnect. Without a network until there is one; returns early when stopped. */
export function reconnectPause(attempt: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      if (navigator.onLine) end();
    }, reconnectDelay(attempt));
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
