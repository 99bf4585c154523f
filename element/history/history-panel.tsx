/** @jsxImportSource preact */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ThreadMetadata } from '@/lib/chatkit/protocol';
import { Icon } from '../icons/icon';
import { useScope } from '../ui/chat-scope';
import { Heading } from '../ui/heading';
import { IconButton } from '../ui/icon-button';
import { useStore } from '../ui/use-store';
import { DeleteDialog } from './delete-dialog';
import { HistoryRow } from './history-row';
import { MoreRows } from './more-rows';

/** The focused element, also inside the shadow root. */
function focused(from: Node): HTMLElement | null {
  const root = from.getRootNode();
  const active = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
  return active instanceof HTMLElement ? active : null;
}

function Skeleton() {
  const { words } = useScope();
  return (
    <div class="history-bones" role="status" aria-label={words.loadingHistory}>
      {[80, 62, 71, 45, 66].map((width) => (
        <span key={width} class="bone row-bone" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}

function Rows({ onDelete }: { onDelete: (thread: ThreadMetadata) => void }) {
  const { chat, words } = useScope();
  const list = useStore(chat.history);
  const busy = useStore(chat.conversations.busy);
  const active = useStore(useStore(chat.conversations.active)).id;
  switch (list.kind) {
    case 'loading':
      return <Skeleton />;
    case 'failed':
      return (
        <div class="state" role="alert">
          <p class="state-title">{words.historyFailed}</p>
          <button type="button" class="button" onClick={() => void chat.history.refresh()}>
            {words.tryAgain}
          </button>
        </div>
      );
    case 'ready':
      if (list.threads.length === 0) {
        return (
          <div class="state">
            <Icon name="history" />
            <p class="state-title">{words.historyEmpty}</p>
            <p class="state-text">{words.historyEmptyHint}</p>
          </div>
        );
      }
      return (
        <ul class="rows">
          {list.threads.map((thread) => (
            <HistoryRow
              key={thread.id}
              thread={thread}
              current={thread.id === active}
              busy={busy.has(thread.id)}
              onDelete={() => onDelete(thread)}
            />
          ))}
          <MoreRows more={list.more} />
        </ul>
      );
  }
}

/** The conversations: over the chat where it is narrow, beside it where it is wide (spec element 1.19). */
export function HistoryPanel({ modal }: { modal: boolean }) {
  const { chat, words, headingLevel } = useScope();
  const [deleting, setDeleting] = useState<ThreadMetadata | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLDivElement>(null);
  const close = () => void chat.closeHistory();

  useLayoutEffect(() => {
    const opener = panel.current ? focused(panel.current) : null;
    const root = panel.current?.parentElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      const target = opener?.isConnected ? opener : root?.querySelector<HTMLElement>('.open-history');
      // Next frame: the part behind the panel is inert until it is drawn again. By then the host may have moved the focus.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) target?.focus({ preventScroll: true });
      });
    };
  }, []);
  useEffect(() => {
    if (deleting === null) return undefined;
    return () => heading.current?.focus({ preventScroll: true });
  }, [deleting]);

  const pick = () => {
    chat.conversations.startNew();
    close();
  };
  return (
    // biome-ignore lint/a11y: the role follows the width, and both roles have a name; Esc closes
    <div
      class="history"
      part="history"
      role={modal ? 'dialog' : 'navigation'}
      aria-modal={modal || undefined}
      aria-label={words.history}
      ref={panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        close();
      }}
    >
      <div class="history-inner" inert={deleting !== null}>
        <div class="header history-header" part="header">
          <div class="title-box" tabIndex={-1} ref={heading}>
            <Heading level={headingLevel} class="title">
              {words.history}
            </Heading>
          </div>
          <span class="spacer" />
          <IconButton icon="compose" label={words.newChat} onClick={pick} />
          <IconButton icon="close" label={words.closeHistory} onClick={close} />
        </div>
        <div class="history-list">
          <Rows onDelete={setDeleting} />
        </div>
      </div>
      {deleting && <DeleteDialog thread={deleting} onClose={() => setDeleting(null)} />}
    </div>
  );
}
