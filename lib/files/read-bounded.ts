import { InvalidRequest, PayloadTooLarge } from '../chatkit/server/errors';

/**
 * Reads a body into memory.
 *
 * @throws PayloadTooLarge as soon as it exceeds `limit` bytes, InvalidRequest if it breaks off
 */
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > limit) throw new PayloadTooLarge('This file is too large.');
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof PayloadTooLarge) throw cause;
    throw new InvalidRequest('The upload broke off.', { cause });
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
