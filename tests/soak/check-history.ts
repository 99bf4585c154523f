import type { ThreadItem } from '@/lib/chatkit/protocol';
import { isOfficial } from '@/lib/chatkit/protocol/items';
import { type ExpectedAnswer, expectedThread } from './expected-thread';

/** A turn as the server began it. */
export interface Begun {
  kind: 'message' | 'retry' | 'output';
  /** The message that is answered; an output says nothing of it. */
  message: string;
  /** What a whole answer says; it names its thread and turn. Null for a turn that ends in a call of a client tool. */
  answer: string | null;
  /** How it ended by what its clients were told: with its whole answer, an error, or neither since it was stopped. */
  ended: 'answered' | 'failed' | 'stopped';
  /** Some of the answer was streamed. */
  said: boolean;
}

/** A message that was accepted, as its client saw it. Times are in milliseconds of one clock. */
export interface Accepted {
  message: string;
  started: number;
  ended: number;
}

export interface History {
  thread: string;
  /** In the order in which the turns began. */
  begun: Begun[];
  accepted: Accepted[];
  /** What is stored at the end, hidden items included. */
  stored: ThreadItem[];
  /** Ids in the order of concatenated pages of `items.list`. */
  listed: string[];
}

/** What is wrong with what a thread holds after clients worked on it at once; empty if nothing is. */
export function checkHistory(history: History): string[] {
  return [
    ...foreignOrDoubled(history),
    ...lostOrMisplaced(history),
    ...notBegunOnce(history),
    ...reordered(history),
    ...wrongPages(history),
  ];
}

function foreignOrDoubled({ stored, thread }: History): string[] {
  const foreign = stored.filter(
    (item) => item.thread_id !== thread || !(textOf(item) ?? thread).startsWith(thread),
  );
  const doubled = stored.filter((item, place) => stored.findIndex(({ id }) => id === item.id) !== place);
  return [
    ...foreign.map(({ id }) => `foreign item ${id} in ${thread}`),
    ...doubled.map(({ id }) => `doubled item ${id} in ${thread}`),
  ];
}

function lostOrMisplaced(history: History): string[] {
  const turns = cutIntoTurns(history.stored);
  const expected = expectedThread(history.begun);
  const key = (messages: string[]) => messages.join();
  if (key(turns.map(({ message }) => message)) !== key([...expected.keys()])) {
    return [`${turns.length} messages instead of ${expected.size}, or in another order`];
  }
  return turns.flatMap(({ message, items }) => {
    const texts = items.map(textOf).filter((text) => text !== undefined);
    if (texts.length > 1) return [`${message} has ${texts.length} answers`];
    const [text = null] = texts;
    const allowed = expected.get(message);
    return allowed && fits(text, allowed) ? [] : [`${message} was answered ${text}`];
  });
}

function fits(text: string | null, { answer, cut }: ExpectedAnswer): boolean {
  if (text === answer) return true;
  return cut && text !== null && (answer?.startsWith(text) ?? false);
}

function notBegunOnce({ begun, accepted }: History): string[] {
  return accepted
    .filter(
      ({ message }) =>
        begun.filter((turn) => turn.kind === 'message' && turn.message === message).length !== 1,
    )
    .map(({ message }) => `${message} was accepted and not begun once`);
}

/** What had ended before something else started must have begun before it. */
function reordered({ begun, accepted }: History): string[] {
  const place = ({ message }: Accepted) =>
    begun.findIndex((turn) => turn.kind === 'message' && turn.message === message);
  return accepted.flatMap((earlier) =>
    accepted
      .filter((later) => earlier.ended < later.started && place(earlier) > place(later))
      .map((later) => `${earlier.message} ended before ${later.message} started and began after it`),
  );
}

function wrongPages({ stored, listed, thread }: History): string[] {
  const visible = stored.filter(isOfficial).map(({ id }) => id);
  return visible.join() === listed.join() ? [] : [`the pages of ${thread} are not what is stored`];
}

function cutIntoTurns(stored: ThreadItem[]): { message: string; items: ThreadItem[] }[] {
  const turns: { message: string; items: ThreadItem[] }[] = [];
  for (const item of stored) {
    if (item.type === 'user_message') turns.push({ message: item.id, items: [] });
    else turns.at(-1)?.items.push(item);
  }
  return turns;
}

/** The text of an answer; undefined for other items. */
function textOf(item: ThreadItem): string | undefined {
  return item.type === 'assistant_message' ? item.content.map(({ text }) => text).join('') : undefined;
}
