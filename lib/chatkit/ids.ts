import { randomBytes } from 'node:crypto';

const PREFIXES = {
  thread: 'thr',
  message: 'msg',
  tool_call: 'tc',
  workflow: 'wf',
  task: 'tsk',
  attachment: 'atc',
  sdk_hidden_context: 'shcx',
  turn_end: 'end',
  run: 'run',
} as const;

export type IdKind = keyof typeof PREFIXES;

/** Makes an id of a kind, unique in the whole store. `threadId` is the thread that the thing will belong to, for generators that use it. */
export type IdGenerator = (kind: IdKind, threadId?: string) => string;

/** A prefix for the kind and 96 random bits in 24 hexadecimal digits (trap T1). */
export function generateId(kind: IdKind): string {
  return `${PREFIXES[kind]}_${randomBytes(12).toString('hex')}`;
}
