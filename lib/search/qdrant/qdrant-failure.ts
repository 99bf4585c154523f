import { QdrantClientResourceExhaustedError, QdrantClientTimeoutError } from '@qdrant/js-client-rest';
import { TookTooLong } from '../../time/took-too-long';
import { QdrantUnreachable } from './qdrant-unreachable';

/** What the client threw, as one of our errors. Ours go through as they are. */
export function qdrantFailure(error: unknown, timeoutMs: number): Error {
  if (error instanceof QdrantClientTimeoutError) return new TookTooLong(timeoutMs, { cause: error });
  if (error instanceof QdrantClientResourceExhaustedError) return unreachable('it is asked too often', error);
  const status = statusOf(error);
  if (status === 401 || status === 403) return unreachable('it refuses the API key', error);
  if (status !== undefined) return unreachable(`it answered with status ${status}`, error);
  // `fetch` says no more than this of a connection that failed or broke.
  if (error instanceof TypeError) return unreachable('the connection failed', error);
  if (error instanceof SyntaxError) return unreachable('its answer is not JSON', error);
  return error instanceof Error ? error : unreachable('it failed', error);
}

/** The status that Qdrant answered with; undefined for a failure without an answer. */
export function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

function unreachable(reason: string, cause: unknown): QdrantUnreachable {
  return new QdrantUnreachable(reason, { cause });
}
