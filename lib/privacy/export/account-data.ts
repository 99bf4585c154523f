import type { Principal } from '../../chatkit/principal';

/** A conversation as it is listed. */
export interface ThreadRecord {
  id: string;
  title: string | null;
  createdAt: Date;
  [field: string]: unknown;
}

/** A file that was attached, without its bytes. */
export interface AttachmentRecord {
  id: string;
  name: string;
  /** Whether its bytes ever came. */
  stored: boolean;
  [field: string]: unknown;
}

/**
 * Everything that the database keeps of a user, read a page at a time in the order in which it came. What is written or deleted
 * meanwhile may be in it or not. Every method throws ChatKitError `unavailable`.
 */
export interface AccountData {
  /** Null for a user who has stored nothing yet. */
  profile(principal: Principal): Promise<Record<string, unknown> | null>;
  threads(principal: Principal): AsyncIterable<ThreadRecord>;
  /** The items as they are stored, those for the model alone included. */
  items(principal: Principal, threadId: string): AsyncIterable<unknown>;
  feedback(principal: Principal): AsyncIterable<Record<string, unknown>>;
  attachments(principal: Principal): AsyncIterable<AttachmentRecord>;
  usage(principal: Principal): AsyncIterable<Record<string, unknown>>;
}
