import { type Fields, fieldsOf, firstText, isFields, parseJson } from './json-fields';

/** An error as the OpenAI API words it; `status` is ours, for those that come inside an answer. */
export interface ErrorBody {
  message: string;
  type: string | null;
  code: string | null;
  param: string | null;
  status: number | null;
}

/** What a server sent in place of an answer, or in the middle of it. */
export class WireError extends Error {
  override readonly name = 'WireError';

  constructor(readonly body: ErrorBody) {
    super(body.message);
  }
}

/** Made by us: what answers here does not speak the API that it was asked in. */
export const WRONG_API = 'wrong_api';

/** LM Studio answers so, with 200, to a path that it does not have. */
const UNKNOWN_PATH =
  /unexpected endpoint|(unknown|invalid|unsupported|unrecogni[sz]ed|no such) (request )?(url|path|endpoint|route)|(path|endpoint|route) not (found|supported)/i;

export function isUnknownPath(message: string): boolean {
  return UNKNOWN_PATH.test(message);
}

/**
 * The error in a body or an event, if there is one. Servers word it as OpenAI does (`error: {message, type, code}`), as a text
 * (`error: "…"`: LM Studio, TGI), without `error` (vLLM, Mistral), in a list (Gemini), or as FastAPI does (`detail`).
 */
export function errorIn(value: unknown): ErrorBody | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (!isFields(first)) return undefined;
  const { error, detail } = first;
  if (typeof error === 'string' && error !== '') {
    return errorBody({ ...first, message: error, type: first.error_type ?? first.type });
  }
  if (isFields(error)) return errorBody(withRaw(error));
  if (first.object === 'error' || (first.type === 'error' && firstText(first.message, first.code))) {
    return errorBody({ ...first, type: first.type === 'error' ? null : first.type });
  }
  if (typeof first.message === 'string' && first.message !== '' && isBare(first)) return errorBody(first);
  if (detail !== undefined && first.choices === undefined)
    return errorBody({ ...first, message: detailText(detail) });
  return undefined;
}

/** Nothing in it is a part of an answer. */
function isBare({ choices, object, output, response, item, delta, type }: Fields): boolean {
  return (
    [choices, object, output, response, item, delta].every((field) => field === undefined) &&
    !`${type}`.startsWith('response.')
  );
}

/** The error of an answer that says by its status that it is one. */
export function errorOfAnswer(text: string, status: number): ErrorBody {
  const value = parseJson(text);
  const found = errorIn(value) ?? (isFields(value) ? errorBody(value) : undefined);
  const body = found ?? errorBody({ message: isHtml(text) ? '' : text.trim().slice(0, 2_000) });
  return { ...body, status };
}

export function errorBody(given: Fields): ErrorBody {
  const { message, type, code, param, status, status_code } = given;
  const codes = [code, status, status_code].map(Number);
  return {
    message: firstText(message, given.msg, given.error) ?? '',
    type: firstText(type) ?? (typeof status === 'string' ? status : null),
    code: typeof code === 'number' ? String(code) : (firstText(code) ?? null),
    param: firstText(param) ?? null,
    status: codes.find((number) => Number.isInteger(number) && number >= 400 && number < 600) ?? null,
  };
}

/** OpenRouter passes on what its provider said beside its own "Provider returned error". */
function withRaw(error: Fields): Fields {
  const { raw } = fieldsOf(error.metadata);
  if (typeof raw !== 'string') return error;
  const inner = errorIn(parseJson(raw));
  const message = `${firstText(error.message) ?? ''} ${inner?.message ?? raw}`.trim();
  return { ...error, message, type: error.type ?? inner?.type };
}

function detailText(detail: unknown): string {
  if (typeof detail === 'string') return detail;
  const parts = Array.isArray(detail) ? detail : [detail];
  return parts
    .map((part) => {
      const { msg, message, loc } = fieldsOf(part);
      const where = Array.isArray(loc) ? `${loc.join('.')}: ` : '';
      return where + (firstText(msg, message) ?? '');
    })
    .join('; ');
}

function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html)/i.test(text);
}
