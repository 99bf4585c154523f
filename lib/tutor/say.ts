import { Citations } from '../chatkit/agents/citations';
import { MessageStream } from '../chatkit/agents/message-stream';
import type { IdGenerator } from '../chatkit/ids';
import type { ThreadStreamEvent } from '../chatkit/protocol';
import { delay } from './delay';
import { wordGroups } from './word-groups';

export interface SayOptions {
  threadId: string;
  generateId: IdGenerator;
  now: () => Date;
  signal: AbortSignal;
  /** What the markers in the text cite. */
  citations?: Citations;
  /** Pause between two pieces of text, in milliseconds. */
  pauseMs?: number;
}

const PAUSE_MS = 15;

/** Streams a text of ours as a message of the tutor, its markers as citations. @throws as soon as the signal aborts */
export async function* say(text: string, options: SayOptions): AsyncGenerator<ThreadStreamEvent> {
  const { signal, citations = new Citations(), pauseMs = PAUSE_MS, ...place } = options;
  const events: ThreadStreamEvent[] = [];
  const push = (event: ThreadStreamEvent) => void events.push(structuredClone(event));
  const message = new MessageStream({ ...place, citations, open: push, emit: push });
  for (const words of wordGroups(text)) {
    await delay(pauseMs, signal);
    message.write(0, words);
    yield* events.splice(0);
  }
  message.finish();
  yield* events.splice(0);
}
