/** @jsxImportSource preact */
import type { ThreadStore } from '../chat/chat-context';
import type { TurnEnd } from '../thread/turn-end';
import { useScope } from '../ui/chat-scope';

interface TurnEndLineProps {
  end: TurnEnd;
  store: ThreadStore;
  /** Only the last turn of an open conversation can be gone on with, or tried again. */
  open: boolean;
}

/** The quiet line under an answer that is not whole: how it ended, and the way on. */
export function TurnEndLine({ end: { text, way }, store, open }: TurnEndLineProps) {
  const { chat, words } = useScope();
  const { conversations } = chat;
  return (
    <p class="turn-end" part="turn-end">
      {text}
      {open && way === 'go-on' && (
        <button type="button" class="text-button" onClick={() => conversations.goOn(store)}>
          {words.goOn}
        </button>
      )}
      {open && way === 'try-again' && (
        <button
          type="button"
          class="text-button"
          onClick={() => conversations.retry(store, { kind: 'after-last-message' })}
        >
          {words.tryAgain}
        </button>
      )}
    </p>
  );
}
