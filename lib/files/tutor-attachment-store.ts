import { generateId } from '../chatkit/ids';
import type { Attachment } from '../chatkit/protocol';
import { ChatKitError, PayloadTooLarge } from '../chatkit/server/errors';
import type { RequestContext } from '../chatkit/server/request-context';
import type { AttachmentStore } from '../chatkit/store/store';
import { ALLOWED_TYPES, isImage, MAX_FILE_BYTES } from './allowed-types';
import type { FileLinks } from './file-links';
import type { FileStore } from './file-store';

type Context = RequestContext & { siteUrl: string };

/** Two-phase uploads to our own route, with signed links that expire. */
export class TutorAttachmentStore implements AttachmentStore<Context> {
  constructor(
    private readonly files: FileStore,
    private readonly links: FileLinks,
  ) {}

  async createAttachment(
    input: { name: string; size: number; mime_type: string },
    { principal, siteUrl }: Context,
  ): Promise<Attachment> {
    const mime_type = input.mime_type.split(';')[0]?.trim().toLowerCase() ?? '';
    if (!ALLOWED_TYPES.includes(mime_type)) {
      throw new ChatKitError('unsupported_media_type', 'Only images, PDF and text files can be attached.');
    }
    if (input.size > MAX_FILE_BYTES) throw new PayloadTooLarge('Files can be up to 20 MB large.');
    const id = generateId('attachment');
    const base = {
      id,
      name: input.name,
      mime_type,
      metadata: { size: input.size },
      upload_descriptor: {
        url: await this.links.sign('upload', id, principal, siteUrl),
        method: 'PUT' as const,
        headers: { 'Content-Type': mime_type },
      },
    };
    if (!isImage(mime_type)) return { ...base, type: 'file' };
    return { ...base, type: 'image', preview_url: await this.links.sign('preview', id, principal, siteUrl) };
  }

  async presentAttachment(attachment: Attachment, { principal, siteUrl }: Context): Promise<Attachment> {
    if (attachment.type !== 'image') return attachment;
    return {
      ...attachment,
      preview_url: await this.links.sign('preview', attachment.id, principal, siteUrl),
    };
  }

  async deleteAttachment(attachmentId: string, { principal }: Context): Promise<void> {
    await this.files.delete(principal, attachmentId);
  }
}
