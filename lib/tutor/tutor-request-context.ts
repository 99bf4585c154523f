import type { ChatKitRequest } from '../chatkit/protocol';
import type { Identity } from '../identity/identity';
import type { Profiles } from '../identity/profiles';
import { turnMetadata } from './turn-metadata';
import type { BeginModelCall, TutorContext } from './tutor-context';

export interface ContextOptions {
  identity: Identity;
  requestId: string;
  /** When the request came, as `performance.now()` tells it. */
  since?: number;
  siteUrl: string;
  profiles: Profiles;
  beginModelCall?: BeginModelCall;
}

/** The context of a request. Verified values win over what the page says about the student. */
export function tutorRequestContext(request: ChatKitRequest, options: ContextOptions): TutorContext {
  const { identity, requestId, since, siteUrl, profiles, beginModelCall } = options;
  const { userInfo, page } = turnMetadata(request);
  return {
    principal: identity.principal,
    requestId,
    since,
    metadata: request.metadata,
    loadProfile: async () => ({
      ...userInfo,
      ...identity.claims,
      ...(await profiles.load(identity.principal.userId)),
    }),
    page,
    siteUrl,
    beginModelCall,
  };
}
