import { InvalidRequest } from '../../chatkit/server/errors';
import type { FileType } from '../file-type';
import { inspectImage } from './inspect-image';
import { inspectPdf } from './inspect-pdf';
import { inspectText } from './inspect-text';

/**
 * Holds the real content of a file against what it was announced as.
 *
 * @returns the bytes to keep: an image is drawn anew, everything else stays as it is
 * @throws LyingFile if it is something else, InvalidRequest if it is empty
 */
export async function inspectFile(
  type: FileType,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes.byteLength === 0) throw new InvalidRequest('This file is empty.');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type.kind) {
    case 'image':
      return inspectImage(type.mimeType, buffer);
    case 'pdf':
      inspectPdf(buffer);
      return bytes;
    case 'text':
      await inspectText(type.mimeType, buffer);
      return bytes;
    default:
      return type satisfies never;
  }
}
