import type { Page, Thread, ThreadItem, ThreadMetadata, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { completeItem } from './complete-item';
import { isRecord } from './is-record';

/*
 * The edge between JSON and the wire types. The server validates what it sends with the zod schemas that these types
 * come from; zod itself would double the bundle, so only what tells the kinds apart is checked here.
 */

const hasType = (value: unknown): value is { type: string } =>
  isRecord(value) && typeof value.type === 'string';

const isItem = (value: unknown): value is ThreadItem => hasType(value) && 'id' in value;

const isThread = (value: unknown): value is ThreadMetadata & { items?: unknown } =>
  isRecord(value) && typeof value.id === 'string';

const isEvent = (value: unknown): value is ThreadStreamEvent => {
  if (!hasType(value)) return false;
  if ('item' in value) return isItem(value.item);
  if ('thread' in value) return isThread(value.thread);
  return true;
};

/** One event of a stream, or null if it is none (another server's heartbeat, a broken line). */
export function decodeEvent(data: string): ThreadStreamEvent | null {
  try {
    const value: unknown = JSON.parse(data);
    if (!isEvent(value)) return null;
    return 'item' in value ? { ...value, item: completeItem(value.item) } : value;
  } catch {
    return null;
  }
}

function decodePage<T>(value: unknown, keep: (entry: unknown) => entry is T): Page<T> {
  if (!isRecord(value) || !Array.isArray(value.data)) return { data: [], has_more: false };
  return {
    data: value.data.filter(keep),
    has_more: value.has_more === true,
    after: typeof value.after === 'string' ? value.after : undefined,
  };
}

export function decodeItemPage(value: unknown): Page<ThreadItem> {
  const page = decodePage(value, isItem);
  return { ...page, data: page.data.map(completeItem) };
}

export function decodeThread(value: unknown): Thread | null {
  if (!isThread(value)) return null;
  return { ...value, status: value.status ?? { type: 'active' }, items: decodeItemPage(value.items) };
}

export function decodeThreadPage(value: unknown): Page<ThreadMetadata> {
  return decodePage(value, isThread);
}

/** The item that a synchronous action changed, or null if it changed none. */
export function decodeActionAnswer(value: unknown): ThreadItem | null {
  return isRecord(value) && isItem(value.updated_item) ? completeItem(value.updated_item) : null;
}

/** The text of a recording; empty if nothing was said. */
export function decodeTranscription(value: unknown): string {
  return isRecord(value) && typeof value.text === 'string' ? value.text : '';
}
