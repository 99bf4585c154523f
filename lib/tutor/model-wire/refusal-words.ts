import type { ErrorBody } from './wire-error';

/** What is read of an error: its status may be that of the answer, or stand in it. */
export type Refusal = Pick<ErrorBody, 'message' | 'type' | 'code' | 'status'>;

const OVERFLOW_CODES: ReadonlySet<string> = new Set([
  'context_length_exceeded',
  'exceed_context_size_error',
  'model_context_window_exceeded',
  'string_above_max_length',
  'tokens_limit_reached',
  'request_too_large',
  // Mistral
  '3051',
]);

/**
 * How servers say that a request does not fit: OpenAI and Azure, vLLM, SGLang, Groq, Together, DeepSeek, OpenRouter ("maximum context
 * length", "reduce the length of"), llama.cpp ("available context size"), Ollama ("exceeds maximum context length"), LM Studio ("context
 * length of only"), TGI ("must be <= 4096", "must have less than"), Mistral ("too large for model with"), Gemini ("exceeds the maximum
 * number of tokens"), xAI ("maximum prompt length"), Bedrock and Anthropic ("is too long").
 */
const OVERFLOW: readonly RegExp[] = [
  /max(imum)? (allowed )?(context|model|prompt|sequence|input) (length|window|size)|model'?s max(imum)? (context|length)/i,
  /context (length|window|size)\b.{0,40}\b(exceed|overflow|only|too (small|short)|not enough)/i,
  /(exceed|overflow|longer than|greater than|larger than|too (long|large|big|many)).{0,80}\bcontext\b/i,
  /\bcontext (length|window) of (only )?[\d,]+/i,
  /available context size|exceed_context|context overflow|n_ctx/i,
  /\b(prompt|input|message|messages|conversation|request)( body)?( is| are| was)? too (long|large)/i,
  /too (many|large).{0,20}\btokens\b|too large for model with/i,
  /\btokens?\b.{0,80}\b(exceed|longer than|greater than|larger than|must be <=|maximum allowed)/i,
  /\b(exceed|longer than|greater than)\w*.{0,80}\b(tokens?( limit)?|maximum model length)\b/i,
  /reduce (the length of|the size of|your) .{0,20}\b(prompt|messages?|input|context)/i,
  /must have less than [\d,]+ tokens|token limit/i,
];

/** A limit in time, which has its own advice. */
const RATE = /tokens per (min|minute|day|hour)|\b(TPM|TPD|RPM)\b|rate.?limit/i;
/** One that this request is over by itself, however long one waits. */
const TOO_LARGE_BY_ITSELF = /request too large/i;

/** The request does not fit into the model, or into what the account may ask at once. */
export function isOverflow({ message, type, code, status }: Refusal): boolean {
  if (status === 413) return true;
  if ([code, type].some((name) => name !== null && OVERFLOW_CODES.has(name))) return true;
  if (status !== null && status >= 500 && !/context/i.test(message)) return false;
  if (status === 401 || status === 403 || status === 404) return false;
  if (status === 429 || RATE.test(message)) return TOO_LARGE_BY_ITSELF.test(message);
  return OVERFLOW.some((words) => words.test(message));
}

const MODEL_CODES: ReadonlySet<string> = new Set([
  'model_not_found',
  'model_not_available',
  'model_not_exist',
  'invalid_model',
  'model_decommissioned',
  'DeploymentNotFound',
  // Mistral
  '1500',
]);

const NAME = '[\'"`]?[\\w./:@-]*[\'"`]?';
const NO_MODEL: readonly RegExp[] = [
  new RegExp(
    `\\bmodel:? ${NAME},? ?(is |was |has been |could |can )?(not (be )?(found|exist|available|loaded|supported|installed)|unknown|decommissioned|deprecated)`,
    'i',
  ),
  new RegExp(`\\bmodel:? ${NAME} does(n't| not) exist`, 'i'),
  /\b(unknown|invalid|no such|unsupported|unrecogni[sz]ed) model\b/i,
  /not a valid model|model not exist|try pulling it|no models? (is |are )?loaded|unable to access model/i,
];

/** The server has no model of that name, or not for this account. */
export function isNoModel({ message, type, code, status }: Refusal): boolean {
  if ([code, type].some((name) => name !== null && MODEL_CODES.has(name))) return true;
  if (status !== null && status !== 400 && status !== 403 && status !== 404 && status !== 422) return false;
  return NO_MODEL.some((words) => words.test(message)) || (status === 404 && /^\W*model: /i.test(message));
}

const FILTER_CODES: ReadonlySet<string> = new Set([
  'content_policy_violation',
  'content_filter',
  'invalid_prompt',
  'moderation_blocked',
  'ResponsibleAIPolicyViolation',
  'content_blocked',
  'data_inspection_failed',
]);

/** The provider does not want to answer this. */
export function isFiltered({ message, type, code }: Refusal): boolean {
  if ([code, type].some((name) => name !== null && FILTER_CODES.has(name))) return true;
  return /content management policy|content (filter|policy)|flagged (by|for|as)|requires moderation/i.test(
    message,
  );
}

/** The account with the provider is empty: waiting does not help. */
export function isOutOfMoney({ message, type, code, status }: Refusal): boolean {
  if (code === 'insufficient_quota' || type === 'insufficient_quota' || status === 402) return true;
  return /insufficient (balance|credits|funds|quota)|exceeded your current quota|add (more )?credits/i.test(
    message,
  );
}

const FULL_STATUS: ReadonlySet<number | null> = new Set([429, 503, 529]);
const FULL_CODES: ReadonlySet<string> = new Set([
  'rate_limit_exceeded',
  'server_overloaded',
  'server_is_overloaded',
  'overloaded_error',
  'engine_overloaded_error',
  'slow_down',
  'unavailable_error',
  'UNAVAILABLE',
  'RESOURCE_EXHAUSTED',
]);

/**
 * How servers say in words that they are full: Ollama ("server busy, please try again. maximum pending requests exceeded", "no slots
 * available"), TGI and TEI ("Model is overloaded"), OpenAI ("currently overloaded with other requests", "at capacity"), SGLang ("The request
 * queue is full"), LiteLLM and gateways ("too many concurrent requests", "rate limit").
 */
const FULL: readonly RegExp[] = [
  /\b(server|model|engine|llm|service) (is )?(currently |temporarily )?(too )?(busy|overloaded)\b/i,
  /\bno (free |idle )?slots?( is| are)? available/i,
  /maximum (number of )?(pending|concurrent|queued|waiting) requests|too many (concurrent |pending |waiting )?requests/i,
  /\bqueue( is|'s)? full\b|\bat (full |max(imum)? )?capacity\b|\bover capacity\b/i,
  /overloaded with other requests|rate.?limit (reached|exceeded)/i,
];

/** The server takes no more calls for now: too many at once, or in so short a time. */
export function isFull(refusal: Refusal): boolean {
  const { message, type, code, status } = refusal;
  if (isOutOfMoney(refusal) || isOverflow(refusal)) return false;
  if (FULL_STATUS.has(status)) return true;
  if (status === 401 || status === 403 || status === 404) return false;
  if ([code, type].some((name) => name !== null && FULL_CODES.has(name))) return true;
  return FULL.some((words) => words.test(message));
}
