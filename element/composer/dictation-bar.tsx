/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Recording } from '../chat/recorder';
import { useScope } from '../ui/chat-scope';
import { IconButton } from '../ui/icon-button';
import { useStore } from '../ui/use-store';
import { LevelMeter } from './level-meter';

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

function Timer() {
  const { words } = useScope();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const started = performance.now();
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - started) / 1000)), 250);
    return () => clearInterval(timer);
  }, []);
  const time = clock(seconds);
  return (
    <span class="timer" role="timer" aria-label={words.recordingTime(time)}>
      {time}
    </span>
  );
}

function Recorded({ recording }: { recording: Recording }) {
  const { chat, words } = useScope();
  const done = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone: the next one stands in its place.
  useEffect(() => done.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <LevelMeter recording={recording} />
      <Timer />
      <IconButton
        icon="check"
        class="send"
        label={words.dictateDone}
        buttonRef={done}
        onClick={() => void chat.dictation.finish()}
      />
    </>
  );
}

/** What stands below the text while it is spoken: level, time, and the two ways to end it. */
export function DictationBar({ onEnd }: { onEnd: () => void }) {
  const { chat, words } = useScope();
  const state = useStore(chat.dictation);
  if (state.kind === 'idle' || state.kind === 'failed') return null;
  const cancel = () => {
    chat.dictation.cancel();
    onEnd();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc is for whatever has the focus inside
    <div
      class="dictation"
      part="dictation"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        cancel();
      }}
    >
      <IconButton icon="close" class="dictation-cancel" label={words.dictateCancel} onClick={cancel} />
      {state.kind === 'recording' ? (
        <Recorded recording={state.recording} />
      ) : (
        <span class="shimmer dictation-words">
          {state.kind === 'asking' ? words.microphoneAsking : words.transcribing}
        </span>
      )}
    </div>
  );
}
