import type { ThreadItem, ThreadMetadata, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import type { ChatContext } from './chat-context';

export type ErrorEvent = Extract<ThreadStreamEvent, { type: 'error' }>;

interface Reactions {
  /** The server has named a thread. */
  created: (thread: ThreadMetadata) => void;
  /** The message was stored. */
  accepted: () => void;
  item: (item: ThreadItem) => void;
  error: (event: ErrorEvent) => void;
}

/** What an event causes besides a change of the transcript: words for screen readers, events for the host. */
export function reactToEvent(
  event: ThreadStreamEvent,
  { emit, announcer, threadChanged, log }: ChatContext,
  on: Reactions,
): void {
  switch (event.type) {
    case 'thread.created':
      on.created(event.thread);
      return;
    case 'thread.updated':
      threadChanged(event.thread);
      return;
    case 'thread.item.added':
    case 'thread.item.done':
      if (event.item.type === 'user_message') on.accepted();
      on.item(event.item);
      return;
    case 'client_effect':
      emit('chatkit.effect', { name: event.name, data: event.data ?? {} });
      return;
    case 'progress_update':
      announcer.progress(event.text);
      return;
    case 'notice':
      announcer.say(event.message);
      return;
    case 'error':
      on.error(event);
      return;
    case 'thread.item.updated':
    case 'thread.item.removed':
    case 'thread.item.replaced':
    case 'stream_options':
      return;
    default:
      log('protocol.unknown_event');
  }
}
