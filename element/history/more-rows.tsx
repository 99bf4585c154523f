/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import type { More } from '../chat/history-list';
import { useScope } from '../ui/chat-scope';

/** The end of the list: asks for the next page as soon as it is seen. */
export function MoreRows({ more }: { more: More }) {
  const { chat, words } = useScope();
  const sentinel = useRef<HTMLLIElement>(null);
  const after = more.kind === 'more' ? more.after : null;
  useEffect(() => {
    const mark = sentinel.current;
    if (after === null || !mark) return undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void chat.history.loadMore();
    });
    observer.observe(mark);
    return () => observer.disconnect();
  }, [after, chat]);
  switch (more.kind) {
    case 'none':
      return null;
    case 'failed':
      return (
        <li class="older">
          {words.historyFailed}
          <button type="button" class="text-button" onClick={() => void chat.history.loadMore()}>
            {words.tryAgain}
          </button>
        </li>
      );
    default:
      return (
        <li class="older" ref={sentinel}>
          <span class="shimmer">{words.loadingHistory}</span>
        </li>
      );
  }
}
