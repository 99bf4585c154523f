import { APIConnectionError, APIError } from 'openai';
import { refusalOf } from './model-failure';
import { isNoModel } from './model-wire/refusal-words';
import type { Api } from './model-wire/wire-call';
import { isUnknownPath, WRONG_API } from './model-wire/wire-error';

/** The API in which the server of the model is spoken to: the one that was asked for, unless the server does not have it. */
export class ServerApi {
  private api: Api;
  private hasResponses = false;

  /** @param onFallback called once, if the Responses API is given up */
  constructor(
    readonly asked: Api,
    private readonly onFallback: (error: APIError) => void = () => undefined,
  ) {
    this.api = asked;
  }

  get current(): Api {
    return this.api;
  }

  get hasFallenBack(): boolean {
    return this.api !== this.asked;
  }

  /** The server has answered in this API. */
  confirm(api: Api): void {
    if (api === 'responses') this.hasResponses = true;
  }

  /** @returns the API to try in place of the one of the failed call, if that is what is missing */
  alternative(api: Api, error: unknown): Api | undefined {
    return api === 'responses' && !this.hasResponses && isMissingApi(error) ? 'chat_completions' : undefined;
  }

  /** The server has answered in the other API: it is spoken to in that one from now on. */
  fallBack(error: APIError): void {
    if (this.api === 'chat_completions') return;
    this.api = 'chat_completions';
    this.onFallback(error);
  }
}

const MISSING: ReadonlySet<number | undefined> = new Set([404, 405, 501]);

const NOT_THERE_YET = /\bnot (yet )?implemented\b/i;
/** What is asked in the Responses API has no `messages`: a server that misses them takes it for the other one. */
const WANTS_MESSAGES = /\bmessages\b.{0,40}\b(required|missing)\b|\b(required|missing)\b.{0,40}\bmessages\b/i;

/** The server does not have the API, and says so by its status, in words, or by an answer of another kind. */
export function isMissingApi(error: unknown): error is APIError {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return false;
  if (error.code === WRONG_API || isUnknownPath(error.message)) return true;
  const { status, message } = error;
  if (status !== undefined && status >= 500 && NOT_THERE_YET.test(message)) return true;
  if ((status === 400 || status === 422) && WANTS_MESSAGES.test(message)) return true;
  return MISSING.has(error.status) && !isNoModel(refusalOf(error));
}
