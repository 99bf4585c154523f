import { createSecretKey } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Principal } from '../chatkit/principal';
import { ChatKitError } from '../chatkit/server/errors';

export type LinkPurpose = 'upload' | 'preview';

/** Links to files die within five minutes; a page that is read again gets fresh ones. */
export const LINK_SECONDS = 5 * 60;

/** Signs and checks links that let a browser send or fetch one file without further credentials. */
export class FileLinks {
  private readonly key;

  constructor(secret: string) {
    this.key = createSecretKey(Buffer.from(`file links ${secret}`));
  }

  /** An absolute URL. @param siteUrl origin of the site, without a slash at the end */
  async sign(
    purpose: LinkPurpose,
    attachmentId: string,
    principal: Principal,
    siteUrl: string,
  ): Promise<string> {
    const token = await new SignJWT({ attachment: attachmentId })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(principal.userId)
      .setAudience(purpose)
      .setExpirationTime(Math.floor(Date.now() / 1000) + LINK_SECONDS)
      .sign(this.key);
    const file = purpose === 'upload' ? 'content' : 'preview';
    return `${siteUrl}/api/chatkit/attachments/${encodeURIComponent(attachmentId)}/${file}?token=${token}`;
  }

  /** Whose file the link of this request is for. @throws ChatKitError `forbidden` if it is forged, expired or for something else */
  async verify(purpose: LinkPurpose, attachmentId: string, request: Request): Promise<Principal> {
    const token = new URL(request.url).searchParams.get('token') ?? '';
    try {
      const { payload } = await jwtVerify(token, this.key, { audience: purpose, algorithms: ['HS256'] });
      if (payload.attachment !== attachmentId || !payload.sub)
        throw new Error('the link is for another file');
      return { userId: payload.sub };
    } catch (error) {
      throw new ChatKitError('forbidden', 'This link is no longer valid.', { cause: error });
    }
  }
}
