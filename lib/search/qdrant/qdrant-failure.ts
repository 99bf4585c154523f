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

const answer = z.object({ data: z.object({ status: z.object({ error: z.string() }) }) });

/** More than this of a refusal nobody reads. In characters. */
const MAX_TEXT = 300;
/** A name of a field, a collection or a vector; anything longer or with blanks may be text of a passage. */
const NAME = /^.[\w.[\]{}-]{1,48}.$/;

/**
 * What Qdrant says in a refusal (`status.error`), on one line and without text of passages, which errors of its parser quote.
 *
 * @returns undefined if it said nothing
 */
export function refusalText(error: unknown): string | undefined {
  const { success, data } = answer.safeParse(error);
  if (!success) return undefined;
  const text = data.data.status.error
    .replace(/"(?:[^"\\]|\\.)*"?|`[^`]*`?/g, (quoted) => (NAME.test(quoted) ? quoted : '"…"'))
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

function withColon(text: string | undefined): string {
  return text ? `: ${text}` : '';
}

function unreachable(reason: string, cause: unknown): QdrantUnreachable {
  return new QdrantUnreachable(reason, { cause });
}
