/** @jsxImportSource preact */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ThreadStore } from '../chat/chat-context';
import type { Older } from '../thread/thread-state';
import { useScope } from '../ui/chat-scope';

/** Asks for the page before as soon as its place comes near the view. */
export function OlderItems(props: {
  store: ThreadStore;
  older: Older;
  scroller: RefObject<HTMLDivElement | null>;
}) {
  const { store, older, scroller } = props;
  const { chat, words } = useScope();
  const sentinel = useRef<HTMLDivElement>(null);
  const load = () => void chat.conversations.loader.loadOlder(store);
  const after = older.kind === 'more' ? older.after : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: watched again only for another page
  useEffect(() => {
    const mark = sentinel.current;
    if (after === null || !mark) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) load();
      },
      { root: scroller.current, rootMargin: '300px 0px 0px' },
    );
    observer.observe(mark);
    return () => observer.disconnect();
  }, [after, store]);
  switch (older.kind) {
    case 'none':
      return null;
    case 'failed':
      return (
        <p class="older" role="alert">
          {words.olderFailed}
          <button type="button" class="text-button" onClick={load}>
            {words.tryAgain}
          </button>
        </p>
      );
    default:
      return (
        <div class="older" ref={sentinel} role="status">
          <span class="shimmer">{words.loadingOlder}</span>
        </div>
      );
  }
}
