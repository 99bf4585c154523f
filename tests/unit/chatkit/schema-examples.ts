import { TURN_END_REASONS } from '@/lib/chatkit/protocol';

/** Complete examples of every schema of the protocol, by the name under which it is exported. Each parses to itself. */
const at = '2026-02-03T10:11:12.000Z';
const base = { id: 'msg_1', thread_id: 'thr_1', created_at: at };

const told = { description: 'A topic is a named stream.', timestamp: at, group: 'ROS 2' };
const urlSource = {
  ...told,
  type: 'url',
  title: 'Topics',
  url: 'https://robolearn.example/docs/topics#qos',
  attribution: 'Module 1',
};
const fileSource = { ...told, type: 'file', title: 'Plan', filename: 'plan.pdf' };
const entitySource = {
  ...told,
  type: 'entity',
  title: 'Robot',
  id: 'robot_1',
  icon: 'cube',
  label: 'Robot',
  inline_label: 'robot',
  interactive: true,
  data: { a: null },
  preview: 'lazy',
};
const annotation = { type: 'annotation', source: urlSource, index: 12 };
const text = { type: 'output_text', text: 'Rain is likely.', annotations: [annotation] };
const inputText = { type: 'input_text', text: 'Hello' };
const inputTag = {
  type: 'input_tag',
  id: 'doc_1',
  text: 'Plan',
  data: { a: null },
  group: 'Docs',
  interactive: true,
};
const uploadDescriptor = {
  url: 'https://files.example/up',
  method: 'PUT',
  headers: { 'x-a': 'b' },
  confirm_url: 'https://learn.example/taken',
};
const fileAttachment = {
  type: 'file',
  id: 'atc_1',
  name: 'plan.pdf',
  mime_type: 'application/pdf',
  upload_descriptor: uploadDescriptor,
  thread_id: 'thr_1',
  metadata: { a: null },
};
const imageAttachment = {
  ...fileAttachment,
  type: 'image',
  id: 'atc_2',
  name: 'a.png',
  mime_type: 'image/png',
  preview_url: 'https://files.example/p',
};
const inferenceOptions = { tool_choice: { id: 'search' }, model: 'fast' };
const structuredAnswer = { values: ['L'], skipped: false };
const questions = [
  {
    type: 'multiple_choice',
    id: 'size',
    question: 'Which size?',
    options: [{ value: 'S' }, { value: 'L' }],
    multiple: true,
    answer: structuredAnswer,
  },
  { type: 'freeform', id: 'note', question: 'Anything else?', description: 'In your words' },
];
const tasks = [
  {
    type: 'custom',
    status_indicator: 'complete',
    title: 'Read',
    icon: 'lucide:book',
    content: 'Two lessons',
  },
  {
    type: 'web_search',
    status_indicator: 'loading',
    title: 'Search',
    title_query: 'topics',
    queries: ['topics'],
    sources: [urlSource],
  },
  { type: 'thought', status_indicator: 'none', title: 'Thinking', content: 'Perhaps …' },
  { type: 'file', status_indicator: 'none', title: 'Files', sources: [fileSource] },
  { type: 'image', status_indicator: 'none', title: 'Picture' },
];
const summaries = [{ title: 'Read two lessons', icon: 'book-open' }, { duration: 3 }];
const workflow = { type: 'reasoning', tasks, summary: summaries[1], expanded: true };
const widgetComponent = { type: 'Text', key: 'k', id: 'text', value: 'Hi', odd: { nested: null } };
const widgetRoot = { type: 'Card', key: 'k', id: 'card', children: [widgetComponent], size: 'sm' };
const generatedImage = { id: 'ig_1', url: 'data:image/png;base64,AAAA' };

const items = {
  userMessageItem: {
    ...base,
    type: 'user_message',
    content: [inputText, inputTag],
    attachments: [fileAttachment, imageAttachment],
    quoted_text: 'a quote',
    inference_options: inferenceOptions,
  },
  assistantMessageItem: { ...base, type: 'assistant_message', content: [text] },
  clientToolCallItem: {
    ...base,
    type: 'client_tool_call',
    status: 'completed',
    call_id: 'call_1',
    name: 'open_lesson',
    arguments: { path: null },
    output: { opened: null },
  },
  widgetItem: { ...base, type: 'widget', widget: widgetRoot, copy_text: 'Hi' },
  generatedImageItem: { ...base, type: 'generated_image', image: generatedImage },
  structuredInputItem: { ...base, type: 'structured_input', status: 'answered', inputs: questions },
  taskItem: { ...base, type: 'task', task: tasks[0] },
  workflowItem: { ...base, type: 'workflow', workflow },
  endOfTurnItem: { ...base, type: 'end_of_turn' },
  hiddenContextItem: { ...base, type: 'hidden_context_item', content: { for: ['the model', null] } },
  turnEndItem: { ...base, type: 'turn_end', reason: 'cut' },
  sdkHiddenContextItem: { ...base, type: 'sdk_hidden_context', content: 'The student stopped.' },
};
const threadItems = Object.values(items);

const threadStatuses = [
  { type: 'active' },
  { type: 'locked', reason: 'exam' },
  { type: 'closed', reason: 'done' },
];
const threadMetadata = {
  id: 'thr_1',
  title: 'Topics',
  created_at: at,
  status: threadStatuses[1],
  allowed_image_domains: ['robolearn.example'],
  metadata: { step: null },
};
const itemPage = { data: threadItems, has_more: true, after: 'msg_1' };
const thread = { ...threadMetadata, metadata: {}, items: itemPage, allowed_links: ['docs.ros.org'] };

