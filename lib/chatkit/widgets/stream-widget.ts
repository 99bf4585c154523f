import type { IdGenerator } from '../ids';
import type { ThreadStreamEvent, WidgetItem, WidgetRoot } from '../protocol';
import { diffWidget } from './diff-widget';

export interface StreamWidgetOptions {
  threadId: string;
  generateId: IdGenerator;
  now: () => Date;
  /** What the button "copy" under the widget copies. */
  copyText?: string;
}

/**
 * Streams a widget into a thread (spec 8.4). A finished widget becomes one `thread.item.done`. Successive states of one
 * become `added` with the first, the changes to each next one, and `done` with the last, all under the same id; no state at
 * all, no events. What the states throw comes through, and then there is no `done`.
 */
export async function* streamWidget(
  widget: WidgetRoot | AsyncIterable<WidgetRoot>,
  options: StreamWidgetOptions,
): AsyncGenerator<ThreadStreamEvent> {
  if (!isAsyncIterable(widget)) {
    yield { type: 'thread.item.done', item: widgetItem(structuredClone(widget), options) };
    return;
  }
  let item: WidgetItem | undefined;
  for await (const state of widget) {
    // A generator may change one object and yield it again; what was sent must not change with it.
    const next = structuredClone(state);
    if (item === undefined) {
      item = widgetItem(next, options);
      yield { type: 'thread.item.added', item };
      continue;
    }
    for (const update of diffWidget(item.widget, next)) {
      yield { type: 'thread.item.updated', item_id: item.id, update };
    }
    item = { ...item, widget: next };
  }
  if (item) yield { type: 'thread.item.done', item };
}

function widgetItem(widget: WidgetRoot, options: StreamWidgetOptions): WidgetItem {
  return {
    type: 'widget',
    id: options.generateId('message', options.threadId),
    thread_id: options.threadId,
    created_at: options.now().toISOString(),
    widget,
    ...(options.copyText === undefined ? {} : { copy_text: options.copyText }),
  };
}

function isAsyncIterable(
  widget: WidgetRoot | AsyncIterable<WidgetRoot>,
): widget is AsyncIterable<WidgetRoot> {
  return Symbol.asyncIterator in widget;
}
