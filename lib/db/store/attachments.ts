import type { Principal } from '../../chatkit/principal';
import { type Attachment, attachment as attachmentSchema, type ThreadItem } from '../../chatkit/protocol';
import { NotFound } from '../../chatkit/server/errors';
import type { Owned } from '../../chatkit/store/store';
import { toJson } from '../to-json';
import { ensureUser } from './ensure-user';
import type { Queries, Transaction } from './queries';

export async function saveAttachment(
  tx: Transaction,
  principal: Principal,
  attachment: Attachment,
): Promise<void> {
  await ensureUser(tx, principal);
  const { id } = attachment;
  const owner = await tx.attachment.findUnique({ where: { id }, select: { userId: true } });
  if (owner && owner.userId !== principal.userId) throw new NotFound('attachment');
  // Once bound, always bound: an upload that ends after the message was sent must not free it.
  const data = {
    data: toJson(attachment),
    ...(attachment.thread_id === undefined ? {} : { threadId: attachment.thread_id }),
  };
  await tx.attachment.upsert({
    where: { id },
    create: { id, userId: principal.userId, ...data },
    update: data,
  });
}

export async function loadAttachment(
  db: Queries,
  { userId }: Principal,
  attachmentId: string,
): Promise<Owned<Attachment>> {
  const row = await db.attachment.findUnique({ where: { id: attachmentId, userId } });
  if (!row) throw new NotFound('attachment');
  const stored = attachmentSchema.parse(row.data);
  const value = row.threadId === null ? stored : { ...stored, thread_id: row.threadId };
  return { owner: row.userId, value };
}

export async function deleteAttachment(
  db: Queries,
  { userId }: Principal,
  attachmentId: string,
): Promise<void> {
  await db.attachment.deleteMany({ where: { id: attachmentId, userId } });
}

/** The ids of the attachments of each item that has any. */
export function attachmentIds(items: ThreadItem[]): string[][] {
  const messages = items.filter((item) => item.type === 'user_message');
  return messages.map((message) => message.attachments.map(({ id }) => id)).filter((ids) => ids.length > 0);
}

/** @throws NotFound if one is missing, somebody else's or bound to another thread */
export async function bindAttachments(
  tx: Transaction,
  { userId }: Principal,
  threadId: string,
  ids: string[],
): Promise<void> {
  const { count } = await tx.attachment.updateMany({
    where: { id: { in: ids }, userId, OR: [{ threadId: null }, { threadId }] },
    data: { threadId },
  });
  if (count !== ids.length) throw new NotFound('attachment');
}
