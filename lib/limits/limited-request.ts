import type { EndCall, ModelUsage } from '../chatkit/agents/model-usage';
import type { Principal } from '../chatkit/principal';
import { type ChatKitRequest, isStreaming } from '../chatkit/protocol/requests';
import type { Run } from '../chatkit/runs/run';
import { type Admission, type Admit, NotAdmitted } from '../chatkit/server/admission';
import { ChatKitError, CustomStreamError } from '../chatkit/server/errors';
import type { CounterState, Lease, Window } from './counters/counters';
import type { LimitParts } from './limits';
import { budgetSpent, overTheLimit } from './over-the-limit';
import { rateLimitHeaders } from './rate-limit-headers';
import { type Reserved, TurnBudget } from './turn-budget';
import { LEASE_MS } from './turn-leases';
import type { UsageRecord } from './usage-log';

/** A call to a model that a request has led to. */
export interface ModelCall {
  purpose: UsageRecord['purpose'];
  model: string;
  /** Dictation belongs to none. */
  threadId?: string | undefined;
}

const MESSAGES: ReadonlySet<ChatKitRequest['type']> = new Set([
  'threads.create',
  'threads.add_user_message',
  'threads.retry_after_item',
  'threads.continue',
]);

/** A recording is a file that is sent, too. */
const UPLOADS: ReadonlySet<ChatKitRequest['type']> = new Set(['attachments.create', 'input.transcribe']);

const UNCOUNTED = 'The tutor takes no messages at the moment. Please try again in a minute.';

/** A call that no turn renews ends by itself after this, in milliseconds: dictation gives up before. */
const LONE_CALL_MS = 2 * LEASE_MS;

/** One request of a person to the tutor: what it may do, and what its turn takes. */
export class LimitedRequest {
  private readonly id: string;
  private readonly budget: TurnBudget;
  private runId: string | undefined;

  constructor(
    private readonly parts: LimitParts,
    private readonly principal: Principal,
    private readonly subject: string,
  ) {
    this.id = parts.newLeaseId();
    this.budget = new TurnBudget(parts, subject, this.id);
  }

  /** Counts the request in everything that limits it, in one step. */
  readonly admit: Admit = async (request, _context, { replayed }) => {
    const { counters, rules, windows, onError } = this.parts;
    const counted = replayed ? [windows.requests] : windowsFor(request, windows);
    const begins = isStreaming(request) && !replayed;
    const lease = begins ? { subject: this.subject, id: this.id } : undefined;
    let states: CounterState[];
    try {
      states = await counters.take(
        this.subject,
        counted,
        lease && {
          id: lease.id,
          forMs: LEASE_MS,
          atOnce: rules.concurrentRuns,
          budget: rules.tokensPerDay,
        },
      );
    } catch (error) {
      onError(error);
      if (!begins && !counted.includes(windows.uploads)) return unlimited();
      // Without its database the product refuses everything in the same way, and not only what is counted.
      if (ChatKitError.is(error)) throw error;
      throw new NotAdmitted(new ChatKitError('unavailable', UNCOUNTED, { cause: error }));
    }
    const refusal = overTheLimit(states, rules);
    if (refusal) throw new NotAdmitted(refusal);
    return this.admission(rateLimitHeaders(states, rules), counted, lease);
  };

  /**
   * Waits until a call to a model may be made.
   *
   * @param most the most that it can take, in tokens
   * @returns what has to be told at its end what it took
   * @throws CustomStreamError, or RateLimited for dictation, when the budget is spent; the reason of
   * `signal` when it is aborted meanwhile
   */
  async begin(call: ModelCall, most: number, signal: AbortSignal | undefined): Promise<EndCall> {
    const { rules } = this.parts;
    const isDictation = call.purpose === 'dictation';
    const answer = await this.budget.reserve(most, isDictation ? LONE_CALL_MS : LEASE_MS, signal);
    if ('reserved' in answer) return (usage) => this.end(call, answer.reserved, usage);
    const { used, resetMs } = answer.spent;
    const refusal = budgetSpent({ used, resetMs }, rules);
    throw isDictation ? refusal : new CustomStreamError(refusal.message, true, { cause: refusal });
  }

  private end({ purpose, model, threadId }: ModelCall, reserved: Reserved, usage?: ModelUsage): void {
    const { usageLog, costOf, background, onError } = this.parts;
    this.budget.spend(reserved, usage ? usage.inputTokens + usage.outputTokens : 0);
    // The turn itself may have ended before.
    background(this.budget.settled());
    if (!usage) return;
    const record = {
      ...usage,
      purpose,
      model,
      threadId,
      userId: this.principal.userId,
      runId: this.runId,
      costMicros: costOf(model, usage),
    };
    background(usageLog.add(record).catch(onError));
  }

  private admission(headers: Record<string, string>, counted: Window[], lease?: Lease): Admission {
    const { counters, leases, background, onError } = this.parts;
    return {
      headers,
      started: (run: Run) => {
        this.runId = run.id;
        if (!lease) return;
        leases.hold(lease);
        background(
          run.finished.then(async () => {
            await this.budget.settled();
            leases.drop(lease);
            await counters.release(lease).catch(onError);
          }),
        );
      },
      cancelled: () => {
        const { requests } = this.parts.windows;
        const given = counted.filter((window) => window !== requests);
        if (given.length === 0 && !lease) return;
        background(counters.giveBack(this.subject, given, lease?.id).catch(onError));
      },
    };
  }
}

function windowsFor({ type }: ChatKitRequest, windows: LimitParts['windows']): Window[] {
  if (MESSAGES.has(type)) return [windows.requests, windows.messages];
  return UPLOADS.has(type) ? [windows.requests, windows.uploads] : [windows.requests];
}

function unlimited(): Admission {
  return { headers: {}, started: () => undefined, cancelled: () => undefined };
}
