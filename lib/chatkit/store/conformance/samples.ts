import type { Principal } from '../../principal';
import type { Attachment, ClientToolCallItem, ThreadItem, ThreadMetadata } from '../../protocol';
import type { Store } from '../store';

let counter = 0;

/** A new id, of nothing that is in any store. */
export const sampleId = (prefix: string) => `${prefix}_conformance_${++counter}`;

export function sampleThread(fields: Partial<ThreadMetadata> = {}): ThreadMetadata {
  return {
    id: sampleId('thr'),
    created_at: '2026-02-03T10:11:12.345Z',
    status: { type: 'active' },
    metadata: {},
    ...fields,
  };
}

export function sampleMessage(threadId: string, text: string, attachments: Attachment[] = []): ThreadItem {
  return {
    type: 'user_message',
    id: sampleId('msg'),
    thread_id: threadId,
    created_at: '2026-02-03T10:11:13.000Z',
    content: [{ type: 'input_text', text }],
    attachments,
    inference_options: {},
  };
}

export function sampleAnswer(threadId: string, text: string): ThreadItem {
  return {
    type: 'assistant_message',
    id: sampleId('msg'),
    thread_id: threadId,
    created_at: '2026-02-03T10:11:14.000Z',
    content: [{ type: 'output_text', text, annotations: [] }],
  };
}

export function sampleHidden(threadId: string): ThreadItem {
  return {
    type: 'hidden_context_item',
    id: sampleId('hid'),
    thread_id: threadId,
    created_at: '2026-02-03T10:11:15.000Z',
    content: { a: null },
  };
}

/** A call that waits for the browser. */
export function sampleCall(threadId: string, args: ClientToolCallItem['arguments'] = {}): ClientToolCallItem {
  return {
    type: 'client_tool_call',
    id: sampleId('tc'),
    thread_id: threadId,
    created_at: '2026-02-03T10:11:16.000Z',
    status: 'pending',
    call_id: 'c',
    name: 'go',
    arguments: args,
  };
}

export function sampleFile(): Attachment {
  return {
    type: 'file',
    id: sampleId('atc'),
    name: 'plan.pdf',
    mime_type: 'application/pdf',
    metadata: { size: 3, note: null },
  };
}

/** A stored thread of messages `m0`, `m1`, … */
export async function threadWith(
  store: Store,
  owner: Principal,
  count: number,
): Promise<{ thread: ThreadMetadata; items: ThreadItem[] }> {
  const thread = sampleThread();
  const items = Array.from({ length: count }, (_, index) => sampleMessage(thread.id, `m${index}`));
  await store.createThread(owner, thread, items);
  return { thread, items };
}
