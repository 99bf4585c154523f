import type { ModelUsage } from '../chatkit/agents/metered-model';
import type { Principal } from '../chatkit/principal';
import { type ChatKitRequest, isStreaming } from '../chatkit/protocol/requests';
import type { Run } from '../chatkit/runs/run';
import { type Admission, type Admit, NotAdmitted } from '../chatkit/server/admission';
import { ChatKitError } from '../chatkit/server/errors';
import type { CounterState, Lease, Window } from './counters/counters';
import { DAY_MS } from './limit-rules';
import type { LimitParts } from './limits';
import { overTheLimit } from './over-the-limit';
import { rateLimitHeaders } from './rate-limit-headers';
import { LEASE_MS } from './turn-leases';
import type { UsageRecord } from './usage-log';

/** A call to a model that a request has led to. */
export interface ModelCall {
  purpose: UsageRecord['purpose'];
  model: string;
  threadId: string;
}

const MESSAGES: ReadonlySet<ChatKitRequest['type']> = new Set([
  'threads.create',
  'threads.add_user_message',
  'threads.retry_after_item',
]);

/** A recording is a file that is sent, too. */
const UPLOADS: ReadonlySet<ChatKitRequest['type']> = new Set(['attachments.create', 'input.transcribe']);

const UNCOUNTED = 'The tutor takes no messages at the moment. Please try again in a minute.';

/** One request of a person to the tutor: what it may do, and what its turn takes. */
export class LimitedRequest {
  private readonly spending: Promise<void>[] = [];
  private runId: string | undefined;
  private tokens = 0;

  constructor(
    private readonly parts: LimitParts,
    private readonly principal: Principal,
    private readonly subject: string,
  ) {}

  /** Counts the request in everything that limits it, in one step. */
  readonly admit: Admit = async (request, _context, { replayed }) => {
    const { counters, rules, windows, reserve, newLeaseId, onError } = this.parts;
    const counted = replayed ? [windows.requests] : windowsFor(request, windows);
    const begins = isStreaming(request) && !replayed;
    const lease = begins ? { subject: this.subject, id: newLeaseId() } : undefined;
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
          reserve,
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

  /** Told of what a call to a model took, while the turn goes on or after it. */
  used(usage: ModelUsage, { purpose, model, threadId }: ModelCall): void {
    const { counters, usageLog, costOf, onError } = this.parts;
    const tokens = usage.inputTokens + usage.outputTokens;
    this.tokens += tokens;
    const record = {
      ...usage,
      purpose,
      model,
      threadId,
      userId: this.principal.userId,
      runId: this.runId,
      costMicros: costOf(model, usage),
    };
    this.spending.push(
      counters.spend(this.subject, tokens, DAY_MS).catch(onError),
      usageLog.add(record).catch(onError),
    );
  }

  private admission(headers: Record<string, string>, counted: Window[], lease?: Lease): Admission {
    const { counters, leases, background, onError } = this.parts;
    return {
      headers,
      begun: (run: Run) => {
        this.runId = run.id;
        if (!lease) return;
        leases.hold(lease);
        background(
          run.finished.then(async () => {
            await Promise.all(this.spending);
            leases.drop(lease);
            await counters.release(lease, this.tokens).catch(onError);
          }),
        );
      },
      withdrawn: () => {
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
  return { headers: {}, begun: () => undefined, withdrawn: () => undefined };
}
