import { ModelBehaviorError } from '@openai/agents';
import { APIConnectionError, APIError } from 'openai';
import { fieldsOf, firstText } from './model-wire/json-fields';
import {
  isFiltered,
  isFull,
  isNoModel,
  isOutOfMoney,
  isOverflow,
  type Refusal,
} from './model-wire/refusal-words';
import { errorBody } from './model-wire/wire-error';

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

/** What an error says, in the fields that its words are read with. */
export function refusalOf(error: APIError): Refusal {
  const { status } = errorBody(fieldsOf(error.error));
  return {
    message: error.message,
    type: firstText(error.type) ?? null,
    code: firstText(error.code) ?? null,
    status: error.status ?? status,
  };
}

/** The account with the provider is empty: waiting does not help. */
export function isQuotaSpent(error: unknown): boolean {
  return error instanceof APIError && isOutOfMoney(refusalOf(error));
}

/** The server takes no more calls for now: waiting helps. */
export function isServerFull(error: unknown): error is APIError {
  return error instanceof APIError && !(error instanceof APIConnectionError) && isFull(refusalOf(error));
}

/** The conversation does not fit into the model. */
export function isTooLong(error: APIError): boolean {
  return isOverflow(refusalOf(error));
}

/** The provider does not want to answer this. */
export function isContentRefused(error: APIError): boolean {
  return isFiltered(refusalOf(error));
}

/** The server does not have the model. */
export function isUnknownModel(error: unknown): boolean {
  return error instanceof APIError && isNoModel(refusalOf(error));
}

const SOCKET_CODES: ReadonlySet<unknown> = new Set([
  'UND_ERR_SOCKET',
  'UND_ERR_BODY_TIMEOUT',
  'ECONNRESET',
  'EPIPE',
]);

/** The answer had begun and its connection broke, or the provider gave it up in the middle. */
export function isBrokenOff(error: unknown): boolean {
  // What comes inside a stream has no status. Where it says what is wrong, it is not known by where it came.
  if (error instanceof APIError) {
    return error.status === undefined && !(error instanceof APIConnectionError) && !saysWhy(error);
  }
  if (!(error instanceof Error)) return false;
  // The answer came to its longest length, or the provider ended it: the SDK marks what had begun.
  if (error instanceof ModelBehaviorError) return 'responseStarted' in error;
  if (error instanceof TypeError && error.message === 'terminated') return true;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && SOCKET_CODES.has(cause.code);
}

function saysWhy(error: APIError): boolean {
  const refusal = refusalOf(error);
  const isKnown = isOverflow(refusal) || isFiltered(refusal) || isNoModel(refusal) || isOutOfMoney(refusal);
  return isKnown || (refusal.status !== null && refusal.status < 500);
}
