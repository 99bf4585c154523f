import type { TextQuirk } from './quirk';

const CALL = '{"name": "search_robolearn_content", "arguments": {"query": "topics"}}';
const searched = ['topics'];
const found = { searched, answer: 'A topic is a channel.' };

/** Models that write their calls into their text; the second text is their answer to the result. */
const calls: TextQuirk[] = [
  ['Hermes, Qwen', `<tool_call>\n${CALL}\n</tool_call>`],
  ['Qwen on one line', `<tool_call>${CALL}</tool_call>`],
  ['without its end', `<tool_call>\n${CALL}`],
  ['in a list', `<tool_call>[${CALL}]</tool_call>`],
  ['Qwen2.5-Coder', `<tools>\n${CALL}\n</tools>`],
  ['Llama 3.1', `<|python_tag|>{"name": "search_robolearn_content", "parameters": {"query": "topics"}}`],
  ['Llama 3.2, bare', '{"name": "search_robolearn_content", "parameters": {"query": "topics"}}'],
  ['Llama on Groq', '<function=search_robolearn_content>{"query": "topics"}</function>'],
  [
    'Qwen3-Coder',
    '<tool_call>\n<function=search_robolearn_content>\n<parameter=query>\ntopics\n</parameter>\n</function>\n</tool_call>',
  ],
  [
    'GLM-4.5',
    '<tool_call>search_robolearn_content\n<arg_key>query</arg_key>\n<arg_value>topics</arg_value>\n</tool_call>',
  ],
  ['Mistral', `[TOOL_CALLS] [${CALL}]`],
  ['Mistral, newer', '[TOOL_CALLS]search_robolearn_content[ARGS]{"query": "topics"}'],
  ['Granite', `<|tool_call|>[${CALL}]`],
  [
    'Kimi K2',
    '<|tool_calls_section_begin|><|tool_call_begin|>functions.search_robolearn_content:0<|tool_call_argument_begin|>{"query": "topics"}<|tool_call_end|><|tool_calls_section_end|>',
  ],
  [
    'DeepSeek',
    '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>search_robolearn_content\n```json\n{"query": "topics"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
  ],
  ['in a fence', `\`\`\`json\n${CALL}\n\`\`\``],
  ['in a fence without its end', `\`\`\`json\n${CALL}`],
  ['printed over lines', JSON.stringify(JSON.parse(CALL), null, 2)],
  [
    'in the form of the API',
    '{"type":"function","function":{"name":"search_robolearn_content","arguments":"{\\"query\\":\\"topics\\"}"}}',
  ],
  [
    'with arguments as a text',
    '<tool_call>{"name": "search_robolearn_content", "arguments": "{\\"query\\": \\"topics\\"}"}</tool_call>',
  ],
  [
    'numbers and nulls as texts',
    '<tool_call>{"name": "search_robolearn_content", "arguments": {"query": "topics", "limit": "3", "module": "null", "lesson": ""}}</tool_call>',
  ],
  ['after a thought', `<think>I have to look.</think>\n<tool_call>\n${CALL}\n</tool_call>`],
].map(([habit = '', text = '']): TextQuirk => {
  const thought = text.includes('<think>') ? { thought: 'I have to look.' } : {};
  return { habit: `a call in the text: ${habit}`, texts: [text, found.answer], ...found, ...thought };
});

const refused: TextQuirk[] = [
  {
    habit: 'a call in the text of a tool that nobody offered',
    texts: ['<tool_call>{"name": "launch_rocket", "arguments": {}}</tool_call>', 'I cannot do that.'],
    answer: 'I cannot do that.',
    result: /launch_rocket/,
  },
  {
    habit: 'a call in the text whose arguments cannot be read',
    texts: [
      '<tool_call>{"name": "search_robolearn_content", "arguments": {"query": }}</tool_call>',
      'Sorry.',
    ],
    answer: 'Sorry.',
    searched: [],
    result: /could not be read\. query/,
  },
  {
    habit: 'a call in the text that is no JSON at all',
    texts: ['<tool_call>{ search for topics please </tool_call>', 'Sorry.'],
    answer: 'Sorry.',
    searched: [],
  },
];

