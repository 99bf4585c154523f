/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { DictationState } from '../chat/dictation';
import { canSend, type Draft } from '../chat/draft';
import { canRecord } from '../chat/recorder';
import type { Strings } from '../i18n/strings-en';
import { Icon } from '../icons/icon';
import type { ThreadState } from '../thread/thread-state';
import { useScope } from '../ui/chat-scope';
import { IconButton } from '../ui/icon-button';
import { useStore } from '../ui/use-store';
import { AttachButton } from './attach-button';
import { DictationBar } from './dictation-bar';
import { DraftAttachments } from './draft-attachments';
import { EnterKey } from './enter-key';
import { insertText } from './insert-text';

/** More code units fill the text area at any width. */
const FILLS_AREA = 5000;

/** Grows the text area with its text; the limit is in the style sheet. */
function fitHeight(area: HTMLTextAreaElement): void {
  // Measuring a long text lays it out twice at every key.
  if (area.value.length > FILLS_AREA) {
    area.style.height = '100vh';
    return;
  }
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight}px`;
}

function Quote() {
  const { chat, words } = useScope();
  const { quote } = useStore(chat.draft);
  if (quote === null) return null;
  return (
    <div class="draft-quote" part="composer-quote">
      <Icon name="quote" />
      <blockquote aria-label={words.quoted}>{quote}</blockquote>
      <IconButton icon="close" label={words.quoteRemove} onClick={() => chat.draft.change({ quote: null })} />
    </div>
  );
}

function SendButton({ thread, onDone }: { thread: ThreadState; onDone: () => void }) {
  const { chat, words } = useScope();
  const draft = useStore(chat.draft);
  const { uploads } = useStore(chat.uploads);
  const { run } = thread;
  if (run.kind === 'running' && run.cancellable) {
    const stop = () => {
      chat.conversations.stop(chat.conversations.active.value);
      onDone();
    };
    return <IconButton icon="stop" class="send stop" part="stop" label={words.stop} onClick={stop} />;
  }
  const send = () => {
    chat.submit();
    onDone();
  };
  const ready = run.kind !== 'running' && thread.load.kind === 'ready' && thread.status.type === 'active';
  const disabled = !ready || !canSend(draft) || uploads.length > 0 || chat.draftTooLong() !== null;
  return (
    <IconButton icon="send" class="send" part="send" label={words.send} disabled={disabled} onClick={send} />
  );
}

function Microphone() {
  const { chat, words, settings } = useScope();
  if (!settings.composer.dictation || !canRecord()) return null;
  return (
    <IconButton
      icon="microphone"
      class="microphone"
      part="dictate"
      label={words.dictate}
      onClick={() => void chat.dictation.start()}
    />
  );
}

const isDictating = ({ kind }: DictationState): boolean => kind !== 'idle' && kind !== 'failed';

/** Why the message that stands here was not taken; null if it was not sent, or if the reason has passed. */
function returnReasonText({ returnReason }: Draft, { run }: ThreadState, words: Strings): string | null {
  switch (returnReason) {
    case 'busy':
      return run.kind === 'running' ? words.errorBusy : null;
    case 'went-on':
      return words.errorWentOn;
    case null:
      return null;
    default:
      return returnReason satisfies never;
  }
}

/** Where the student writes. */
export function Composer({ thread }: { thread: ThreadState }) {
  const { chat, words, settings } = useScope();
  const draft = useStore(chat.draft);
  const area = useRef<HTMLTextAreaElement>(null);
  const dictation = useStore(chat.dictation);
  const enter = useRef(new EnterKey(() => chat.submit()));
  const { status } = thread;
  const focus = () => area.current?.focus({ preventScroll: false });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `focus` does the same in every render
  useLayoutEffect(() => {
    chat.focusInput = focus;
    chat.dictation.insert = (text) => {
      if (area.current) chat.draft.change({ text: insertText(area.current, text) });
      focus();
    };
    return () => {
      chat.focusInput = null;
      chat.dictation.insert = null;
      chat.dictation.cancel();
    };
  }, [chat]);
  useEffect(() => {
    if (status.type !== 'active') chat.dictation.cancel();
  }, [chat, status.type]);
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    // Written only when it differs: setting it moves the caret and ends a composition.
    if (box.value !== draft.text) box.value = draft.text;
    // Only then: measuring costs a layout, and an answer that streams draws the composer every frame.
    fitHeight(box);
  }, [draft.text]);
  useEffect(() => {
    const box = area.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(() => fitHeight(box));
    observer.observe(box.parentElement ?? box);
    return () => observer.disconnect();
  }, []);

  if (status.type === 'closed') {
    return (
      <p class="closed" part="closed" id="lock-reason">
        <Icon name="lock" />
        {status.reason ?? words.closedReason}
      </p>
    );
  }
  const tool = settings.composer.tools.find(({ id }) => id === draft.toolId);
  const locked = status.type === 'locked';
  const tooLong = chat.draftTooLong();
  const returnReason = returnReasonText(draft, thread, words);
  const descriptions = [
    tooLong === null ? '' : 'too-long',
    returnReason === null ? '' : 'return-reason',
    settings.disclaimer ? 'disclaimer' : '',
  ];
  const placeholder = locked
    ? (status.reason ?? words.lockedReason)
    : (tool?.placeholderOverride ?? settings.composer.placeholder ?? words.placeholder);
  return (
    <div class={locked ? 'composer locked' : 'composer'} part="composer">
      <Quote />
      <DraftAttachments />
      <div class="composer-row">
        {!locked && !isDictating(dictation) && <AttachButton onDone={focus} />}
        <textarea
          ref={area}
          class="input"
          part="input"
          rows={1}
          dir="auto"
          aria-label={locked ? words.messageLabel : placeholder}
          aria-describedby={descriptions.filter(Boolean).join(' ') || undefined}
          aria-invalid={tooLong !== null}
          placeholder={placeholder}
          disabled={locked || settings.apiUrl === null}
          enterkeyhint="send"
          onInput={(event) => {
            chat.dictation.dismiss();
            chat.draft.change({ text: event.currentTarget.value });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && thread.run.kind === 'running' && thread.run.cancellable) {
              chat.conversations.stop(chat.conversations.active.value);
            } else enter.current.keyDown(event);
          }}
          onPaste={(event) => {
            // Copied cells and slides come with a picture of themselves: their text is meant.
            const data = event.clipboardData;
            if (!settings.composer.attachments || !data || data.files.length === 0) return;
            if (data.types.includes('text/plain')) return;
            event.preventDefault();
            chat.uploads.add([...data.files]);
          }}
          onCompositionEnd={(event) => enter.current.compositionEnd(event)}
        />
        {!isDictating(dictation) && (
          <>
            {!locked && <Microphone />}
            <SendButton thread={thread} onDone={focus} />
          </>
        )}
      </div>
      {tooLong !== null && (
        <p class="inline-error too-long" id="too-long">
          {tooLong}
        </p>
      )}
      {returnReason !== null && (
        <p class="inline-error return-reason" id="return-reason">
          {returnReason}
        </p>
      )}
      <DictationBar onEnd={focus} />
      {dictation.kind === 'failed' && <p class="inline-error dictation-failed">{dictation.message}</p>}
    </div>
  );
}
