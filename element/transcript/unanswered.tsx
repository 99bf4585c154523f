/** @jsxImportSource preact */
import type { ThreadStore } from '../chat/chat-context';
import { useScope } from '../ui/chat-scope';

/** Stands where the answer to the last message should be, and asks for it again. */
export function Unanswered({ store }: { store: ThreadStore }) {
  const { chat, words } = useScope();
  return (
    <p class="unanswered">
      {words.unanswered}
      <button
        type="button"
        class="text-button"
        onClick={() => chat.conversations.retry(store, { kind: 'after-last-message' })}
      >
        {words.tryAgain}
      </button>
    </p>
  );
}
