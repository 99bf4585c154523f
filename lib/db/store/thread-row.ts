import { z } from 'zod';
import { jsonObject, type ThreadMetadata, threadStatus } from '../../chatkit/protocol';
import type { Thread as ThreadRow } from '../generated/client';

const domains = z.array(z.string());

/** The columns that a thread is read from. */
export type ReadThreadRow = Pick<
  ThreadRow,
  'id' | 'title' | 'status' | 'allowedImageDomains' | 'metadata' | 'createdAt'
>;

/** A row of `chatkit.threads` as the protocol's thread. */
export function fromThreadRow(row: ReadThreadRow): ThreadMetadata {
  return {
    id: row.id,
    ...(row.title === null ? {} : { title: row.title }),
    created_at: row.createdAt.toISOString(),
    status: threadStatus.parse(row.status),
    ...(row.allowedImageDomains === null
      ? {}
      : { allowed_image_domains: domains.parse(row.allowedImageDomains) }),
    metadata: jsonObject.parse(row.metadata),
  };
}
