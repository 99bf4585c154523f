import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Principal } from '../chatkit/principal';
import { LINK_SECONDS } from './file-links';
import type { DirectTransfer } from './file-store';
import { PREVIEW_TYPE } from './small-preview';

type KeyOf = (principal: Principal, attachmentId: string) => string;

/** Signed addresses of a bucket: of exactly one object, for one size and type, and for five minutes. */
export function s3Transfer(
  client: S3Client,
  Bucket: string,
  keys: { unchecked: KeyOf; preview: KeyOf },
): Pick<DirectTransfer, 'uploadTo' | 'previewAt'> {
  return {
    uploadTo: async (principal, id, size, mimeType) => {
      const command = new PutObjectCommand({
        Bucket,
        Key: keys.unchecked(principal, id),
        ContentType: mimeType,
        ContentLength: size,
      });
      const url = await getSignedUrl(client, command, {
        expiresIn: LINK_SECONDS,
        // Otherwise left out, and with them what was announced.
        signableHeaders: new Set(['host', 'content-type', 'content-length']),
      });
      // The length is the browser's to send: a page cannot set that header.
      return { url, method: 'PUT', headers: { 'Content-Type': mimeType } };
    },
    previewAt: (principal, id) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket,
          Key: keys.preview(principal, id),
          ResponseContentType: PREVIEW_TYPE,
          ResponseContentDisposition: 'inline',
          ResponseCacheControl: 'private, max-age=300',
        }),
        { expiresIn: LINK_SECONDS },
      ),
  };
}
