import { QdrantClientResourceExhaustedError, QdrantClientTimeoutError } from '@qdrant/js-client-rest';
import { z } from 'zod';
import { TookTooLong } from '../../time/took-too-long';
import { networkErrorCode } from './network-error-code';
import { QdrantUnreachable } from './qdrant-unreachable';

/** What the client threw, as one of our errors. Ours, and those that are neither Qdrant's nor the network's, go through as they are. */
export function qdrantFailure(error: unknown, timeoutMs: number): Error {
  if (error instanceof QdrantClientTimeoutError) return new TookTooLong(timeoutMs, { cause: error });
  if (error instanceof QdrantClientResourceExhaustedError) return unreachable('it is asked too often', error);
  const status = statusOf(error);
  if (status !== undefined) return unreachable(`${refusal(status)}${withColon(refusalText(error))}`, error);
  const code = networkErrorCode(error);
  if (code !== undefined) return unreachable(`the connection failed: ${code}`, error);
  if (error instanceof SyntaxError) return unreachable('its answer is not JSON', error);
  if (error instanceof Error && NO_RESULT.test(error.message)) return unreachable(NOT_QDRANT, error);
  return error instanceof Error ? error : unreachable('it failed', error);
}

/** The status that Qdrant answered with; undefined for a failure without an answer. */
export function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** 403 is also strict mode and a locked collection, so it says nothing of the key. */
function refusal(status: number): string {
  return status === 401 ? 'it refuses the API key' : `it answered with status ${status}`;
}

/** What the client throws of an answer that is none of Qdrant's, as the page of a proxy with status 200. */
const NO_RESULT = /^Result came uninitialized/;
export const NOT_QDRANT = 'its answer is not one of Qdrant';

const answer = z.object({ data: z.object({ status: z.object({ error: z.string() }) }) });

/** More than this of a refusal nobody reads. In characters. */
const MAX_REFUSAL_LENGTH = 300;
/** Its quotation marks, each with the one that ends it. */
const QUOTES = ['""', '``', "''", '“”', '«»'] as const;
/** The name of a field, a collection or a vector, in quotation marks; anything else may be text of a passage. */
const QUOTED_NAME = /^.[a-z][a-z_]{0,40}.$/;

/**
 * What Qdrant says in a refusal (`status.error`), on one line and without text of passages, which errors of its parser quote.
 *
 * @returns undefined if it said nothing
 */
export function refusalText(error: unknown): string | undefined {
  const { success, data } = answer.safeParse(error);
  if (!success) return undefined;
  const line = data.data.status.error.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  const text = QUOTES.reduce(withoutQuoted, line);
  return text.length > MAX_REFUSAL_LENGTH ? `${text.slice(0, MAX_REFUSAL_LENGTH)}…` : text;
}

/** All from the first quotation that is not a name to the last mark is left out: a quoted text may have marks of its own. */
function withoutQuoted(text: string, marks: (typeof QUOTES)[number]): string {
  const [open = '', close = ''] = marks;
  // An apostrophe stands in a word.
  const start = marks === "''" ? String.raw`(?<![\p{L}\d])'` : open;
  const quotation = new RegExp(`${start}[^${close}]*(?:${close}|$)`, 'gu');
  const first = [...text.matchAll(quotation)].find(([quoted]) => !QUOTED_NAME.test(quoted));
  if (!first) return text;
  const last = Math.max(text.lastIndexOf(close), first.index + first[0].length - 1);
  return `${text.slice(0, first.index)}"…"${text.slice(last + 1)}`;
}

function withColon(text: string | undefined): string {
  return text ? `: ${text}` : '';
}

function unreachable(reason: string, cause: unknown): QdrantUnreachable {
  return new QdrantUnreachable(reason, { cause });
}
