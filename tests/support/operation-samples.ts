import { chatkitRequest, type Operation } from '@/lib/chatkit/protocol';
import { input } from './chat-client';

/** What a request can be about. */
export interface Target {
  thread: string;
  message: string;
  questions: string;
  widget: string;
  attachment: string;
}

/** Ids that nothing has. */
export const MISSING: Target = {
  thread: 'thr_000000000000000000000000',
  message: 'msg_000000000000000000000000',
  questions: 'msg_000000000000000000000001',
  widget: 'msg_000000000000000000000002',
  attachment: 'atc_000000000000000000000000',
};

/** Every operation that there is, as the schema lists them. */
export const OPERATIONS: Operation[] = chatkitRequest.options.map(({ shape }) => shape.type.value);

const action = { type: 'sample' };

/** Parameters of each operation on a target. */
export const SAMPLE_PARAMS: Record<Operation, (target: Target) => object> = {
  'threads.create': ({ attachment }) => ({ input: input('mine', { attachments: [attachment] }) }),
  'threads.add_user_message': ({ thread }) => ({ thread_id: thread, input: input('hi') }),
  'threads.add_client_tool_output': ({ thread }) => ({ thread_id: thread, result: {} }),
  'threads.add_structured_input': ({ thread, questions }) => ({
    thread_id: thread,
    item_id: questions,
    input: {},
  }),
  'threads.retry_after_item': ({ thread, message }) => ({ thread_id: thread, item_id: message }),
  'threads.custom_action': ({ thread, widget }) => ({ thread_id: thread, item_id: widget, action }),
  'threads.sync_custom_action': ({ thread, widget }) => ({ thread_id: thread, item_id: widget, action }),
  'threads.get_by_id': ({ thread }) => ({ thread_id: thread }),
  'threads.list': ({ thread }) => ({ after: thread }),
  'threads.update': ({ thread }) => ({ thread_id: thread, title: 'mine' }),
  'threads.delete': ({ thread }) => ({ thread_id: thread }),
  'threads.stop': ({ thread }) => ({ thread_id: thread }),
  'threads.continue': ({ thread }) => ({ thread_id: thread }),
  'items.list': ({ thread }) => ({ thread_id: thread }),
  'items.feedback': ({ thread, message }) => ({ thread_id: thread, item_ids: [message], kind: 'positive' }),
  'attachments.create': () => ({ name: 'a.pdf', size: 3, mime_type: 'application/pdf' }),
  'attachments.delete': ({ attachment }) => ({ attachment_id: attachment }),
  'input.transcribe': () => ({ audio_base64: 'AAAA', mime_type: 'audio/webm' }),
};