const mixed: TextQuirk[] = [
  {
    habit: 'words before a call in the text',
    texts: [`Let me look.\n<tool_call>\n${CALL}\n</tool_call>`, 'A topic is a channel.'],
    answer: 'Let me look.\n\nA topic is a channel.',
    searched,
  },
  {
    habit: 'words after a call at the beginning of the text',
    texts: [`<tool_call>\n${CALL}\n</tool_call>\nI am looking.`, 'A topic is a channel.'],
    answer: 'I am looking.\nA topic is a channel.',
    searched,
  },
  {
    habit: 'a call of a tool that nobody offered, and one of ours',
    texts: [
      `<tool_call>{"name": "launch_rocket", "arguments": {}}</tool_call>\n<tool_call>${CALL}</tool_call>`,
      'A topic is a channel.',
    ],
    answer: 'A topic is a channel.',
    searched,
  },
  {
    habit: 'words before a call of DeepSeek and of Kimi',
    texts: [
      'Let me look.\n<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>search_robolearn_content\n```json\n{"query": "topics"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
      '<|tool_calls_section_begin|><|tool_call_begin|>functions.search_robolearn_content:0<|tool_call_argument_begin|>{"query": "nodes"}<|tool_call_end|><|tool_calls_section_end|>',
      'Both.',
    ],
    answer: 'Let me look.\n\nBoth.',
    searched: ['topics', 'nodes'],
  },
  {
    habit: 'two calls in one text',
    texts: [
      `<tool_call>\n${CALL}\n</tool_call>\n<tool_call>\n${CALL.replace('topics', 'nodes')}\n</tool_call>`,
      'Both.',
    ],
    answer: 'Both.',
    searched: ['topics', 'nodes'],
  },
];

const THOUGHT = 'The student asks about topics.\nI know them.';
const thoughts: TextQuirk[] = [
  ...['think', 'thinking', 'reasoning', 'thought'].map((tag) => ({
    habit: `<${tag}> before the answer`,
    texts: [`<${tag}>\n${THOUGHT}\n</${tag}>\n\nA topic is a channel.`],
    answer: 'A topic is a channel.',
    thought: THOUGHT,
  })),
  {
    habit: 'an empty thought (Qwen3 with thinking off)',
    texts: ['<think>\n\n</think>\n\nA topic is a channel.'],
    answer: 'A topic is a channel.',
  },
  {
    habit: 'blanks before the thought',
    texts: [`\n\n<think>${THOUGHT}</think>A topic is a channel.`],
    answer: 'A topic is a channel.',
    thought: THOUGHT,
  },
  {
    habit: 'thoughts whose opening the template has swallowed (DeepSeek-R1, Qwen3-Thinking)',
    texts: [`${THOUGHT}\n</think>\n\nA topic is a channel.`],
    answer: 'A topic is a channel.',
    thought: THOUGHT,
  },
  ...[
    ['<THINK>', '</THINK>'],
    ['<think type="hidden">', '</think>'],
    ['◁think▷', '◁/think▷'],
  ].map(([open, close]) => ({
    habit: `${open} before the answer`,
    texts: [`${open}${THOUGHT}${close}\n\nA topic is a channel.`],
    answer: 'A topic is a channel.',
    thought: THOUGHT,
  })),
  ...['<|im_end|>', '<|eot_id|>', '</s>', '<|endoftext|>', '<|im_end|>\n<|endoftext|>\n'].map((token) => ({
    habit: `the token at the end of its template: ${token}`,
    texts: [`A topic is a channel.${token}`],
    answer: 'A topic is a channel.',
  })),
  {
    habit: 'a call in the text, and a token at its end',
    texts: [`Let me look.\n<tool_call>${CALL}</tool_call><|im_end|>`, 'A topic is a channel.<|im_end|>'],
    answer: 'Let me look.\n\nA topic is a channel.',
    searched,
  },
  {
    habit: 'only the end of no thought at all',
    texts: ['</think>\n\nA topic is a channel.'],
    answer: 'A topic is a channel.',
  },
];

