/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart
import type { UserMessageItem } from '@/lib/chatkit/protocol';
import type { ThreadStore } from '../chat/chat-context';
import { draftOf } from '../chat/draft';
import type { Entry } from '../thread/entry';
import { useScope } from '../ui/chat-scope';
import { Heading } from '../ui/heading';
import { memo } from '../ui/memo';
import { useSelected } from '../ui/use-selected';
import { AttachmentTile } from './attachment-tile';
import { MessageText } from './message-text';

function Tag({ tag }: { tag: Extract<UserMessageItem['content'][number], { type: 'input_tag' }> }) {
  const { settings } = useScope();
  if (!tag.interactive) return <span class="tag">{tag.text}</span>;
  const open = () =>
    settings.options.entities?.onClick?.({
      id: tag.id,
      title: tag.text,
      interactive: true,
      data: Object.fromEntries(Object.entries(tag.data).map(([key, value]) => [key, String(value)])),
      ...(tag.group ? { group: tag.group } : {}),
    });
  return (
    <button type="button" class="tag" onClick={open}>
      {tag.text}
    </button>
  );
}

function Body({ message }: { message: UserMessageItem }) {
  const { words } = useScope();
  return (
    <>
      {message.attachments.length > 0 && (
        <ul class="attachments" aria-label={words.attachments}>
          {message.attachments.map((attachment) => (
            <li key={attachment.id}>
              <AttachmentTile attachment={attachment} />
            </li>
          ))}
        </ul>
      )}
      {message.quoted_text && (
        <blockquote class="message-quote" aria-label={words.quoted}>
          {message.quoted_text}
        </blockquote>
      )}
      {message.content.length > 0 && (
        <div class="bubble" part="user-message" dir="auto">
          {message.content.map((part, at) =>
            part.type === 'input_text' ? (
              <MessageText key={at} text={part.text} />
            ) : (
              <Tag key={at} tag={part} />
            ),
          )}
        </div>
      )}
    </>
  );
}

type Failed = Extract<Entry, { kind: 'outgoing'; phase: 'failed' }>;

function NotSent({ entry, store }: { entry: Failed; store: ThreadStore }) {
  const { chat, words } = useScope();
  const running = useSelected(store, ({ run }) => run.kind === 'running');
  const edit = () => {
    const { message } = entry;
    store.update((state) => ({
      ...state,
      entries: state.entries.filter((other) => other.key !== entry.key),
    }));
    chat.draft.change(draftOf(message));
    chat.focusInput?.();
  };
  return (
    <div class="not-sent">
      <span>
        {words.notSent} {entry.reason}
      </span>
      {entry.retry.kind !== 'none' && (
        <button
          type="button"
          class="text-button"
          disabled={running}
          onClick={() => chat.conversations.retry(store, entry.retry, entry.key)}
        >
          {words.tryAgain}
        </button>
      )}
      <button type="button" class="text-button" onClick={edit}>
        {words.edit}
      </button>
    </div>
  );
}

interface MessageBlockProps {
  entry: Entry;
  store: ThreadStore;
}

function Message({ entry, store }: MessageBlockProps) {
  const { words, headingLevel } = useScope();
  const message = entry.kind === 'outgoing' ? entry.message : entry.kind === 'item' ? entry.item : null;
  if (message?.type !== 'user_message') return null;
  const phase = entry.kind === 'outgoing' ? entry.phase : 'stored';
  return (
    <article class={`message ${phase}`} data-key={entry.key}>
      <Heading level={headingLevel + 1} class="hidden-text">
        {words.youSaid}
      </Heading>
      <Body message={message} />
      {entry.kind === 'outgoing' && entry.phase === 'failed' && <NotSent entry={entry} store={store} />}
    </article>
  );
}

/** What the student wrote, in a soft block at the end side. */
export const MessageBlock = memo<MessageBlockProps>(
  Message,
  (before, after) => before.entry === after.entry && before.store === after.store,
);
