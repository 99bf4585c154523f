import type { Principal } from '../principal';
import type { JsonObject } from '../protocol';

/** What the host knows of a request. Hosts extend it with their own fields. */
export interface RequestContext {
  principal: Principal;
  requestId: string;
  /** When the request came, as `performance.now()` tells it; absent, a run counts from when it is asked for. */
  since?: number | undefined;
  /** The request's own `metadata`: arbitrary JSON from the client, untrusted (spec 1.2). */
  metadata: JsonObject;
}
