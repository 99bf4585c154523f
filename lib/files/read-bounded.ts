import { InvalidRequest, PayloadTooLarge } from '../chatkit/server/errors';

/**
 * Reads a body into memory, in one piece of `limit` bytes from the beginning: the system gives them as they are written to.
 *
 * @throws PayloadTooLarge as soon as it exceeds `limit` bytes, InvalidRequest if it breaks off
 */
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(limit);
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      if (size + chunk.byteLength > limit) throw new PayloadTooLarge('This file is too large.');
      bytes.set(chunk, size);
      size += chunk.byteLength;
    }
  } catch (cause) {
    if (cause instanceof PayloadTooLarge) throw cause;
    throw new InvalidRequest('The upload broke off.', { cause });
  }
  return size === limit ? bytes : bytes.slice(0, size);
}
