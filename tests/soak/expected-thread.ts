import type { Begun } from './check-history';

/** What a message was answered: this text, or with `cut` any beginning of it; null for nothing. */
export interface ExpectedAnswer {
  answer: string | null;
  cut: boolean;
}

/** The messages that a thread must hold after its turns, one after the other, and what each was answered. */
export function expectedThread(begun: Begun[]): Map<string, ExpectedAnswer> {
  let messages = new Map<string, ExpectedAnswer>();
  for (const { kind, message: named, answer, ended, said } of begun) {
    // An output goes to the call that stands last, whatever was tried in between.
    const message = kind === 'output' ? ([...messages.keys()].at(-1) ?? named) : named;
    const replaces = ended === 'answered' || (ended === 'stopped' && said);
    // A retry that failed, or was stopped before it said anything, leaves everything as it was.
    if (kind === 'retry' && !replaces) continue;
    if (kind === 'retry') messages = upTo(messages, message);
    messages.set(message, replaces ? { answer, cut: ended === 'stopped' } : { answer: null, cut: false });
  }
  return messages;
}

function upTo<T>(messages: Map<string, T>, last: string): Map<string, T> {
  const all = [...messages];
  return new Map(all.slice(0, all.findIndex(([message]) => message === last) + 1));
}
