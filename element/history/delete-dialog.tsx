/** @jsxImportSource preact */

import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ThreadMetadata } from '@/lib/chatkit/protocol';
import { useScope } from '../ui/chat-scope';
import { Heading } from '../ui/heading';

/** Asks before a conversation is deleted. The safe answer has the focus. */
export function DeleteDialog({ thread, onClose }: { thread: ThreadMetadata; onClose: () => void }) {
  const { chat, words, headingLevel } = useScope();
  const [state, setState] = useState<'asking' | 'deleting' | 'failed'>('asking');
  const cancel = useRef<HTMLButtonElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  const id = useId();
  useLayoutEffect(() => cancel.current?.focus(), []);
  const remove = async () => {
    setState('deleting');
    try {
      await chat.deleteThread(thread.id);
      onClose();
    } catch {
      // The list has told the host.
      setState('failed');
    }
  };
  return (
    <div class="veil">
      <div
        class="dialog"
        part="dialog"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          // Two buttons: Tab goes from one to the other, forwards and backwards.
          else if (event.key === 'Tab')
            (cancel.current?.matches(':focus') ? confirm : cancel).current?.focus();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <Heading level={headingLevel + 1} class="dialog-title" id={`${id}-title`}>
          {words.deleteTitle}
        </Heading>
        <p id={`${id}-text`}>{words.deleteText(thread.title || words.newChat)}</p>
        {state === 'failed' && (
          <p class="inline-error" role="alert">
            {words.deleteFailed}
          </p>
        )}
        <div class="buttons end">
          <button type="button" class="button" ref={cancel} onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="button"
            class="button danger"
            ref={confirm}
            aria-busy={state === 'deleting'}
            onClick={() => {
              if (state !== 'deleting') void remove();
            }}
          >
            {words.delete}
          </button>
        </div>
      </div>
    </div>
  );
}
