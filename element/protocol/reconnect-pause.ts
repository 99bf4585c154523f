import { onPageReturn } from './page-return';

/** Bounds of a pause, in ms. */
const MIN_PAUSE = 500;
const MAX_PAUSE = 8000;

/** How long to wait before a try: twice as long each time, scattered so that a whole class does not come back at once. */
export function reconnectDelay(attempt: number, random: () => number = Math.random): number {
  const doubled = MIN_PAUSE * 2 ** attempt;
  return Math.min(MAX_PAUSE, Math.max(MIN_PAUSE, doubled * (0.75 + random() / 2)));
}

/**
 * Waits before a try to reconnect. Without a network until there is one; returns early when stopped, and when the page comes
 * back. Answers whether it did: then trying is new.
 */
export function reconnectPause(attempt: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isBack: boolean) => {
      clearTimeout(timer);
      leavePage();
      signal.removeEventListener('abort', onAbort);
      resolve(isBack);
    };
    const onAbort = () => end(false);
    const timer = setTimeout(() => {
      if (navigator.onLine) end(false);
    }, reconnectDelay(attempt));
    const leavePage = onPageReturn(() => {
      if (navigator.onLine) end(true);
    });
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
}
