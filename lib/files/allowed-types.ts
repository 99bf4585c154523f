import { fileTypeFromBuffer } from 'file-type';
import { ChatKitError } from '../chatkit/server/errors';

/** Largest file, in bytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

const IMAGES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** Shown and sent to the model as text; none of them is ever run or rendered. */
const TEXTS = ['text/plain', 'text/markdown', 'text/csv', 'text/x-python', 'application/json', 'text/yaml'];

export const ALLOWED_TYPES: readonly string[] = [...IMAGES, 'application/pdf', ...TEXTS];

export function isImage(mimeType: string): boolean {
  return IMAGES.includes(mimeType);
}

/**
 * Holds the real content of a file against the type it was announced as.
 *
 * @throws ChatKitError `unsupported_media_type` if they differ, `invalid_request` if it is empty
 */
export async function assertContent(announced: string, bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength === 0) throw new ChatKitError('invalid_request', 'This file is empty.');
  const detected = await fileTypeFromBuffer(bytes);
  const matches = TEXTS.includes(announced) ? !detected && isText(bytes) : detected?.mime === announced;
  if (!matches) throw new ChatKitError('unsupported_media_type', 'This file is not what its type says.');
}

function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}
