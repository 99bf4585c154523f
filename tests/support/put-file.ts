import type { Attachment } from '@/lib/chatkit/protocol';

/** Sends bytes where the server says, and no more. */
export async function putOnly({ upload_descriptor }: Attachment, bytes: Buffer): Promise<number> {
  const { url = '', method, headers } = upload_descriptor ?? {};
  return (await fetch(url, { method, headers, body: new Uint8Array(bytes) })).status;
}

/** As our element does: what passed the server by is confirmed. */
export async function putFile(attachment: Attachment, bytes: Buffer): Promise<number> {
  const status = await putOnly(attachment, bytes);
  const { confirm_url } = attachment.upload_descriptor ?? {};
  return status === 200 && confirm_url ? (await fetch(confirm_url, { method: 'POST' })).status : status;
}
