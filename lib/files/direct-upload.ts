import type { Attachment } from '../chatkit/protocol';
import type { RequestContext } from '../chatkit/server/request-context';
import type { Wire } from '../chatkit/server/wire';
import type { TutorAttachmentStore } from './tutor-attachment-store';
import { uploadedFile } from './uploaded-file';
import type { Uploads } from './uploads';

type Context = RequestContext & { siteUrl: string };

/**
 * Creates an attachment and stores its bytes in one step.
 *
 * @returns the attachment as the client may see it
 * @throws ChatKitError if the content is too large, empty or not of an allowed type
 */
export async function directUpload(
  request: Request,
  context: Context,
  parts: { uploads: Uploads; attachments: TutorAttachmentStore; wire: Wire },
): Promise<Attachment> {
  const { uploads, attachments, wire } = parts;
  const { principal } = context;
  const file = await uploads.counted(() => uploadedFile(request, uploads.limits.maxBytes));
  const announced = { name: file.name, size: file.size, mime_type: file.type };
  const { id } = await uploads.announce(principal, announced, attachments.linksOf(context));
  const bytes = new Uint8Array(await file.arrayBuffer());
  return wire.attachment(await uploads.accept(principal, id, async () => bytes));
}
