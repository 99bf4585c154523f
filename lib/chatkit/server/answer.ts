import type { ChatKitRequest, RequestOf, StreamingOperation } from '../protocol';
import { DECLARED_ITEM_TYPES, isOfficial } from '../protocol/items';
import { REQUEST_LIMITS } from '../protocol/requests';
import type { AttachmentStore } from '../store/store';
import type { ChatKitServer } from './chatkit-server';
import { closedReason } from './closed-reason';
import { decodeAudio } from './decode-audio';
import { Conflict, InvalidRequest, NotFound } from './errors';
import type { JsonAnswer } from './json-answer';
import { loadOwnThread, loadThreadWithRun, own } from './own';
import type { RequestContext } from './request-context';
import { storableItem } from './storable-item';

type Request = Exclude<ChatKitRequest, RequestOf<StreamingOperation>>;

const NOTHING: JsonAnswer = { shape: 'plain', body: {} };

/**
 * Answers a non-streaming operation (spec 2.8-2.11).
 *
 * @param declared whether the client gets our extensions; here it decides what is read, `OfficialForm` does the rest
 */
export async function answer<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  request: Request,
  context: Context,
  declared: boolean,
): Promise<JsonAnswer> {
  const { store } = server;
  const wire = server.wire(context);
  const { principal } = context;
  const listed = declared ? { includeHidden: true, types: DECLARED_ITEM_TYPES } : {};

  switch (request.type) {
    case 'threads.get_by_id': {
      const { thread_id } = request.params;
      const { thread, activeRunId } = await loadThreadWithRun(server, principal, thread_id);
      const page = { ...listed, limit: REQUEST_LIMITS.defaultPageSize, order: 'asc' } as const;
      const items = await store.listItems(principal, thread_id, page);
      return { shape: 'thread', body: await wire.thread(thread, items), activeRunId };
    }
    case 'threads.list': {
      const { limit, order, after } = request.params;
      const page = await store.listThreads(principal, { limit, order, after: after ?? undefined });
      const data = page.data.map((thread) => wire.bareThread(own(principal, thread, 'thread')));
      return { shape: 'threads', body: { ...page, data } };
    }
    case 'threads.update': {
      const { thread_id, title } = request.params;
      await loadOwnThread(store, principal, thread_id);
      return {
        shape: 'thread',
        body: wire.bareThread(await store.updateThread(principal, thread_id, { title })),
      };
    }
    case 'threads.delete': {
      const { thread_id } = request.params;
      if (!(await isThere(loadOwnThread(store, principal, thread_id)))) return NOTHING;
      // First the turn: it must not write into a thread that is gone (trap T36).
      await server.runs.stop(principal, thread_id, 'deleted');
      const attachments = await store.deleteThread(principal, thread_id);
      await server.runs.forget(principal, thread_id);
      await deleteBytes(server, attachments, context);
      return NOTHING;
    }
    case 'threads.stop': {
      await server.runs.stop(principal, request.params.thread_id, 'requested');
      return NOTHING;
    }
    case 'items.list': {
      const { thread_id, limit, order, after } = request.params;
      const { activeRunId } = await loadThreadWithRun(server, principal, thread_id);
      const page = { ...listed, limit, order, after: after ?? undefined };
      const body = await wire.items(await store.listItems(principal, thread_id, page));
      return { shape: 'items', body, activeRunId };
    }
    case 'items.feedback': {
      const { thread_id, item_ids, kind } = request.params;
      const ids = [...new Set(item_ids)];
      await loadOwnThread(store, principal, thread_id);
      for (const id of ids) {
        if (!isOfficial(await store.loadItem(principal, thread_id, id))) throw new NotFound('item');
      }
      await server.addFeedback(thread_id, ids, kind, context);
      return NOTHING;
    }
    case 'threads.sync_custom_action': {
      const { thread_id, item_id, action } = request.params;
      const thread = await loadOwnThread(store, principal, thread_id);
      const closed = closedReason(thread);
      if (closed !== undefined) throw new Conflict(closed);
      const sender = item_id ? await store.loadItem(principal, thread_id, item_id) : null;
      if (sender && sender.type !== 'widget') throw new InvalidRequest('Only a widget can send an action.');
      const { updated_item } = await server.syncAction(thread, action, sender, context);
      if (!updated_item) return { shape: 'updated_item', body: {} };
      const updated = storableItem(updated_item);
      // What the person sees must still be so after a reload (trap T10).
      if (await isThere(store.loadItem(principal, thread_id, updated.id))) {
        await store.saveItem(principal, thread_id, updated);
      }
      const visible = await wire.item(updated);
      return { shape: 'updated_item', body: visible ? { updated_item: visible } : {} };
    }
    case 'attachments.create': {
      const attachment = await attachmentStore(server).createAttachment(request.params, context);
      await store.saveAttachment(principal, attachment);
      return { shape: 'plain', body: await wire.attachment(attachment) };
    }
    case 'attachments.delete': {
      const { attachment_id } = request.params;
      const bytes = attachmentStore(server);
      const attachment = store.loadAttachment(principal, attachment_id);
      const mine = attachment.then((owned) => own(principal, owned, 'attachment'));
      if (!(await isThere(mine))) return NOTHING;
      // In this order: bytes that cannot be deleted now keep their record, and can be deleted another time.
      await bytes.deleteAttachment(attachment_id, context);
      await store.deleteAttachment(principal, attachment_id);
      return NOTHING;
    }
    case 'input.transcribe':
      return { shape: 'plain', body: await server.transcribe(decodeAudio(request.params), context) };
    default:
      return request satisfies never;
  }
}

/** Whether something exists: a refusal that it is not found is an answer, too. */
async function isThere(found: Promise<unknown>): Promise<boolean> {
  try {
    await found;
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

/** The thread is gone already: a file whose bytes cannot be deleted now is reported, and is no reason to fail. */
async function deleteBytes<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  attachmentIds: string[],
  context: Context,
): Promise<void> {
  const { principal, requestId } = context;
  for (const id of attachmentIds) {
    try {
      await server.attachmentStore?.deleteAttachment(id, context);
    } catch (error) {
      server.onError(error, { userId: principal.userId, requestId });
    }
  }
}

function attachmentStore<Context extends RequestContext>(
  server: ChatKitServer<Context>,
): AttachmentStore<Context> {
  if (!server.attachmentStore) throw new InvalidRequest('Files cannot be attached here.');
  return server.attachmentStore;
}
