import { z } from 'zod';
import { threadItem } from './items';
import { jsonObject } from './json';
import { pageOf } from './page';

export const threadStatus = z.discriminatedUnion('type', [
  z.object({ type: z.literal('active') }),
  z.object({ type: z.literal('locked'), reason: z.string().optional() }),
  z.object({ type: z.literal('closed'), reason: z.string().optional() }),
]);

/** A thread as it is stored: `metadata` is the integration's own and never leaves the server (spec 1.4.6). */
export const threadMetadata = z.object({
  id: z.string(),
  title: z.string().optional(),
  created_at: z.string(),
  status: threadStatus.default({ type: 'active' }),
  allowed_image_domains: z.array(z.string()).optional(),
  metadata: jsonObject.default({}),
});

/**
 * A thread on the wire: `metadata` is always `{}`. `allowed_links` is ours, for clients that declare our extensions: the addresses
 * that texts of the model may link, as hosts (`docs.ros.org`, `*.ros.org`) and beginnings of addresses; absent: all.
 */
export const thread = threadMetadata.extend({
  items: pageOf(threadItem),
  allowed_links: z.array(z.string()).optional(),
});

export type ThreadStatus = z.infer<typeof threadStatus>;
export type ThreadMetadata = z.infer<typeof threadMetadata>;
export type Thread = z.infer<typeof thread>;
