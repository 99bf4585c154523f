/** @jsxImportSource preact */
import type { ThreadStore } from '../chat/chat-context';
import { Icon } from '../icons/icon';
import { Markdown } from '../markdown/markdown';
import type { Entry, Notice } from '../thread/entry';
import { Boundary } from '../ui/boundary';
import { useScope } from '../ui/chat-scope';
import { memo } from '../ui/memo';
import { ItemView } from './item-view';

interface EntryViewProps {
  entry: Entry;
  store: ThreadStore;
  imageDomains: string[] | undefined;
  /** Whether it belongs to the last turn, which is finished. */
  last: boolean;
}

/** Only the last turn can be tried again: a retry asks after the newest message, whichever error it stands under. */
function ErrorBlock(props: { entry: Extract<Entry, { kind: 'error' }>; store: ThreadStore; last: boolean }) {
  const { entry, store, last } = props;
  const { chat, words } = useScope();
  return (
    <div class="notice danger" part="error">
      <Icon name="alert" />
      <div class="notice-body">
        <p>{entry.message}</p>
        {last && entry.retry.kind !== 'none' && (
          <button
            type="button"
            class="button small"
            onClick={() => chat.conversations.retry(store, entry.retry)}
          >
            <Icon name="reload" />
            {words.tryAgain}
          </button>
        )}
      </div>
    </div>
  );
}

function NoticeBlock({ notice }: { notice: Notice }) {
  return (
    <div class={`notice ${notice.level}`} part="notice">
      <Icon name={notice.level === 'info' ? 'info' : 'alert'} />
      <div class="notice-body">
        {notice.title && <p class="notice-title">{notice.title}</p>}
        <Markdown source={notice.message} streaming={false} />
      </div>
    </div>
  );
}

function View({ entry, store, imageDomains, last }: EntryViewProps) {
  const { words } = useScope();
  switch (entry.kind) {
    case 'item':
      return (
        <Boundary>
          <ItemView entry={entry} store={store} imageDomains={imageDomains} last={last} />
        </Boundary>
      );
    case 'error':
      return <ErrorBlock entry={entry} store={store} last={last} />;
    case 'notice':
      return <NoticeBlock notice={entry.notice} />;
    case 'stopped':
      return <p class="stopped">{words.endStopped}</p>;
    case 'outgoing':
      return null;
  }
}

/** One entry of an answer; drawn again only when it changed. */
export const EntryView = memo<EntryViewProps>(
  View,
  (before, after) =>
    before.entry === after.entry &&
    before.imageDomains === after.imageDomains &&
    before.last === after.last &&
    before.store === after.store,
);
