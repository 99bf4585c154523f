import type { Attachment } from '../chatkit/protocol';
import type { ChatKitServer } from '../chatkit/server/chatkit-server';
import { InvalidRequest } from '../chatkit/server/errors';
import type { RequestContext } from '../chatkit/server/request-context';
import { assertContent } from './allowed-types';
import type { FileStore } from './file-store';
import { uploadedFile } from './receive-upload';

/**
 * Creates an attachment and stores its bytes in one step.
 *
 * @returns the attachment as the client may see it
 * @throws ChatKitError if the content is too large, empty or not of an allowed type
 */
export async function directUpload<Context extends RequestContext>(
  request: Request,
  context: Context,
  { server, files }: { server: ChatKitServer<Context>; files: FileStore },
): Promise<Attachment> {
  if (!server.attachmentStore) throw new InvalidRequest('Files cannot be attached here.');
  const file = await uploadedFile(request);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const announced = { name: file.name.slice(0, 255) || 'file', size: bytes.byteLength, mime_type: file.type };
  const { upload_descriptor: _unused, ...attachment } = await server.attachmentStore.createAttachment(
    announced,
    context,
  );
  await assertContent(attachment.mime_type, bytes);
  await server.store.saveAttachment(context.principal, attachment);
  await files.put(context.principal, attachment.id, { mimeType: attachment.mime_type, bytes });
  return server.wire(context).attachment(attachment);
}
