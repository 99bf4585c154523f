import { APIError } from 'openai';

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
