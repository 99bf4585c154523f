import { ChatKitError, InvalidRequest, PayloadTooLarge } from '../chatkit/server/errors';
import { readBounded } from './read-bounded';

/** A multipart body is a little larger than the file inside. */
const MULTIPART_OVERHEAD = 16 * 1024;

/** Whether the bytes come as a form. */
export function isForm(request: Request): boolean {
  return mediaType(request) === 'multipart/form-data';
}

/**
 * The one file of a form, in its field `file`.
 *
 * @param limit of the file, in bytes
 * @throws ChatKitError if the form holds anything else, or is too large
 */
export async function uploadedFile(request: Request, limit: number): Promise<File> {
  refuseEncoded(request);
  if (!isForm(request))
    throw new ChatKitError(
      'unsupported_media_type',
      'Send the file as multipart/form-data, in the field `file`.',
    );
  if (contentLength(request) > limit + MULTIPART_OVERHEAD)
    throw new PayloadTooLarge('This file is too large.');
  const body = await readBounded(request.body, limit + MULTIPART_OVERHEAD);
  const type = request.headers.get('content-type') ?? '';
  const form = await new Response(body, { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined);
  const [field, ...others] = form?.entries() ?? [];
  const [name, file] = field ?? [];
  if (name !== 'file' || others.length > 0 || !(file instanceof File))
    throw new InvalidRequest('The form has to hold one file, in the field `file`, and nothing else.');
  return file;
}

/**
 * The bytes of a request, raw or as a form.
 *
 * @param size as announced: what says otherwise is refused before it is read
 */
export async function uploadedBytes(
  request: Request,
  { size, mimeType }: { size: number; mimeType: string },
): Promise<Uint8Array<ArrayBuffer>> {
  if (isForm(request)) return new Uint8Array(await (await uploadedFile(request, size)).arrayBuffer());
  refuseEncoded(request);
  const given = mediaType(request);
  if (given !== '' && given !== mimeType)
    throw new ChatKitError(
      'unsupported_media_type',
      'This file is not of the type that it was announced as.',
    );
  if (request.headers.has('content-length') && contentLength(request) !== size)
    throw new InvalidRequest('This file is not as large as it was announced.');
  return readBounded(request.body, size);
}

function refuseEncoded(request: Request): void {
  if (request.headers.has('content-encoding'))
    throw new ChatKitError('unsupported_media_type', 'Files cannot be sent compressed.');
}

function mediaType(request: Request): string {
  return request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
}

function contentLength(request: Request): number {
  return Number(request.headers.get('content-length') ?? 0);
}
