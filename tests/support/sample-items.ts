import type {
  AssistantMessageItem,
  ClientToolCallItem,
  StructuredInput,
  StructuredInputItem,
  ThreadItem,
  ThreadStreamEvent,
  UserMessageItem,
  WidgetItem,
  WidgetRoot,
} from '@/lib/chatkit/protocol';

/** Items as a hook makes them. */
export const at = '2026-02-03T10:11:12.000Z';

export const done = (item: ThreadItem): ThreadStreamEvent => ({ type: 'thread.item.done', item });

export const added = (item: ThreadItem): ThreadStreamEvent => ({ type: 'thread.item.added', item });

export const textDelta = (item_id: string, delta: string): ThreadStreamEvent => ({
  type: 'thread.item.updated',
  item_id,
  update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta },
});

export const answer = (thread_id: string, id: string, text = 'ok'): AssistantMessageItem => ({
  type: 'assistant_message',
  id,
  thread_id,
  created_at: at,
  content: text === '' ? [] : [{ type: 'output_text', text, annotations: [] }],
});

export const userMessage = (thread_id: string, id: string, text = 'hello'): UserMessageItem => ({
  type: 'user_message',
  id,
  thread_id,
  created_at: at,
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
});

export const toolCall = (thread_id: string, id: string): ClientToolCallItem => ({
  type: 'client_tool_call',
  id,
  thread_id,
  created_at: at,
  status: 'pending',
  call_id: `call_${id}`,
  name: 'open_lesson',
  arguments: { lesson: null },
});

export const card = (value: string): WidgetRoot => ({
  type: 'Card',
  children: [{ type: 'Text', id: 'text', value }],
});

export const widget = (thread_id: string, id = 'wid_1', root: WidgetRoot = card('hi')): WidgetItem => ({
  type: 'widget',
  id,
  thread_id,
  created_at: at,
  widget: root,
});

/** A widget with nulls in it, at several depths. */
export const sparseCard: WidgetRoot = {
  type: 'Card',
  odd: { nested: null },
  children: [{ type: 'Text', value: 'hi', color: null }],
};

export const hidden = (thread_id: string, id = 'hid_1'): ThreadItem => ({
  type: 'hidden_context_item',
  id,
  thread_id,
  created_at: at,
  content: 'psst',
});

const SUBJECT: StructuredInput[] = [
  {
    type: 'multiple_choice',
    id: 'subject',
    question: 'Which subject?',
    options: [{ value: 'ROS 2' }, { value: 'Gazebo' }],
    multiple: false,
  },
  { type: 'freeform', id: 'details', question: 'What exactly?' },
];

export const questions = (
  thread_id: string,
  id = 'msg_questions',
  inputs: StructuredInput[] = SUBJECT,
): StructuredInputItem => ({
  type: 'structured_input',
  id,
  thread_id,
  created_at: at,
  status: 'pending',
  inputs: structuredClone(inputs),
});
