import type { Principal } from '../chatkit/principal';
import { InvalidRequest } from '../chatkit/server/errors';
import { own } from '../chatkit/server/own';
import type { Store } from '../chatkit/store/store';
import { assertContent, MAX_FILE_BYTES } from './allowed-types';
import type { FileStore } from './file-store';
import { readBounded } from './read-bounded';

/** A multipart body is a little larger than the file inside. */
const MULTIPART_OVERHEAD = 64 * 1024;

/**
 * Second phase of an upload: takes the bytes, raw or as the field `file` of a form, and stores them if they are what the
 * attachment was announced as.
 *
 * @throws ChatKitError if the attachment is unknown, or the content is too large, empty or of another type
 */
export async function receiveUpload(
  request: Request,
  attachmentId: string,
  principal: Principal,
  { store, files }: { store: Store; files: FileStore },
): Promise<void> {
  const attachment = own(principal, await store.loadAttachment(principal, attachmentId), 'attachment');
  const bytes = await uploadedBytes(request);
  await assertContent(attachment.mime_type, bytes);
  await files.put(principal, attachmentId, { mimeType: attachment.mime_type, bytes });
  const { upload_descriptor: _used, ...uploaded } = attachment;
  await store.saveAttachment(principal, uploaded);
}

async function uploadedBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data')) {
    return readBounded(request.body, MAX_FILE_BYTES);
  }
  const file = await uploadedFile(request);
  return new Uint8Array(await file.arrayBuffer());
}

/** The field `file` of a form. @throws InvalidRequest if there is none */
export async function uploadedFile(request: Request): Promise<File> {
  const body = await readBounded(request.body, MAX_FILE_BYTES + MULTIPART_OVERHEAD);
  const type = request.headers.get('content-type') ?? '';
  const form = await new Response(body, { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined);
  const file = form?.get('file');
  if (!(file instanceof File)) throw new InvalidRequest('The form has no field `file`.');
  return file;
}
