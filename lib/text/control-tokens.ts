/** Words between angle brackets, with or without a slash before them. */
const TAGS = [
  // Llama 2, Mistral, T5, Gemma, Cohere, CodeLlama
  's|bos|eos|pad|unk|mask|BOS_TOKEN|EOS_TOKEN|PAD_TOKEN|EOT',
  // Gemma, FunctionGemma, SmolVLM
  '(?:start|end)_of_[a-z_]+|(?:start|end)_function_[a-z_]+|escape|unused\\d+',
  // Qwen, Hermes, DeepSeek, MiniMax, Nemotron
  'think|tool_call|tool_response|tool_calls|tool_responses|minimax:tool_call|AVAILABLE_TOOLS|TOOLCALL|TOOL_RESPONSE',
  // ChatGLM, InternLM, MiniCPM, Ling, Seed
  'sop|eop|eoh|eoa|eosys|AI|用户|role|seed:[a-z_:]+',
  // What tokenizers reserve, some of which templates use for roles: Nemotron, T5, Baichuan, InternLM
  'SPECIAL_\\d+|extra_id_\\d+|reserved_\\d+|TOKENS_UNUSED_\\d+|fim_[a-z]+',
];

/** Words between square brackets, with or without a slash before them. */
const BRACKETED = [
  // Llama 2, Mistral
  'INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|ARGS|CALL_ID|MODEL_SETTINGS|THINK',
  'IMG|IMG_BREAK|IMG_END|AUDIO|BEGIN_AUDIO|PREFIX|MIDDLE|SUFFIX',
  // ChatGLM, BERT
  'gMASK|sMASK|MASK|CLS|SEP|PAD|UNK|BOS|EOS|EOT',
];

const FORMS = [
  // ChatML, Llama 3 and 4, Phi, Cohere, Granite, harmony; DeepSeek and Hunyuan, whose bars are fullwidth; Gemma 4: <|turn>, <turn|>
  '<\\|[^\\s|<>](?:[^|<>\\n]{0,80}[^\\s|<>])?\\|?>',
  '<[\\w:./▁-]{1,80}\\|>',
  '\\|DSML\\|',
  // EXAONE
  '\\[\\|[a-zA-Z_]{1,40}\\|\\]',
  // Llama 2
  '<<\\/?SYS>>',
  // MiniMax
  '\\]~!?b[\\]\\[]|\\[e~\\[',
  // Falcon
  '>>[A-Z]{2,20}<<',
  `<\\/?(?:${TAGS.join('|')})>`,
  `\\[\\/?(?:${BRACKETED.join('|')})\\]`,
];

/**
 * Finds each place where a control token of a known chat template begins: what a template puts between messages, and what stands for
 * tools and thoughts. A tokenizer makes one token of it, wherever it comes from. Templates that mark roles by plain words (`USER:`,
 * `### Instruction:`) have none.
 *
 * Of a text in its compatibility form, in which fullwidth bars are bars (`defusedText`).
 */
export const CONTROL_TOKEN_START = new RegExp(`(?=${FORMS.join('|')})`, 'gu');
