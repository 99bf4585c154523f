import { z } from 'zod';
import { jsonObject } from './json';

/** Where and how the client sends the bytes of a two-phase upload (spec 3.4). */
export const uploadDescriptor = z.object({
  url: z.url(),
  method: z.enum(['POST', 'PUT']),
  headers: z.record(z.string(), z.string()).default({}),
  /**
   * Ours, where `url` leads past the server: the client says here by POST, without a body, that the bytes are there, and the
   * answer is whether they are taken. A client that does not know it is told when it sends the file.
   */
  confirm_url: z.url().optional(),
});

const attachmentBase = {
  id: z.string(),
  name: z.string(),
  mime_type: z.string(),
  upload_descriptor: uploadDescriptor.optional(),
  thread_id: z.string().optional(),
  /** Storage only: never sent to a client (spec 1.4.5). */
  metadata: jsonObject.optional(),
};

export const fileAttachment = z.object({ ...attachmentBase, type: z.literal('file') });

export const imageAttachment = z.object({
  ...attachmentBase,
  type: z.literal('image'),
  preview_url: z.url(),
});

export const attachment = z.discriminatedUnion('type', [fileAttachment, imageAttachment]);

export type UploadDescriptor = z.infer<typeof uploadDescriptor>;
export type Attachment = z.infer<typeof attachment>;
