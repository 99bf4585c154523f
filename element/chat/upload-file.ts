import type { Attachment } from '@openai/chatkit';
import { type AttachmentSettings, typeOf } from '../options/attachment-settings';
import { confirmUpload } from '../protocol/confirm-upload';
import { decodeAttachment } from '../protocol/decode-attachment';
import { sendBytes } from '../protocol/send-bytes';
import type { ChatContext } from './chat-context';

export interface UploadWatch {
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress: (part: number) => void;
  /** The server has made room for what will not come. */
  onAbandoned: (attachmentId: string) => void;
}

/** Uploads a file as the host wants it: announced and then sent, or in one form. @throws RequestFailed, AbortError */
export async function uploadFile(
  { api }: ChatContext,
  settings: AttachmentSettings,
  file: File,
  { signal, onProgress, onAbandoned }: UploadWatch,
): Promise<Attachment> {
  const { strategy } = settings;
  if (strategy.type === 'direct') {
    const form = new FormData();
    form.append('file', file);
    const answer = await api.form(new URL(strategy.uploadUrl, document.baseURI).href, form, signal);
    return decodeAttachment(answer).attachment;
  }
  const params = { name: file.name || 'file', size: file.size, mime_type: typeOf(settings, file) };
  // Not broken off: without the answer nobody could take the announcement back.
  const answer = await api.call({ type: 'attachments.create', params });
  const { attachment, upload } = decodeAttachment(answer);
  try {
    signal.throwIfAborted();
    if (upload) await sendBytes(upload, file, onProgress, signal);
    if (upload?.confirmUrl) await confirmUpload(upload.confirmUrl, signal);
    return attachment;
  } catch (error) {
    onAbandoned(attachment.id);
    throw error;
  }
}
