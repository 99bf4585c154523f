import type { ChatKitRequest } from '../chatkit/protocol';
import { isStreaming } from '../chatkit/protocol/requests';
import type { Identity } from '../identity/identity';
import type { Profiles } from '../identity/profiles';
import { turnMetadata } from './turn-metadata';
import type { TutorContext } from './tutor-context';

export interface ContextOptions {
  identity: Identity;
  requestId: string;
  siteUrl: string;
  profiles: Profiles;
}

/** The context of a request. Verified values win over what the page says about the student. */
export async function tutorRequestContext(
  request: ChatKitRequest,
  options: ContextOptions,
): Promise<TutorContext> {
  const { identity, requestId, siteUrl, profiles } = options;
  const { userInfo, page } = turnMetadata(request);
  // Only a turn needs to know the student; lists and deletes do not wait for it.
  const stored = isStreaming(request) ? await profiles.load(identity.principal.userId) : {};
  return {
    principal: identity.principal,
    requestId,
    metadata: request.metadata,
    profile: { ...userInfo, ...identity.claims, ...stored },
    page,
    siteUrl,
  };
}
