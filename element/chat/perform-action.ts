import type { WidgetsOption } from '@openai/chatkit';
import type { ActionConfig, WidgetItem } from '@/lib/chatkit/protocol';
import { IntegrationError } from '../host/integration-error';
import { decodeActionAnswer } from '../protocol/decode';
import { isRecord } from '../protocol/is-record';
import { applyEvent } from '../thread/apply-event';
import type { Chat } from './chat';
import type { ThreadStore } from './chat-context';

type HostWidget = Parameters<NonNullable<WidgetsOption['onAction']>>[1]['widget'];

/** The host gets the widget as the server sent it; like everything in the tree its shape is the server's word. */
const isHostWidget = (widget: { type: string }): widget is HostWidget =>
  ['Card', 'ListView', 'Basic'].includes(widget.type);

/**
 * Does what an action of a widget says, and resolves when it is done (spec element 1.13). Only `type` and `payload` leave:
 * how an action is handled is between the widget and this page. Throws what goes wrong outside a turn.
 */
export async function performAction(
  chat: Chat,
  store: ThreadStore,
  item: WidgetItem,
  { type, payload, handler, streaming }: ActionConfig,
): Promise<void> {
  if (handler === 'client') {
    const { widgets } = chat.settings().options;
    if (!widgets?.onAction) throw new IntegrationError(`no widgets.onAction for "${type}"`);
    // Through the option object, so that the host's latest closure runs.
    const widget: { type: string } = item.widget;
    if (!isHostWidget(widget)) throw new IntegrationError(`"${widget.type}" is no widget`);
    await widgets.onAction({ type, ...(isRecord(payload) ? { payload } : {}) }, { id: item.id, widget });
    return;
  }
  const { id } = store.value;
  if (id === null) throw new IntegrationError('no active thread');
  const action = { type, ...(payload === undefined ? {} : { payload }) };
  const params = { thread_id: id, item_id: item.id, action };
  if (streaming) {
    await chat.conversations.run(store, { type: 'threads.custom_action', params }, { origin: 'by-hand' });
    return;
  }
  const updated = decodeActionAnswer(await chat.api.call({ type: 'threads.sync_custom_action', params }));
  if (updated) store.update((state) => applyEvent(state, { type: 'thread.item.replaced', item: updated }, 0));
}
