import { ChatKitError } from '../chatkit/server/errors';
import type { Identity } from './identity';
import { originOptions } from './origin-options';
import { mayUseCookie } from './page-origin';

/**
 * For what a student does to their account as a whole: with a cookie, only a page of ours may ask for it. Sites that embed the
 * tutor may talk to it, and no more.
 *
 * @throws ChatKitError `forbidden`
 */
export function ownPageOnly(request: Request, { via }: Identity): void {
  if (via === 'cookie' && !mayUseCookie(request, { ...originOptions(), allowedOrigins: [] })) {
    throw new ChatKitError('forbidden', 'This page may not do that here.');
  }
}
