/** @jsxImportSource preact */
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { StructuredInputItem, StructuredInputSubmission } from '@/lib/chatkit/protocol';
import { asError, type ThreadStore } from '../chat/chat-context';
import { useScope } from '../ui/chat-scope';
import { IconButton } from '../ui/icon-button';
import { useSelected } from '../ui/use-selected';
import { type Drafts, EMPTY, submission } from './answers';
import { QuestionField } from './question-field';
import { focusQuestion, useQuestionFocus } from './use-question-focus';

/** Up to this many questions stand below each other; more come one at a time. */
const STACKED = 2;

interface QuestionPanelProps {
  item: StructuredInputItem;
  store: ThreadStore;
  arrived: boolean;
}

/** Questions of the assistant, in the place of the composer until they are answered or skipped (spec element 1.16). */
export function QuestionPanel({ item, store, arrived }: QuestionPanelProps) {
  const { chat, words } = useScope();
  const panel = useRef<HTMLFormElement>(null);
  const [drafts, setDrafts] = useState<Drafts>({});
  const [place, setPlace] = useState(0);
  const [sending, setSending] = useState(false);
  const run = useSelected(store, (thread) => thread.run);
  const running = run.kind === 'running';
  const { inputs } = item;
  const paged = inputs.length > STACKED;
  const shown = paged ? inputs.slice(place, place + 1) : inputs;
  const atEnd = !paged || place >= inputs.length - 1;
  useQuestionFocus(panel, chat, inputs[0]?.id, arrived);
  useEffect(() => chat.announcer.say(words.questionsWaiting), [chat, words]);

  const go = (next: number) => {
    setPlace(next);
    const id = inputs[next]?.id;
    // After the next question is drawn.
    setTimeout(() => panel.current && id !== undefined && focusQuestion(panel.current, id), 0);
  };
  const send = async (input: StructuredInputSubmission) => {
    const { id } = store.value;
    if (id === null || chat.conversations.isRunning(store)) return;
    setSending(true);
    const params = { thread_id: id, item_id: item.id, input };
    await chat.conversations.run(
      store,
      { type: 'threads.add_structured_input', params },
      { origin: 'by-hand' },
    );
    setSending(false);
    const open = store.value.entries.some(
      (entry) =>
        entry.kind === 'item' &&
        entry.item.id === item.id &&
        'status' in entry.item &&
        entry.item.status === 'pending',
    );
    // Perhaps they were answered elsewhere: the server knows.
    if (open)
      await chat.conversations
        .refresh()
        .catch((cause) => chat.emit('chatkit.error', { error: asError(cause) }));
  };
  const submit = () => void send(submission(inputs, drafts));
  const moveOn = () => (atEnd ? submit() : go(place + 1));
  const skip = () => {
    const id = inputs[place]?.id;
    const left = id === undefined ? drafts : { ...drafts, [id]: EMPTY };
    setDrafts(left);
    if (atEnd) void send(submission(inputs, left));
    else go(place + 1);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || event.isComposing || event.target instanceof HTMLButtonElement) return;
    if (event.shiftKey) return;
    event.preventDefault();
    if (event.metaKey || event.ctrlKey) submit();
    else moveOn();
  };
  return (
    <form
      ref={panel}
      class="questions panel"
      part="questions"
      aria-label={words.questionsWaiting}
      aria-busy={sending || undefined}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        moveOn();
      }}
    >
      {paged && <p class="question-count">{words.question(place + 1, inputs.length)}</p>}
      <div class="question-list" inert={sending}>
        {shown.map((input) => (
          <QuestionField
            key={input.id}
            input={input}
            draft={drafts[input.id] ?? EMPTY}
            onChange={(draft) => setDrafts((before) => ({ ...before, [input.id]: draft }))}
          />
        ))}
      </div>
      <div class="buttons">
        <button
          type="button"
          class="text-button"
          disabled={running}
          onClick={() => void send({ status: 'skipped', answers: {} })}
        >
          {words.skipAll}
        </button>
        <span class="spacer" />
        {paged && place > 0 && (
          <button type="button" class="button" disabled={running} onClick={() => go(place - 1)}>
            {words.previous}
          </button>
        )}
        {paged && (
          <button type="button" class="button" disabled={running} onClick={skip}>
            {words.skipQuestion}
          </button>
        )}
        <button type="submit" class="button primary" disabled={running}>
          {atEnd ? words.submit : words.next}
        </button>
        {run.kind === 'running' && run.cancellable && (
          <IconButton
            icon="stop"
            class="send stop"
            part="stop"
            label={words.stop}
            onClick={() => chat.conversations.stop(store)}
          />
        )}
      </div>
    </form>
  );
}
