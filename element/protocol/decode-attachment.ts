import type { Attachment } from '@openai/chatkit';
import { isRecord } from './is-record';
import { RequestFailed } from './request-failed';
import type { BytesRequest } from './send-bytes';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** Where bytes go, and where a server that they pass by is told that they are there. */
export interface Upload extends BytesRequest {
  confirmUrl?: string;
}

/** An attachment as the server made it, and where its bytes go. Throws `RequestFailed` for anything else. */
export function decodeAttachment(value: unknown): { attachment: Attachment; upload: Upload | null } {
  const { id, name, mime_type, preview_url, type, upload_descriptor, upload_url } = isRecord(value)
    ? value
    : {};
  const [given, called] = [text(id), text(name)];
  if (!given || !called) throw new RequestFailed('attachments.create', 0);
  const base = { id: given, name: called, mime_type: text(mime_type) ?? 'application/octet-stream' };
  const preview = text(preview_url);
  const attachment: Attachment =
    type === 'image' && preview
      ? { ...base, type: 'image', preview_url: preview }
      : { ...base, type: 'file' };
  return { attachment, upload: descriptor(upload_descriptor) ?? old(upload_url) };
}

function descriptor(value: unknown): Upload | null {
  if (!isRecord(value)) return null;
  const url = text(value.url);
  if (!url || (value.method !== 'PUT' && value.method !== 'POST')) return null;
  const confirmUrl = text(value.confirm_url);
  const headers = isRecord(value.headers) ? Object.entries(value.headers) : [];
  return {
    url,
    method: value.method,
    headers: Object.fromEntries(headers.map(([name, header]) => [name, String(header)])),
    ...(confirmUrl ? { confirmUrl } : {}),
  };
}

/** As servers said it before descriptors. */
function old(value: unknown): Upload | null {
  const url = text(value);
  return url ? { url, method: 'POST', headers: {} } : null;
}
