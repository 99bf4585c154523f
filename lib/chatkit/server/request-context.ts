import type { Principal } from '../principal';
import type { JsonObject } from '../protocol';

/** What the host knows of a request. Hosts extend it with their own fields. */
export interface RequestContext {
  principal: Principal;
  requestId: string;
  /** The request's own `metadata`: arbitrary JSON from the client, untrusted (spec 1.2). */
  metadata: JsonObject;
}
