/** @jsxImportSource preact */

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ThreadMetadata } from '@/lib/chatkit/protocol';
import { Icon } from '../icons/icon';
import { useScope } from '../ui/chat-scope';
import { RenameForm } from './rename-form';
import { RowMenu } from './row-menu';

interface HistoryRowProps {
  thread: ThreadMetadata;
  current: boolean;
  busy: boolean;
  onDelete: () => void;
}

function Status({ thread, busy }: { thread: ThreadMetadata; busy: boolean }) {
  const { words } = useScope();
  if (busy) {
    return (
      <span class="busy-dot">
        <span class="hidden-text">{words.answering}</span>
      </span>
    );
  }
  const { type } = thread.status ?? { type: 'active' };
  if (type === 'active') return null;
  return (
    <span class="badge">
      <Icon name="lock" />
      {type === 'locked' ? words.locked : words.closed}
    </span>
  );
}

/** One conversation: opens on click, its menu renames and deletes. */
export function HistoryRow({ thread, current, busy, onDelete }: HistoryRowProps) {
  const { chat, words, settings } = useScope();
  const [renaming, setRenaming] = useState(false);
  const [failed, setFailed] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasRenaming = useRef(false);
  const title = thread.title || words.newChat;
  const { showDelete, showRename } = settings.history;

  useLayoutEffect(() => {
    if (wasRenaming.current && !renaming) button.current?.focus();
    wasRenaming.current = renaming;
  }, [renaming]);

  const open = () => {
    void chat.closeHistory();
    // A failed load is shown in the conversation's place and emitted by the loader.
    chat.conversations.open(thread.id).catch(() => undefined);
  };
  const rename = async (name: string) => {
    setRenaming(false);
    if (name === '' || name === thread.title) return;
    setFailed(false);
    // The list has taken the name back and told the host.
    await chat.renameThread(thread, name).catch(() => setFailed(true));
  };
  if (renaming) {
    return (
      <li class="row">
        <RenameForm
          title={thread.title ?? ''}
          onDone={(name) => void rename(name)}
          onCancel={() => setRenaming(false)}
        />
      </li>
    );
  }
  return (
    <li class={current ? 'row current' : 'row'}>
      <button
        type="button"
        class="row-open"
        part="history-row"
        ref={button}
        aria-current={current ? 'true' : undefined}
        onClick={open}
      >
        <span class="row-title" dir="auto">
          {title}
        </span>
        <Status thread={thread} busy={busy} />
      </button>
      {(showDelete || showRename) && (
        <RowMenu
          title={title}
          onRename={showRename ? () => setRenaming(true) : null}
          onDelete={showDelete ? onDelete : null}
        />
      )}
      {failed && (
        <span class="inline-error" role="alert">
          {words.renameFailed}
        </span>
      )}
    </li>
  );
}
