/** What undici throws when it is used wrongly: not the network, but a bug of ours. */
const MISUSE_CODES: ReadonlySet<string> = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_INVALID_RETURN_VALUE',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);

/**
 * The code of a network error that `fetch` threw, such as `ECONNREFUSED`, `UND_ERR_SOCKET` or `CERT_HAS_EXPIRED`. `fetch` throws a
 * `TypeError` for it, as a bug does; only what stands as its cause, with a code, tells the two apart.
 *
 * @returns undefined for any other error
 */
export function networkErrorCode(error: unknown): string | undefined {
  if (!(error instanceof TypeError)) return undefined;
  const { cause } = error;
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return undefined;
  return MISUSE_CODES.has(cause.code) ? undefined : cause.code;
}
