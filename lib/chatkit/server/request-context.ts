import type { Principal } from '../principal';
import type { AssistantMessageItem, JsonObject, SdkHiddenContextItem } from '../protocol';

/** The answer that a turn goes on with, which was cut at its length limit. */
export interface ContinuedAnswer {
  answer: AssistantMessageItem;
  /** What the model is to read behind the items of the thread. It is stored nowhere. */
  note: SdkHiddenContextItem;
}

/** What the host knows of a request. Hosts extend it with their own fields. */
export interface RequestContext {
  principal: Principal;
  requestId: string;
  /** When the request came, as `performance.now()` tells it; absent, a run counts from when it is asked for. */
  since?: number | undefined;
  /** The request's own `metadata`: arbitrary JSON from the client, untrusted (spec 1.2). */
  metadata: JsonObject;
  /** Set by the server for the turn of `threads.continue`. */
  continues?: ContinuedAnswer | undefined;
}
