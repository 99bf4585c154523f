/** @jsxImportSource preact */
import type { ThreadStore } from '../chat/chat-context';
import type { Entry } from '../thread/entry';
import { turnEnd } from '../thread/turn-end';
import { useScope } from '../ui/chat-scope';
import { Heading } from '../ui/heading';
import { memo } from '../ui/memo';
import { AnswerActions } from './answer-actions';
import { EntryView } from './entry-view';
import { TurnEndLine } from './turn-end-line';

interface AnswerBlockProps {
  entries: Entry[];
  store: ThreadStore;
  threadId: string | null;
  imageDomains: string[] | undefined;
  /** An earlier turn, the last one, or one that is still coming. */
  place: 'earlier' | 'last' | 'running';
  retryable: boolean;
}

function Answer({ entries, store, threadId, imageDomains, place, retryable }: AnswerBlockProps) {
  const { words, headingLevel } = useScope();
  const end = place === 'running' ? null : turnEnd(entries, words);
  const open = place === 'last' && retryable;
  return (
    <article class={`answer ${place}`} part="assistant-message" aria-busy={place === 'running'}>
      <Heading level={headingLevel + 1} class="hidden-text">
        {words.assistantSaid}
      </Heading>
      {entries.map((entry) => (
        <EntryView
          key={entry.key}
          entry={entry}
          store={store}
          imageDomains={imageDomains}
          last={place === 'last'}
        />
      ))}
      {end && <TurnEndLine end={end} store={store} open={open} />}
      {place !== 'running' && (
        <AnswerActions
          entries={entries}
          store={store}
          threadId={threadId}
          retryable={open && end?.way !== 'try-again'}
        />
      )}
    </article>
  );
}

const sameEntries = (a: Entry[], b: Entry[]): boolean =>
  a.length === b.length && a.every((entry, at) => entry === b[at]);

/** Everything that answers one message, with the row of actions under it. */
export const AnswerBlock = memo<AnswerBlockProps>(
  Answer,
  (before, after) =>
    sameEntries(before.entries, after.entries) &&
    before.store === after.store &&
    before.threadId === after.threadId &&
    before.imageDomains === after.imageDomains &&
    before.place === after.place &&
    before.retryable === after.retryable,
);
