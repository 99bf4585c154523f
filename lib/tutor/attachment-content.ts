import { attachmentNote, type ModelContent } from '../chatkit/agents/attachment-note';
import type { Principal } from '../chatkit/principal';
import type { Attachment } from '../chatkit/protocol';
import type { FileStore } from '../files/file-store';

/**
 * The bytes of an attachment for the model, as a data URL (spec robolearn A5). They come from our own store, by id and owner;
 * no URL of a client or a row is ever fetched.
 */
export async function attachmentContent(
  files: FileStore,
  principal: Principal,
  attachment: Attachment,
): Promise<ModelContent> {
  const file = await files.get(principal, attachment.id);
  if (!file) return attachmentNote(attachment);
  if (file.mimeType.startsWith('text/') || file.mimeType === 'application/json') {
    return {
      type: 'input_text',
      text: `File ${attachment.name}:\n"""\n${new TextDecoder().decode(file.bytes)}\n"""`,
    };
  }
  const dataUrl = `data:${file.mimeType};base64,${Buffer.from(file.bytes).toString('base64')}`;
  return attachment.type === 'image'
    ? { type: 'input_image', image: dataUrl, detail: 'auto' }
    : { type: 'input_file', file: dataUrl, filename: attachment.name };
}
