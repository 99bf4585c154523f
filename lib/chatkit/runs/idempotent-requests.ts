import { createHash } from 'node:crypto';
import { Conflict } from '../server/errors';

/** How long an outcome is kept, in milliseconds. */
const KEPT_MS = 10 * 60_000;

/** Outcomes kept at most for one user; the oldest goes first. */
const KEPT_COUNT = 200;

interface Entry<T> {
  /** Tells bodies apart without holding them. */
  digest: string;
  outcome: Promise<T>;
  expires: number;
}

/** What came of requests that carry an idempotency key, so that one that is sent again is not carried out again (trap T6). */
export class IdempotentRequests<T> {
  private readonly users = new Map<string, Map<string, Entry<T>>>();

  constructor(private readonly now: () => number = Date.now) {}

  /**
   * Carries a request out, or gives what came of it before. What was refused is not kept: the request may be sent again.
   *
   * @param key chosen by the client; keys of different users have nothing to do with each other
   * @param body tells requests apart
   * @param isRefusal tells an outcome that is not to be kept either
   * @throws Conflict if the key was used for another body
   */
  async once(
    userId: string,
    key: string,
    body: string,
    work: () => Promise<T>,
    isRefusal: (outcome: T) => boolean = () => false,
  ): Promise<{ outcome: T; replayed: boolean }> {
    this.forgetOld();
    const entries = this.users.get(userId) ?? new Map<string, Entry<T>>();
    this.users.set(userId, entries);
    const digest = createHash('sha256').update(body).digest('base64');
    const known = entries.get(key);
    if (known) {
      if (known.digest !== digest) throw new Conflict('This idempotency key was used for another request.');
      return { outcome: await known.outcome, replayed: true };
    }
    const [oldest] = entries.keys();
    if (oldest !== undefined && entries.size >= KEPT_COUNT) entries.delete(oldest);
    const entry: Entry<T> = { digest, outcome: work(), expires: this.now() + KEPT_MS };
    entries.set(key, entry);
    try {
      const outcome = await entry.outcome;
      if (isRefusal(outcome)) entries.delete(key);
      return { outcome, replayed: false };
    } catch (error) {
      entries.delete(key);
      throw error;
    }
  }

  /** Forgets what a user has asked. */
  forgetAllOf(userId: string): void {
    this.users.delete(userId);
  }

  private forgetOld(): void {
    const now = this.now();
    for (const [userId, entries] of this.users) {
      // In the order in which they came, which is the order in which they expire.
      for (const [key, { expires }] of entries) {
        if (expires > now) break;
        entries.delete(key);
      }
      if (entries.size === 0) this.users.delete(userId);
    }
  }
}
