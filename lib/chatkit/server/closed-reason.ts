import type { ThreadMetadata } from '../protocol';

/** Why a thread takes no new turn, for the person to read; undefined if it does. */
export function closedReason({ status }: ThreadMetadata): string | undefined {
  if (status.type === 'active') return undefined;
  return status.reason ?? 'This conversation is closed. Start a new one to go on.';
}
