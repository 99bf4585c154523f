import { randomBytes } from 'node:crypto';

const PREFIXES = {
  thread: 'thr',
  message: 'msg',
  tool_call: 'tc',
  workflow: 'wf',
  task: 'tsk',
  attachment: 'atc',
  sdk_hidden_context: 'shcx',
  run: 'run',
} as const;

export type IdKind = keyof typeof PREFIXES;

export type IdGenerator = (kind: IdKind) => string;

/** A prefix for the kind and 96 random bits in 24 hexadecimal digits (trap T1). */
export function generateId(kind: IdKind): string {
  return `${PREFIXES[kind]}_${randomBytes(12).toString('hex')}`;
}
