import { QdrantClientResourceExhaustedError, QdrantClientTimeoutError } from '@qdrant/js-client-rest';
import { TookTooLong } from '../../time/took-too-long';
import { networkErrorCode } from './network-error-code';
import { QdrantUnreachable } from './qdrant-unreachable';
import { refusalText } from './refusal-text';
import { statusOf } from './status-of';

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

/** 403 is also strict mode and a locked collection, so it says nothing of the key. */
function refusal(status: number): string {
  return status === 401 ? 'it refuses the API key' : `it answered with status ${status}`;
}

/** What the client throws of an answer that is none of Qdrant's, as the page of a proxy with status 200. */
const NO_RESULT = /^Result came uninitialized/;
export const NOT_QDRANT = 'its answer is not one of Qdrant';

function withColon(text: string | undefined): string {
  return text ? `: ${text}` : '';
}

function unreachable(reason: string, cause: unknown): QdrantUnreachable {
  return new QdrantUnreachable(reason, { cause });
}
