import { ModelBehaviorError } from '@openai/agents';
import { APIConnectionError, APIError } from 'openai';

/** How long the server asked to wait, in milliseconds; undefined if it did not say, or said nothing sane. */
export function retryAfterMs(error: unknown, now: () => number = Date.now): number | undefined {
  if (!(error instanceof APIError)) return undefined;
  const { headers } = error;
  const exact = milliseconds(headers?.get('retry-after-ms'));
  if (exact !== undefined) return exact;
  const given = headers?.get('retry-after');
  const seconds = milliseconds(given);
  if (seconds !== undefined) return seconds * 1000;
  const until = Date.parse(given ?? '') - now();
  return until >= 0 ? until : undefined;
}

function milliseconds(given: string | null | undefined): number | undefined {
  if (!given || !/^\d+(\.\d+)?$/.test(given.trim())) return undefined;
  const value = Number(given);
  return Number.isFinite(value) ? value : undefined;
}

/** The account with the provider is empty: waiting does not help. */
export function isQuotaSpent(error: unknown): boolean {
  return error instanceof APIError && error.code === 'insufficient_quota';
}

/** The conversation does not fit into the model. */
export function isTooLong(error: APIError): boolean {
  if (error.status === 413 || error.code === 'context_length_exceeded') return true;
  return (
    error.status === 400 && /context (length|window)|maximum context|too many tokens/i.test(error.message)
  );
}

/** The provider does not want to answer this. */
export function isContentRefused(error: APIError): boolean {
  const codes = ['content_policy_violation', 'content_filter', 'invalid_prompt', 'moderation_blocked'];
  return typeof error.code === 'string' && codes.includes(error.code);
}

const SOCKET_CODES: ReadonlySet<unknown> = new Set([
  'UND_ERR_SOCKET',
  'UND_ERR_BODY_TIMEOUT',
  'ECONNRESET',
  'EPIPE',
]);

/** The answer had begun and its connection broke, or the provider gave it up in the middle. */
export function isBrokenOff(error: unknown): boolean {
  // What comes inside a stream has no status.
  if (error instanceof APIError) return error.status === undefined && !(error instanceof APIConnectionError);
  if (!(error instanceof Error)) return false;
  // The answer came to its longest length, or the provider ended it: the SDK marks what had begun.
  if (error instanceof ModelBehaviorError) return 'responseStarted' in error;
  if (error instanceof TypeError && error.message === 'terminated') return true;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && SOCKET_CODES.has(cause.code);
}
