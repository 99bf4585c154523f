import { chatkitRequest } from '../../chatkit/protocol/requests';

/** Every operation that a request can be: those of the protocol, and ours beside them. */
const OPERATIONS: readonly string[] = [
  ...chatkitRequest.options.map(({ shape }) => shape.type.value),
  'attachments.upload',
  'attachments.content',
  'attachments.preview',
  'runs.resume',
  'search',
  'sign-in',
  'account.delete',
  'account.export',
  'sweep',
  'health',
  'ready',
  'metrics',
];

/** Why requests are refused, or fail. */
export const REFUSALS = [
  'invalid_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'payload_too_large',
  'unsupported_media_type',
  'rate_limited',
  'internal',
  'unavailable',
] as const;

export const RUN_OUTCOMES = ['completed', 'stopped', 'failed', 'refused'] as const;

/** What goes wrong with a call to the model. */
export const MODEL_FAILURES = [
  'busy',
  'broken off',
  'connection',
  'other',
  'quota',
  'refused',
  'server',
  'setup',
  'timeout',
  'too long',
] as const;

export type ModelFailure = (typeof MODEL_FAILURES)[number];

export const LIMITS = ['messages', 'requests', 'uploads', 'runs', 'tokens'] as const;

/** Why files are refused. */
export const FILE_REFUSALS = ['type', 'content', 'size', 'quota', 'incomplete', 'unavailable'] as const;

export const FALLBACKS = ['down', 'slow', 'empty', 'no vector'] as const;

/** Parts that can be away while the product works. */
export const PARTS = ['database', 'qdrant', 'model', 'embeddings', 'files'] as const;

export type Part = (typeof PARTS)[number];

/** The operation, or `other` for what is none, and for what was refused before it was read. */
export function operationLabel(operation: string | undefined): string {
  return oneOf(OPERATIONS, operation);
}

/** The value if it is on the list, else `other`. */
export function oneOf(list: readonly string[], value: string | undefined): string {
  return value !== undefined && list.includes(value) ? value : 'other';
}
