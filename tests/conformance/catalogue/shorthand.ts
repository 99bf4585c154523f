import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';

/** An event in the notation of the specification: `TC`, `ID(user_message)`, `IU[text_delta]`, `ERR(custom)`. */
export function shorthand(event: ThreadStreamEvent): string {
  switch (event.type) {
    case 'thread.created':
      return 'TC';
    case 'thread.updated':
      return 'TU';
    case 'thread.item.added':
      return `IA(${event.item.type})`;
    case 'thread.item.updated':
      return `IU[${event.update.type.replace(/^assistant_message\.(content_part\.)?/, '')}]`;
    case 'thread.item.done':
      return `ID(${event.item.type})`;
    case 'thread.item.removed':
      return 'IR';
    case 'thread.item.replaced':
      return `IP(${event.item.type})`;
    case 'stream_options':
      return 'SO';
    case 'progress_update':
      return 'PU';
    case 'client_effect':
      return 'CE';
    case 'notice':
      return 'NOTICE';
    case 'error':
      return `ERR(${event.code})`;
    default:
      return event satisfies never;
  }
}

export const short = (events: ThreadStreamEvent[]) => events.map(shorthand);

/** What every `threads.create` begins with. */
export const P = ['TC', 'ID(user_message)', 'SO'];