const updates = [
  { type: 'assistant_message.content_part.added', content_index: 0, content: text },
  { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: 'Rain' },
  {
    type: 'assistant_message.content_part.annotation_added',
    content_index: 0,
    annotation_index: 0,
    annotation,
  },
  { type: 'assistant_message.content_part.done', content_index: 0, content: text },
  { type: 'widget.streaming_text.value_delta', component_id: 'text', delta: 'Hi', done: false },
  { type: 'widget.root.updated', widget: widgetRoot },
  { type: 'widget.component.updated', component_id: 'text', component: widgetComponent },
  { type: 'workflow.task.added', task_index: 0, task: tasks[1] },
  { type: 'workflow.task.updated', task_index: 0, task: tasks[2] },
  { type: 'generated_image.updated', image: generatedImage, progress: 0.5 },
];

const events = [
  { type: 'thread.created', thread },
  { type: 'thread.updated', thread },
  { type: 'thread.item.added', item: items.assistantMessageItem },
  ...updates.map((update) => ({ type: 'thread.item.updated', item_id: 'msg_1', update })),
  ...threadItems.map((item) => ({ type: 'thread.item.done', item })),
  { type: 'thread.item.removed', item_id: 'msg_1' },
  { type: 'thread.item.replaced', item: items.widgetItem },
  { type: 'stream_options', stream_options: { allow_cancel: true } },
  { type: 'progress_update', icon: 'vendor:spinner', text: 'Searching' },
  { type: 'client_effect', name: 'confetti', data: { a: null } },
  { type: 'error', code: 'custom', message: 'Please rest.', allow_retry: true },
  { type: 'notice', level: 'warning', message: 'Almost used up', title: 'Limit' },
];

const userMessageInput = {
  content: [inputText, inputTag],
  attachments: ['atc_1'],
  quoted_text: 'a quote',
  inference_options: inferenceOptions,
  metadata: { pageContext: { title: 'Topics' } },
};
const action = { type: 'quiz.check', payload: { answer: null } };
const structuredInputSubmission = { status: 'answered', answers: { size: structuredAnswer } };
const metadata = { tab: 'left' };
const inThread = { thread_id: 'thr_1' };
const page = { limit: 20, order: 'desc', after: 'thr_1' };

const requests = [
  ['threads.create', { input: userMessageInput }],
  ['threads.add_user_message', { ...inThread, input: userMessageInput }],
  ['threads.add_client_tool_output', { ...inThread, result: { opened: null } }],
  ['threads.add_structured_input', { ...inThread, item_id: 'msg_1', input: structuredInputSubmission }],
  ['threads.retry_after_item', { ...inThread, item_id: 'msg_1' }],
  ['threads.custom_action', { ...inThread, item_id: 'msg_1', action }],
  ['threads.sync_custom_action', { ...inThread, item_id: 'msg_1', action }],
  ['threads.get_by_id', inThread],
  ['threads.list', page],
  ['threads.update', { ...inThread, title: 'new' }],
  ['threads.delete', inThread],
  ['threads.stop', inThread],
  ['threads.continue', inThread],
  ['items.list', { ...inThread, ...page }],
  ['items.feedback', { ...inThread, item_ids: ['msg_1'], kind: 'negative' }],
  ['attachments.create', { name: 'a.png', size: 12, mime_type: 'image/png' }],
  ['attachments.delete', { attachment_id: 'atc_1' }],
  ['input.transcribe', { audio_base64: 'AAAA', mime_type: 'audio/webm;codecs=opus' }],
].map(([type, params]) => ({ type, params, metadata }));

export const SCHEMA_EXAMPLES: Record<string, unknown[]> = {
  turnEndReason: [...TURN_END_REASONS],
  action: [action],
  actionConfig: [
    { type: 'go', payload: { a: null }, handler: 'client', loadingBehavior: 'self', streaming: false },
  ],
  annotation: [annotation],
  assistantMessageContent: [text],
  attachment: [fileAttachment, imageAttachment],
  chatkitRequest: requests,
  entitySource: [entitySource],
  fileAttachment: [fileAttachment],
  fileSource: [fileSource],
  generatedImage: [generatedImage],
  iconName: ['book-open', 'lucide:book', 'vendor:robot'],
  imageAttachment: [imageAttachment],
  inferenceOptions: [inferenceOptions],
  inputTag: [inputTag],
  inputText: [inputText],
  itemPage: [itemPage],
  jsonObject: [{ a: null, b: [1, 'two'] }],
  order: ['asc', 'desc'],
  source: [urlSource, fileSource, entitySource],
  streamOptions: [{ allow_cancel: false }],
  structuredAnswer: [structuredAnswer],
  structuredInput: questions,
  structuredInputSubmission: [structuredInputSubmission],
  syncCustomActionResponse: [{ updated_item: items.widgetItem }, {}],
  task: tasks,
  thread: [thread],
  threadItem: threadItems,
  threadItemUpdate: updates,
  threadMetadata: [threadMetadata],
  threadPage: [{ data: [thread], has_more: true, after: 'thr_1' }],
  threadStatus: threadStatuses,
  threadStreamEvent: events,
  transcriptionResult: [{ text: 'hello' }],
  uploadDescriptor: [uploadDescriptor],
  urlSource: [urlSource],
  userMessageContent: [inputText, inputTag],
  userMessageInput: [userMessageInput],
  widgetComponent: [widgetComponent],
  widgetRoot: [widgetRoot],
  workflow: [workflow],
  workflowSummary: summaries,
  ...Object.fromEntries(Object.entries(items).map(([name, item]) => [name, [item]])),
};
