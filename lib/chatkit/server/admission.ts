import type { ChatKitRequest } from '../protocol';
import type { Run } from '../runs/run';
import type { ChatKitError } from './errors';
import type { RequestContext } from './request-context';

/** Leave to carry a request out. Exactly one of its functions is called, unless the request starts no turn and succeeds. */
export interface Admission {
  /** Sent with the answer, whatever it is. */
  headers: Record<string, string>;
  /** The turn has started; `run.finished` tells its end. */
  started(run: Run): void;
  /** The request was refused after all, and has had no effect. */
  cancelled(): void;
}

/**
 * Decides whether a request is carried out, before anything is read or stored for it.
 *
 * @param replayed the request was carried out before, under the same idempotency key, and gets the same answer again
 * @throws NotAdmitted; any other ChatKitError refuses with its status, whatever the operation
 */
export type Admit<Context extends RequestContext = RequestContext> = (
  request: ChatKitRequest,
  context: Context,
  about: { replayed: boolean },
) => Promise<Admission>;

const BRAND: unique symbol = Symbol.for('robolearn.chatkit.not-admitted');

/**
 * Refuses a request so that the person reads why: as an `error` event in the conversation if the operation streams, else with
 * the status of `refusal`.
 */
export class NotAdmitted extends Error {
  override name = 'NotAdmitted';
  readonly [BRAND] = true;

  constructor(readonly refusal: ChatKitError) {
    super(refusal.message, { cause: refusal });
  }

  /** Also across copies of this module. */
  static is(error: unknown): error is NotAdmitted {
    return error instanceof Error && BRAND in error;
  }
}
