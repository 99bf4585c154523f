import { createHash } from 'node:crypto';
import type { Principal } from '../chatkit/principal';
import { NotFound } from '../chatkit/server/errors';

/** The folder of a user: a digest, because ids of users come from elsewhere and hold any character. */
export function userFolder({ userId }: Principal): string {
  return createHash('sha256').update(`files of ${userId}`).digest('hex').slice(0, 40);
}

/** Whether an attachment of ours can have this id: anything else has no file, and never gets into a path or a query. */
export function isFileName(attachmentId: string): boolean {
  return /^[a-z]{1,8}_[0-9a-f]{24}$/.test(attachmentId);
}

/** The name of a file below its user's folder: the id, if it can be one of ours. @throws NotFound */
export function fileName(attachmentId: string): string {
  if (!isFileName(attachmentId)) throw new NotFound('attachment');
  return attachmentId;
}
