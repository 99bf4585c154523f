/** @jsxImportSource preact */
import { useMemo, useRef } from 'preact/hooks';
import type { ThreadStore } from '../chat/chat-context';
import { AllowedLinks } from '../markdown/allowed-link';
import { type Block, groupTurns } from '../thread/group-turns';
import type { ThreadState } from '../thread/thread-state';
import { useScope } from '../ui/chat-scope';
import { IconButton } from '../ui/icon-button';
import { AnswerBlock } from './answer-block';
import { copyFormulas } from './copy-formulas';
import { MessageBlock } from './message-block';
import { OlderItems } from './older-items';
import { Unanswered } from './unanswered';
import { useScroll } from './use-scroll';
import { WaitingLine } from './waiting-line';

/** A message that was stored, but its answer never: the server went away in between. While one may come it is not said. */
function isUnanswered({ run, status }: ThreadState, last: Block | undefined): boolean {
  const asked = last?.kind === 'message' && last.entry.kind === 'item';
  return asked && run.kind === 'idle' && status.type === 'active';
}

/** The conversation: messages and answers, the line that says what is being done, and the way to the end. */
export function Transcript({ store, thread }: { store: ThreadStore; thread: ThreadState }) {
  const { words, settings } = useScope();
  const scroller = useRef<HTMLDivElement>(null);
  const blocks = useMemo(() => groupTurns(thread.entries), [thread.entries]);
  const lastMessage = blocks.findLast((block) => block.kind === 'message')?.key ?? null;
  const running = thread.run.kind === 'running';
  const { atEnd, toEnd } = useScroll(scroller, {
    store,
    entries: thread.entries,
    sentKey: lastMessage,
    follow: settings.autoScroll,
    running,
    origin: thread.run.kind === 'running' ? thread.run.origin : 'message',
  });
  const lastAnswer = blocks.at(-1)?.kind === 'answer' ? blocks.at(-1) : null;
  const view = (block: Block) =>
    block.kind === 'message' ? (
      <MessageBlock key={block.key} entry={block.entry} store={store} />
    ) : (
      <AnswerBlock
        key={block.key}
        entries={block.entries}
        store={store}
        threadId={thread.id}
        imageDomains={thread.imageDomains}
        place={block !== lastAnswer ? 'earlier' : running ? 'running' : 'last'}
        retryable={thread.status.type === 'active'}
      />
    );
  return (
    <div class="transcript-frame">
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard */}
      <div
        class="transcript"
        part="transcript"
        role="log"
        aria-live="off"
        aria-label={words.conversation}
        tabIndex={0}
        ref={scroller}
        onCopy={copyFormulas}
      >
        {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above */}
        <div class="column">
          <OlderItems store={store} older={thread.older} scroller={scroller} />
          <AllowedLinks.Provider value={thread.links}>{blocks.map(view)}</AllowedLinks.Provider>
          <WaitingLine run={thread.run} />
          {settings.actions.retry && isUnanswered(thread, blocks.at(-1)) && <Unanswered store={store} />}
          <div class="room" />
        </div>
      </div>
      {!atEnd && (
        <IconButton icon="chevron-down" class="jump" part="jump" label={words.jumpToLatest} onClick={toEnd} />
      )}
    </div>
  );
}
