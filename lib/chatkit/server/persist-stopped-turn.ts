import type { ThreadItem, ThreadMetadata } from '../protocol';
import type { ChatKitServer } from './chatkit-server';
import { persistPartialItems } from './persist-partial-items';
import type { RequestContext } from './request-context';

/** For the model alone. Never on the wire. */
const STOPPED_NOTE = 'The student stopped this answer. Do not continue it unless asked to.';

/**
 * Stores the text that a stopped turn had said, its workflow as finished, its widgets as they stood, and a note for the
 * model (spec 4.4, trap T12).
 */
export async function persistStoppedTurn<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  thread: ThreadMetadata,
  pending: ThreadItem[],
  context: Context,
): Promise<void> {
  await persistPartialItems(server, thread, pending, context);
  await server.store.addItem(context.principal, thread.id, {
    type: 'sdk_hidden_context',
    id: server.generateId('sdk_hidden_context', thread.id),
    thread_id: thread.id,
    created_at: server.now().toISOString(),
    content: STOPPED_NOTE,
  });
}
