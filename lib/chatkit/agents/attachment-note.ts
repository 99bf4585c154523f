import type { Attachment } from '../protocol';

/** What a part of a person's message becomes for the model. */
export type ModelContent =
  | { type: 'input_text'; text: string }
  | { type: 'input_image'; image: string; detail: 'auto' }
  | { type: 'input_file'; file: string; filename: string };

/** A note in place of the bytes: for earlier messages, and for kinds that the model cannot read. */
export function attachmentNote(attachment: Attachment): ModelContent {
  return { type: 'input_text', text: `(Attached file: ${attachment.name}, ${attachment.mime_type})` };
}
