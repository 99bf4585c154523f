import type { ThreadItemType, ThreadItemUpdate, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { card } from '../../support/sample-items';

/** Every kind of item and update as a hook writes it that leaves out whatever has a default (spec 1.4.2). */

const url = { type: 'url', title: 'Forecast', url: 'https://w.example' };
const entity = { type: 'entity', id: 'robot_1', title: 'Arm' };
const tasks = [
  { type: 'custom', title: 'Read' },
  { type: 'web_search' },
  { type: 'web_search', queries: ['rain'], sources: [url] },
  { type: 'thought', content: 'Hm' },
  { type: 'file' },
  { type: 'image' },
];

/** Without the fields that all items have. */
export const BARE_ITEMS: Record<ThreadItemType, object> = {
  user_message: {
    content: [
      { type: 'input_text', text: 'hi' },
      { type: 'input_tag', id: 'doc_1', text: 'Plan', data: { a: null } },
    ],
    inference_options: {},
  },
  assistant_message: {
    content: [
      { text: 'Rain is likely.', annotations: [{ source: url, index: 15 }, { source: entity }] },
      { type: 'output_text', text: 'So?' },
    ],
  },
  client_tool_call: { call_id: 'call_1', name: 'open', arguments: { a: null } },
  widget: { widget: card('hi') },
  generated_image: {},
  structured_input: {
    inputs: [
      { type: 'multiple_choice', id: 'one', question: 'Which?', options: [{ value: 'A' }] },
      { type: 'freeform', id: 'two', question: 'What?', answer: {} },
    ],
  },
  task: { task: { type: 'custom', title: 'Read' } },
  workflow: { workflow: { type: 'custom', tasks } },
  end_of_turn: {},
  hidden_context_item: { content: { psst: 'psst' } },
  sdk_hidden_context: { content: 'psst' },
  turn_end: { reason: 'cut' },
};

const content_index = 0;

/** By the kind of item that they are about. */
export const BARE_UPDATES: Record<ThreadItemUpdate['type'], { of: ThreadItemType; update: object }> = {
  'assistant_message.content_part.added': {
    of: 'assistant_message',
    update: { content_index: 2, content: { text: '' } },
  },
  'assistant_message.content_part.text_delta': {
    of: 'assistant_message',
    update: { content_index, delta: 'x' },
  },
  'assistant_message.content_part.annotation_added': {
    of: 'assistant_message',
    update: { content_index, annotation_index: 2, annotation: { source: entity } },
  },
  'assistant_message.content_part.done': {
    of: 'assistant_message',
    update: { content_index, content: { text: 'Rain.' } },
  },
  'widget.streaming_text.value_delta': {
    of: 'widget',
    update: { component_id: 'text', delta: '!', done: false },
  },
  'widget.root.updated': { of: 'widget', update: { widget: card('ho') } },
  'widget.component.updated': {
    of: 'widget',
    update: { component_id: 'text', component: { type: 'Badge', label: 'new' } },
  },
  'workflow.task.added': { of: 'workflow', update: { task_index: tasks.length, task: tasks[0] } },
  'workflow.task.updated': { of: 'workflow', update: { task_index: 0, task: { type: 'file', sources: [] } } },
  'generated_image.updated': {
    of: 'generated_image',
    update: { image: { id: 'ig_1', url: 'https://w.example/1.png' }, progress: 0.5 },
  },
};

/** What is about no item. Threads are the server's own. */
export const BARE_NEWS: Partial<Record<ThreadStreamEvent['type'], object>> = {
  stream_options: { stream_options: { allow_cancel: false } },
  progress_update: { text: 'Searching' },
  client_effect: { name: 'wave' },
  error: { message: 'Down.' },
  notice: { level: 'info', message: 'Hello' },
};
