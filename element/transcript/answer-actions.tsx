/** @jsxImportSource preact */
import type { ThreadStore } from '../chat/chat-context';
import { type Entry, isVisible } from '../thread/entry';
import { turnCopyText } from '../thread/turn-copy-text';
import { useScope } from '../ui/chat-scope';
import { CopyButton } from '../ui/copy-button';
import { IconButton } from '../ui/icon-button';
import { useStore } from '../ui/use-store';

interface AnswerActionsProps {
  entries: Entry[];
  store: ThreadStore;
  threadId: string | null;
  retryable: boolean;
}

function Thumbs({ threadId, itemIds }: { threadId: string; itemIds: string[] }) {
  const { chat, words } = useScope();
  const given = useStore(chat.feedback).get(itemIds.at(-1) ?? '');
  const give = (kind: 'positive' | 'negative') => void chat.feedback.give(threadId, itemIds, kind);
  return (
    <>
      <IconButton
        icon="thumb-up"
        label={words.goodAnswer}
        pressed={given?.kind === 'positive'}
        onClick={() => give('positive')}
      />
      <IconButton
        icon="thumb-down"
        label={words.badAnswer}
        pressed={given?.kind === 'negative'}
        onClick={() => give('negative')}
      />
      {given?.failed && <span class="inline-error">{words.feedbackFailed}</span>}
    </>
  );
}

/** Copy, thumbs and retry under an answer (spec element 1.11). */
export function AnswerActions({ entries, store, threadId, retryable }: AnswerActionsProps) {
  const { chat, words, settings } = useScope();
  const itemIds = entries.flatMap((entry) =>
    entry.kind === 'item' && isVisible(entry.item) ? [entry.item.id] : [],
  );
  const text = turnCopyText(entries);
  const failed = entries.some((entry) => entry.kind === 'error');
  const retry = settings.actions.retry && retryable && !failed;
  const feedback = settings.actions.feedback && itemIds.length > 0 && threadId !== null;
  if (text === '' && !retry && !feedback) return null;
  return (
    <div class="actions" part="actions">
      {text !== '' && <CopyButton text={() => text} label={words.copy} />}
      {feedback && <Thumbs threadId={threadId} itemIds={itemIds} />}
      {retry && (
        <IconButton
          icon="reload"
          label={words.retry}
          onClick={() => chat.conversations.retry(store, { kind: 'after-last-message' })}
        />
      )}
    </div>
  );
}
