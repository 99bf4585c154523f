import type { WireEvent } from './element-backend';

/** Builders for what a ChatKit server sends. Ids are the test's own words, so that they can be read in failures. */

const CREATED = '2026-01-01T10:00:00.000Z';

export const threadOf = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  created_at: CREATED,
  status: { type: 'active' },
  metadata: {},
  items: { data: [], has_more: false },
  ...more,
});

export const userItem = (id: string, text: string, more: Record<string, unknown> = {}) => ({
  type: 'user_message',
  id,
  thread_id: 'thr_1',
  created_at: CREATED,
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
  ...more,
});

export const answerItem = (id: string, text: string, annotations: unknown[] = []) => ({
  type: 'assistant_message',
  id,
  thread_id: 'thr_1',
  created_at: CREATED,
  content: [{ type: 'output_text', text, annotations }],
});

export const created = (id = 'thr_1'): WireEvent => ({ type: 'thread.created', thread: threadOf(id) });

export const options = (allow_cancel = true): WireEvent => ({
  type: 'stream_options',
  stream_options: { allow_cancel },
});

export const added = (item: unknown): WireEvent => ({ type: 'thread.item.added', item });

export const done = (item: unknown): WireEvent => ({ type: 'thread.item.done', item });

export const updated = (item_id: string, update: unknown): WireEvent => ({
  type: 'thread.item.updated',
  item_id,
  update,
});

export const delta = (item_id: string, text: string, content_index = 0): WireEvent =>
  updated(item_id, { type: 'assistant_message.content_part.text_delta', content_index, delta: text });

export const cite = (index: number | undefined, url: string, title: string, description?: string) => ({
  type: 'annotation',
  ...(index === undefined ? {} : { index }),
  source: { type: 'url', url, title, ...(description ? { description } : {}) },
});

export const page = (data: unknown[], after?: string) => ({
  data,
  has_more: after !== undefined,
  ...(after === undefined ? {} : { after }),
});