/** Answers that look like something else, and are answers. */
const plain: TextQuirk[] = [
  'Qwen writes `<think>` and then `</think>` around its thoughts.',
  'Models write <think> at the beginning.',
  'Like this:\n\n```\n<think>\nHm.\n</think>\nHello.\n```\n\nThat is all.',
  `A call looks like this:\n\n\`\`\`xml\n<tool_call>\n${CALL}\n</tool_call>\n\`\`\``,
  `In JSON:\n\n\`\`\`json\n${CALL}\n\`\`\``,
  '```json\n{"name": "turtlebot", "version": 3}\n```',
  `\`\`\`json\n${CALL}\n\`\`\`\n\nThis is how a search is written down.`,
  '{"name": "turtlebot", "arguments": {}}',
  '[1, 2, 3] is a list, and [x] is one, too.',
  'If a < b and c <d>, then `x[i]`.',
  'A model ends its thoughts with this line:\n\n</think>\n\nThen it answers.',
  'The tag stands on a line of its own.\n</think>\nThen comes the answer.',
  '# Thoughts\n\nThey come first.\n\n</think>\n\nThen comes the answer.',
  'First some code.\n\n```py\nx = 1\n```\n\nIt is short.\n</think>\nThat is all.',
  '`<think>` is a tag that Qwen writes.',
  '<think> is a tag that Qwen writes.',
  '<think> and </think> stand around thoughts.',
  'Qwen ends its answers with `<|im_end|>`',
  'A template:\n\n```\nHello.<|im_end|>\n```',
  'The tokens <|im_end|> and </s> end a message.',
  'To call a tool a model writes <tool_call>{"name": "x", "arguments": {}}</tool_call> in its answer. Then it waits.',
  `A model writes <tool_call>${CALL}</tool_call> in its answer. Then it waits.`,
  'Like this:\n<tool_call>{"name": "x", "arguments": {}}</tool_call>\nThen it waits.',
  `Like this:\n<tool_call>${CALL}</tool_call>\nThen it waits.`,
  'Like this:\n\n<tool_call>{"name": "x", "arguments": {}}</tool_call>',
  '<tool_call>{"name": "x", "arguments": {}}</tool_call> is what a model writes to call a tool.',
  'Llama writes <function=get_weather>{"city": "Oslo"}</function> for it.',
  'Llama writes\n<function=get_weather>{"city": "Oslo"}</function>\nfor it.',
  '<function=get_weather>{"city": "Oslo"}</function> is how Llama writes it.',
  'The tools stand in <tools>[{"name":"a"}]</tools> before the question.',
  '<tools>[{"name":"a"}]</tools> is where the tools stand.',
  'Mistral writes\n[TOOL_CALLS] [{"name": "a", "arguments": {}}]\nfor it.',
  '[{"name":"search_robolearn_content"}, {"name":"read_lesson"}] are the tools that I have.',
  '{"name": "search_robolearn_content", "description": "Searches the course", "parameters": {}}',
  `${CALL} is how a search is written down.`,
  `<tool_call>{"name": "x", "arguments": {"text": "${'a long one '.repeat(50)}`,
  'The tag <tool_call> begins a call, and [TOOL_CALLS] does with Mistral.',
  '  An indented beginning.',
  '| a | b |\n|---|---|\n| 0 | 0 |\n| 0 | 0 |',
].map((text) => ({
  habit: `an answer: ${text.replaceAll('\n', '⏎').slice(0, 50)}`,
  texts: [text],
  answer: text,
}));

export const textQuirks: TextQuirk[] = [...calls, ...refused, ...mixed, ...thoughts, ...plain];
