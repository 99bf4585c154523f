import type { IconName, Thread, ThreadMetadata, ThreadStatus } from '@/lib/chatkit/protocol';
import type { Entry } from './entry';

export interface Progress {
  text: string;
  icon: IconName | undefined;
}

/** How a turn began: with a message, by hand in the conversation (a control of a widget, answered questions), or somewhere else. */
export type RunOrigin = 'message' | 'by-hand' | 'elsewhere';

/**
 * Whether a turn is being answered; `unknown`: the server is still asked. `waiting`: nothing visible is arriving, so a line says that
 * work goes on.
 */
export type Run =
  | { kind: 'idle' }
  | { kind: 'unknown' }
  | {
      kind: 'running';
      cancellable: boolean;
      waiting: boolean;
      progress: Progress | null;
      origin: RunOrigin;
    };

export type Load = { kind: 'ready' } | { kind: 'loading' } | { kind: 'failed'; message: string };

/** What lies before the first entry: nothing, or pages that can be asked for with `after`. */
export type Older =
  | { kind: 'none' }
  | { kind: 'more'; after: string }
  | { kind: 'loading'; after: string }
  | { kind: 'failed'; after: string };

export interface ThreadState {
  /** null until the server has named a new thread. */
  id: string | null;
  title: string | undefined;
  status: ThreadStatus;
  imageDomains: string[] | undefined;
  /** What texts of the model may link; undefined: the server does not say. */
  links: string[] | undefined;
  entries: Entry[];
  load: Load;
  older: Older;
  run: Run;
}

export function emptyThread(id: string | null): ThreadState {
  return {
    id,
    title: undefined,
    status: { type: 'active' },
    imageDomains: undefined,
    links: undefined,
    entries: [],
    load: { kind: 'ready' },
    older: { kind: 'none' },
    run: { kind: 'idle' },
  };
}

/** Takes what a thread says about itself. Its `items` page is always empty in events and never touches the transcript. */
export function withMetadata(
  state: ThreadState,
  thread: ThreadMetadata & Pick<Thread, 'allowed_links'>,
): ThreadState {
  return {
    ...state,
    id: thread.id,
    title: thread.title,
    status: thread.status ?? { type: 'active' },
    imageDomains: thread.allowed_image_domains,
    links: thread.allowed_links,
  };
}
