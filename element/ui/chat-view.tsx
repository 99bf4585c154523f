/** @jsxImportSource preact */
import { Composer } from '../composer/composer';
import { Icon } from '../icons/icon';
import { Markdown } from '../markdown/markdown';
import { QuestionPanel } from '../questions/question-panel';
import { pendingQuestions } from '../thread/pending-questions';
import { Transcript } from '../transcript/transcript';
import { useScope } from './chat-scope';
import { StartScreen } from './start-screen';
import { ThreadSkeleton } from './thread-skeleton';
import { useStore } from './use-store';

function Disclaimer() {
  const { settings } = useScope();
  if (!settings.disclaimer) return null;
  const { text, highContrast } = settings.disclaimer;
  return (
    <div id="disclaimer" class={highContrast ? 'disclaimer strong' : 'disclaimer'} part="disclaimer">
      <Markdown source={text} streaming={false} />
    </div>
  );
}

function LoadFailed({ message }: { message: string }) {
  const { chat, words } = useScope();
  const store = chat.conversations.active.value;
  const again = () => {
    // Shown and emitted by the loader.
    chat.conversations.load(store).catch(() => undefined);
  };
  return (
    <div class="state" role="alert">
      <Icon name="alert" />
      <p class="state-title">{words.threadFailed}</p>
      <p class="state-text">{message}</p>
      <div class="buttons">
        <button type="button" class="button primary" onClick={again}>
          {words.tryAgain}
        </button>
        <button type="button" class="button" onClick={() => chat.conversations.startNew()}>
          {words.newChat}
        </button>
      </div>
    </div>
  );
}

/** The conversation or what stands in its place, and the composer. */
export function ChatView() {
  const { chat, words, settings } = useScope();
  const store = useStore(chat.conversations.active);
  const thread = useStore(store);
  const asked = thread.load.kind === 'ready' ? pendingQuestions(thread) : null;
  const body = () => {
    if (settings.apiUrl === null) return <p class="state">{words.noHosted}</p>;
    switch (thread.load.kind) {
      case 'loading':
        return <ThreadSkeleton />;
      case 'failed':
        return <LoadFailed message={thread.load.message} />;
      case 'ready':
        return thread.id === null && thread.entries.length === 0 ? (
          <StartScreen />
        ) : (
          <Transcript store={store} thread={thread} />
        );
    }
  };
  return (
    <>
      {body()}
      <div class="foot">
        {asked ? (
          <QuestionPanel key={asked.item.id} item={asked.item} store={store} arrived={asked.arrived} />
        ) : (
          <Composer thread={thread} />
        )}
        <Disclaimer />
      </div>
    </>
  );
}
