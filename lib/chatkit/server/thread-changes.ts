import { isDeepStrictEqual } from 'node:util';
import type { ThreadMetadata } from '../protocol';
import type { ThreadPatch } from '../store/store';

/**
 * What changed in a thread since a snapshot, field by field, so that a change made elsewhere in the meantime (a rename
 * during a stream) survives (trap T28). Undefined if nothing did.
 */
export function threadChanges(before: ThreadMetadata, now: ThreadMetadata): ThreadPatch | undefined {
  const patch: ThreadPatch = {};
  if (before.title !== now.title) {
    patch.title = now.title ?? null;
    patch.ifTitle = before.title ?? null;
  }
  if (!isDeepStrictEqual(before.status, now.status)) patch.status = now.status;
  if (!isDeepStrictEqual(before.allowed_image_domains, now.allowed_image_domains)) {
    patch.allowed_image_domains = now.allowed_image_domains ?? null;
  }
  if (!isDeepStrictEqual(before.metadata, now.metadata)) patch.metadata = now.metadata;
  return Object.keys(patch).length ? patch : undefined;
}
