import { TookTooLong } from '../time/took-too-long';
import { within } from '../time/within';
import type { ContextQuery, CoursePassage, CourseSearch, Passage, SearchQuery } from './course-search';

/** Why the local search answers instead. */
export type FallbackReason = 'down' | 'slow' | 'empty';
export type PrimaryState = 'unknown' | 'up' | FallbackReason;

export interface FallbackCourseSearchOptions {
  primary: CourseSearch;
  local: CourseSearch;
  /** A primary that takes longer is slow. In milliseconds. */
  timeoutMs?: number;
  /** For so long a primary that failed is left alone. In milliseconds. */
  retryAfterMs?: number;
  now?: () => number;
  /** Called when the local search takes over, and again when the reason becomes another. */
  onFallback?: (reason: FallbackReason, error?: unknown) => void;
  /** Called when the primary answers again. */
  onRecovered?: () => void;
  /** Called for every answer. */
  onAnswered?: (by: 'primary' | 'local') => void;
}

/** What came of asking the primary. */
type Attempt<Answer> = { answered: true; answer: Answer } | { answered: false };

/**
 * A course search that stands in for another while that one is down, slow or has nothing of the book. A primary that failed
 * is left alone for a while, so that not every student waits for it; then one question tries it, and the others do without it
 * until it has answered. A primary that finds nothing although it has passages is believed.
 */
export class FallbackCourseSearch implements CourseSearch {
  private readonly primary: CourseSearch;
  private readonly local: CourseSearch;
  private readonly timeoutMs: number;
  private readonly retryAfterMs: number;
  private readonly now: () => number;
  private current: PrimaryState = 'unknown';
  private retryAt = 0;
  private probing = false;
  /** When the primary was last seen to hold passages. */
  private heldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: FallbackCourseSearchOptions) {
    const { primary, local, timeoutMs = 2000, retryAfterMs = 30_000, now = Date.now } = options;
    this.primary = primary;
    this.local = local;
    this.timeoutMs = timeoutMs;
    this.retryAfterMs = retryAfterMs;
    this.now = now;
  }

  /** How the primary is doing, for the health page; unknown until it was first asked. */
  state(): PrimaryState {
    return this.current;
  }

  async search(query: SearchQuery): Promise<Passage[]> {
    const attempt = await this.attempt(async () => {
      const passages = await this.primary.search(query);
      if (passages.length === 0) await this.requirePassages();
      else this.heldAt = this.now();
      return passages;
    });
    this.options.onAnswered?.(attempt.answered ? 'primary' : 'local');
    return attempt.answered ? attempt.answer : this.local.search(query);
  }

  /** A passage that the primary does not know is looked for locally: it may have come from there. */
  async context(query: ContextQuery): Promise<CoursePassage[]> {
    const attempt = await this.attempt(async () => {
      const passages = await this.primary.context(query);
      if (passages.length === 0) await this.requirePassages();
      return passages;
    });
    if (attempt.answered && attempt.answer.length > 0) return attempt.answer;
    return this.local.context(query);
  }

  async size(): Promise<{ documents: number; passages: number }> {
    const attempt = await this.attempt(async () => {
      const size = await this.primary.size();
      if (size.passages === 0) throw new Empty();
      this.heldAt = this.now();
      return size;
    });
    return attempt.answered ? attempt.answer : this.local.size();
  }

  private async attempt<Answer>(ask: () => Promise<Answer>): Promise<Attempt<Answer>> {
    const probes = this.current !== 'up' && this.current !== 'unknown';
    if (probes && (this.probing || this.now() < this.retryAt)) return { answered: false };
    if (probes) this.probing = true;
    try {
      const answer = await within(this.timeoutMs, ask());
      this.recovered();
      return { answered: true, answer };
    } catch (error) {
      this.failed(error);
      return { answered: false };
    } finally {
      if (probes) this.probing = false;
    }
  }

  private async requirePassages(): Promise<void> {
    if (this.now() - this.heldAt < this.retryAfterMs) return;
    const { passages } = await this.primary.size();
    if (passages === 0) throw new Empty();
    this.heldAt = this.now();
  }

  private recovered(): void {
    const before = this.current;
    this.current = 'up';
    if (before !== 'up' && before !== 'unknown') this.options.onRecovered?.();
  }

  private failed(error: unknown): void {
    const reason = reasonOf(error);
    const before = this.current;
    this.current = reason;
    this.retryAt = this.now() + this.retryAfterMs;
    if (reason === 'empty') this.heldAt = Number.NEGATIVE_INFINITY;
    if (before !== reason) this.options.onFallback?.(reason, error);
  }
}

/** The primary answered, and has no passage of the book. */
class Empty extends Error {}

function reasonOf(error: unknown): FallbackReason {
  if (error instanceof Empty) return 'empty';
  return error instanceof TookTooLong ? 'slow' : 'down';
}
