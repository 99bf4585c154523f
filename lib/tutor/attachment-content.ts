import { attachmentNote, type ModelContent } from '../chatkit/agents/attachment-note';
import { quotedBlock } from '../chatkit/agents/model-text';
import type { Principal } from '../chatkit/principal';
import type { Attachment } from '../chatkit/protocol';
import { CustomStreamError } from '../chatkit/server/errors';
import type { FileReader, StoredFile } from '../files/file-store';

/** Of a text: more would fill the model's window and the student's budget with one file. */
const MOST_CHARACTERS = 100_000;

/**
 * The bytes of an attachment for the model, as a data URL (spec robolearn A5). They come from our own store, by id and owner;
 * no URL of a client or a row is ever fetched.
 */
export async function attachmentContent(
  files: FileReader,
  principal: Principal,
  attachment: Attachment,
): Promise<ModelContent> {
  const file = await readFile(files, principal, attachment);
  if (!file) return attachmentNote(attachment);
  if (file.mimeType.startsWith('text/') || file.mimeType === 'application/json') {
    const text = new TextDecoder().decode(file.bytes);
    const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}\n(cut off here)` : text;
    return { type: 'input_text', text: `File ${attachment.name}:\n${quotedBlock(shown)}` };
  }
  const dataUrl = `data:${file.mimeType};base64,${Buffer.from(file.bytes).toString('base64')}`;
  return attachment.type === 'image'
    ? { type: 'input_image', image: dataUrl, detail: 'auto' }
    : { type: 'input_file', file: dataUrl, filename: attachment.name };
}

async function readFile(
  files: FileReader,
  principal: Principal,
  { id, name }: Attachment,
): Promise<StoredFile | undefined> {
  try {
    return await files.get(principal, id);
  } catch (cause) {
    throw new CustomStreamError(`${name} cannot be read right now. Please try again in a moment.`, true, {
      cause,
    });
  }
}
