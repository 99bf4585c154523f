import { Conflict } from '../server/errors';

/** How long an outcome is kept, in milliseconds. */
const KEPT_MS = 10 * 60_000;

/** Outcomes kept at most; the oldest goes first. */
const KEPT_COUNT = 5_000;

interface Entry<T> {
  body: string;
  outcome: Promise<T>;
  expires: number;
}

/** What came of requests that carry an idempotency key, so that one that is sent again is not carried out again (trap T6). */
export class IdempotentRequests<T> {
  private readonly entries = new Map<string, Entry<T>>();

  constructor(private readonly now: () => number = Date.now) {}

  /**
   * Carries a request out, or gives what came of it before. A refusal is not kept: the request may be sent again.
   *
   * @param key chosen by the client; keys of different users have nothing to do with each other
   * @param body tells requests apart
   * @throws Conflict if the key was used for another body
   */
  async once(
    userId: string,
    key: string,
    body: string,
    work: () => Promise<T>,
  ): Promise<{ outcome: T; replayed: boolean }> {
    const id = JSON.stringify([userId, key]);
    this.forgetOld();
    const known = this.entries.get(id);
    if (known) {
      if (known.body !== body) throw new Conflict('This idempotency key was used for another request.');
      return { outcome: await known.outcome, replayed: true };
    }
    const entry: Entry<T> = { body, outcome: work(), expires: this.now() + KEPT_MS };
    this.entries.set(id, entry);
    try {
      return { outcome: await entry.outcome, replayed: false };
    } catch (error) {
      this.entries.delete(id);
      throw error;
    }
  }

  private forgetOld(): void {
    const now = this.now();
    // In the order in which they came, which is the order in which they expire.
    for (const [id, { expires }] of this.entries) {
      if (expires > now && this.entries.size < KEPT_COUNT) return;
      this.entries.delete(id);
    }
  }
}
