import { createHmac } from 'node:crypto';

/**
 * Whom counts belong to, in a form that says nothing about them: counts outlive an erased account for a day at most, so that
 * erasing is no way around a limit, and no address is written down.
 */
export function subjectOf(secret: string, kind: 'user' | 'address', id: string): string {
  return createHmac('sha256', secret).update(`limits:${kind}:${id}`).digest('base64url');
}
