import { ChatKitError } from '../chatkit/server/errors';
import { LyingFile } from './inspect/lying-file';
import { OverQuota } from './over-quota';

/** Why a file was not taken, for who counts. `incomplete`: empty, or not as long as it was announced. */
export type FileRefusal = 'type' | 'content' | 'size' | 'quota' | 'incomplete' | 'unavailable';

/** Undefined for what says nothing of the file, such as an id that is not there. */
export function fileRefusal(error: unknown): FileRefusal | undefined {
  if (error instanceof LyingFile) return 'content';
  if (error instanceof OverQuota) return 'quota';
  if (!ChatKitError.is(error)) return undefined;
  switch (error.code) {
    case 'unsupported_media_type':
      return 'type';
    case 'payload_too_large':
      return 'size';
    case 'invalid_request':
      return 'incomplete';
    case 'unavailable':
      return 'unavailable';
    default:
      return undefined;
  }
}
