import type { Attachment } from '../chatkit/protocol';
import { ChatKitError, CustomStreamError } from '../chatkit/server/errors';
import type { RequestContext } from '../chatkit/server/request-context';
import type { AttachmentStore } from '../chatkit/store/store';
import type { FileLinks } from './file-links';
import type { Announcement, Links, Uploads } from './uploads';

type Context = RequestContext & { siteUrl: string };

/** Two-phase uploads to our own route or straight into the bucket, with signed links that expire. */
export class TutorAttachmentStore implements AttachmentStore<Context> {
  constructor(
    private readonly uploads: Uploads,
    private readonly links: FileLinks,
  ) {}

  createAttachment(input: Announcement, context: Context): Promise<Attachment> {
    return this.uploads.announce(context.principal, input, {
      ...this.linksOf(context),
      upload: async (id, size, mimeType) => {
        const ours = await this.links.sign('upload', id, context.principal, context.siteUrl);
        const past = await this.uploads.files.direct?.uploadTo(context.principal, id, size, mimeType);
        return past
          ? { ...past, confirm_url: ours }
          : { url: ours, method: 'PUT', headers: { 'Content-Type': mimeType } };
      },
    });
  }

  /** Where the attachments of this context are shown. */
  linksOf({ principal, siteUrl }: Context): Pick<Links, 'preview'> {
    return {
      preview: async (id) =>
        this.uploads.files.direct?.previewAt(principal, id) ??
        this.links.sign('preview', id, principal, siteUrl),
    };
  }

  async presentAttachment(attachment: Attachment, context: Context): Promise<Attachment> {
    if (attachment.type !== 'image') return attachment;
    return { ...attachment, preview_url: await this.linksOf(context).preview(attachment.id) };
  }

  /**
   * Only what has been looked at goes into a message. What a browser has put into the bucket without
   * confirming it is looked at now.
   *
   * @throws CustomStreamError that says which file cannot be sent, and why
   */
  async takeAttachments(attachments: Attachment[], { principal }: Context): Promise<Attachment[]> {
    const { limits, records } = this.uploads;
    if (attachments.length === 0) return attachments;
    if (attachments.length > limits.perMessage)
      throw new CustomStreamError(`A message can have up to ${limits.perMessage} files. Please remove some.`);
    const stored = await records.stored(
      principal,
      attachments.map(({ id }) => id),
    );
    return Promise.all(
      attachments.map((attachment) =>
        stored.has(attachment.id) ? attachment : this.settle(principal, attachment),
      ),
    );
  }

  async deleteAttachment(attachmentId: string, { principal }: Context): Promise<void> {
    await this.uploads.files.delete(principal, attachmentId);
  }

  private async settle(
    principal: Context['principal'],
    { id, name, thread_id }: Attachment,
  ): Promise<Attachment> {
    try {
      const accepted = await this.uploads.acceptUploaded(principal, id);
      return thread_id === undefined ? accepted : { ...accepted, thread_id };
    } catch (error) {
      if (!ChatKitError.is(error)) throw error;
      const { code, message, status } = error;
      const text = code === 'unsupported_media_type' ? `${name} cannot be sent. ${message}` : message;
      throw new CustomStreamError(text, status >= 500, { cause: error });
    }
  }
}
