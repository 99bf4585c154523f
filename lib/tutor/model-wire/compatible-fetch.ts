import { fetchWithFewRedirects } from './bounded-redirects';
import { CompletionsStream, wholeCompletion } from './completions-stream';
import { type Fields, fieldsOf, isFields, parseJson } from './json-fields';
import type { Habit, ModelHabits } from './model-habits';
import { readableHistory } from './request-body';
import { withoutEchoes } from './request-echoes';
import { ResponsesStream } from './responses-stream';
import { sseMessages, textPieces } from './sse-messages';
import { type Api, type WireCall, wireCall } from './wire-call';
import { type ErrorBody, errorBody, errorIn, errorOfAnswer, WireError, WRONG_API } from './wire-error';

export interface CompatibleFetchOptions {
  habits: ModelHabits;
  /** Bytes have come, whatever they say. */
  onBytes?: () => void;
  onLearnt?: (habit: Habit) => void;
  fetch?: typeof fetch;
}

const MAX_ATTEMPTS = 8;

/** Read behind what a server sent if it said that nothing more comes: by `[DONE]`, or with a body that is one JSON value. */
const ENDED = Symbol('ended');

/**
 * A `fetch` for the OpenAI client, below which a server may be any that calls itself OpenAI-compatible: what comes out is an answer of
 * the API that was asked, stream or not, and errors are worded as OpenAI words them. Calls to other paths pass.
 */
export function compatibleFetch(options: CompatibleFetchOptions): typeof fetch {
  const { habits, onBytes = () => undefined, onLearnt = () => undefined, fetch: send = fetch } = options;
  return async (url, init) => {
    const api = apiOf(url, init);
    const asked = typeof init?.body === 'string' ? parseJson(init.body) : undefined;
    if (!api || !isFields(asked)) return send(url, init);
    const isStream = asked.stream === true;
    for (let attempt = 1; ; attempt += 1) {
      const body = habits.apply(readableHistory(asked));
      // A file in it makes it long: as it came it need not be written again.
      const sent = body === asked ? init : { ...init, body: JSON.stringify(body) };
      const response = await fetchWithFewRedirects(send, addressOf(url), sent).catch((error: unknown) => {
        if (error instanceof WireError) return errorResponse(error.body, asked, NO_ANSWER);
        throw error;
      });
      // Headers alone are none: some servers send them before they have read the question.
      if (response.ok) {
        habits.confirm();
        const call = wireCall(asked, habits.hasUnmarkedThoughts ? 'unmarked' : 'marked');
        return answer(response, { api, isStream, asked, call, habits, onBytes });
      }
      const error = errorOfAnswer(await response.text(), response.status);
      const habit = attempt < MAX_ATTEMPTS ? habits.learn(error, body) : undefined;
      if (!habit) return errorResponse(error, asked, response);
      onLearnt(habit);
    }
  };
}

interface Answering {
  api: Api;
  isStream: boolean;
  /** The body of the request. */
  asked: Fields;
  call: WireCall;
  habits: ModelHabits;
  onBytes: () => void;
}

async function answer(response: Response, answering: Answering): Promise<Response> {
  const { api, isStream, asked, call, habits } = answering;
  const given = messages(response, answering);
  const stream = api === 'responses' ? new ResponsesStream(call) : new CompletionsStream(call);
  if (isStream && isEventStream(response)) {
    return new Response(eventStream(given, stream, answering), {
      headers: answerHeaders(response, 'text/event-stream'),
    });
  }
  try {
    const events: Fields[] = [];
    for await (const some of proper(given, stream, habits)) events.push(...some);
    if (isStream) {
      const lines = [...events.map(eventText), DONE].join('');
      return new Response(lines, { headers: answerHeaders(response, 'text/event-stream') });
    }
    const whole = api === 'responses' ? events.at(-1)?.response : wholeCompletion(events);
    return Response.json(whole, { headers: answerHeaders(response, 'application/json') });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return errorResponse(error.body, asked, response);
  }
}

/** What the server sent, as objects: the messages of a stream, or the one of a plain answer. @throws WireError */
async function* messages(response: Response, { api, onBytes }: Answering): AsyncGenerator<unknown> {
  if (!response.body) return;
  const pieces = textPieces(response.body, onBytes);
  if (!isEventStream(response)) {
    let text = '';
    for await (const piece of pieces) text += piece;
    const value = parseJson(text);
    if (value !== undefined) {
      const error = errorIn(value);
      if (error) {
        const code = api === 'responses' && isGreeting(value) ? WRONG_API : error.code;
        throw new WireError({ ...error, code, status: error.status ?? 400 });
      }
      yield api === 'responses' &&
      isFields(value) &&
      (value.object === 'response' || Array.isArray(value.output))
        ? { type: `response.${value.status === 'incomplete' ? 'incomplete' : 'completed'}`, response: value }
        : value;
      yield ENDED;
      return;
    }
    if (!/^\s*(data|event|id|:|\{)/.test(text)) throw wrongAnswer();
    yield* parsed([text]);
    return;
  }
  yield* parsed(pieces);
}

/** Something else lives at that path, and is well. */
function isGreeting(value: unknown): boolean {
  const { error, detail, code, type, object, message } = fieldsOf(value);
  const isBare = [error, detail, code, type, object].every((field) => field === undefined);
  return isBare && message !== undefined;
}

async function* parsed(pieces: AsyncIterable<string> | string[]): AsyncGenerator<unknown> {
  let isEmpty = true;
  for await (const { event, data } of sseMessages(asAsync(pieces))) {
    const text = data.trim();
    if (text === '[DONE]') {
      yield ENDED;
      return;
    }
    const value = parseJson(text);
    if (event === 'error')
      throw new WireError(
        errorIn(value) ?? errorIn({ error: value ?? text }) ?? errorBody({ message: text }),
      );
    if (value === undefined) continue;
    isEmpty = false;
    yield value;
  }
  if (isEmpty) throw wrongAnswer();
}

async function* asAsync(pieces: AsyncIterable<string> | string[]): AsyncGenerator<string> {
  yield* pieces;
}

/**
 * What the client is to read, in lots as they come.
 *
 * @throws WireError; TypeError, as `fetch` does, if the answer broke off, also where the connection was closed as if it had not
 */
async function* proper(
  given: AsyncIterable<unknown>,
  stream: ResponsesStream | CompletionsStream,
  habits: ModelHabits,
): AsyncGenerator<Fields[]> {
  let hasEndMark = false;
  for await (const message of given) {
    if (message === ENDED) hasEndMark = true;
    else yield stream.take(message);
    if (stream.isOver) break;
  }
  yield stream.end(hasEndMark);
  if (stream.isBroken) throw new TypeError('terminated');
  if (stream.isUnmarked) habits.hasUnmarkedThoughts = true;
  else if (stream.lackedThoughts) habits.hasUnmarkedThoughts = false;
  if (stream instanceof CompletionsStream) stream.rememberThoughts(habits);
}

const NO_ANSWER = { headers: new Headers(), status: 0 };
const DONE = 'data: [DONE]\n\n';

function eventStream(
  given: AsyncIterable<unknown>,
  stream: ResponsesStream | CompletionsStream,
  { habits, asked }: Answering,
): ReadableStream<Uint8Array> {
  const lots = proper(given, stream, habits);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        for (;;) {
          const { done, value = [] } = await lots.next();
          if (done) {
            controller.enqueue(encoder.encode(DONE));
            controller.close();
            return;
          }
          if (value.length === 0) continue;
          controller.enqueue(encoder.encode(value.map(eventText).join('')));
          return;
        }
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        controller.enqueue(encoder.encode(eventText({ error: loggable(error.body, asked) })));
        controller.close();
      }
    },
    async cancel() {
      await lots.return(undefined);
    },
  });
}

function eventText(event: Fields): string {
  const name = typeof event.type === 'string' ? `event: ${event.type}\n` : '';
  return `${name}data: ${JSON.stringify(event)}\n\n`;
}

function errorResponse(
  error: ErrorBody,
  asked: Fields,
  { headers, status }: Pick<Response, 'headers' | 'status'>,
): Response {
  const own = [status, error.status ?? 0].find((given) => given >= 400) ?? 400;
  return Response.json(
    { error: loggable(error, asked) },
    { status: own, headers: answerHeaders({ headers }, 'application/json') },
  );
}

/** The error with its words as a log may hold them, beside those that it is known by. */
function loggable(error: ErrorBody, asked: Fields): Fields {
  return { ...error, log_message: withoutEchoes(error.message, asked) };
}

/** Those of the server, without what describes the bytes that it sent. */
function answerHeaders({ headers }: Pick<Response, 'headers'>, contentType: string): Headers {
  const sent = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) sent.delete(name);
  sent.set('content-type', contentType);
  return sent;
}

function isEventStream({ headers }: Response): boolean {
  return !/\b(json|html)\b/i.test(headers.get('content-type') ?? '');
}

function addressOf(url: Parameters<typeof fetch>[0]): string {
  return url instanceof Request ? url.url : `${url}`;
}

function apiOf(url: Parameters<typeof fetch>[0], init: RequestInit | undefined): Api | undefined {
  if (init?.method?.toUpperCase() !== 'POST') return undefined;
  const { pathname } = new URL(addressOf(url));
  if (pathname.endsWith('/responses')) return 'responses';
  return pathname.endsWith('/chat/completions') ? 'chat_completions' : undefined;
}

function wrongAnswer(): WireError {
  return new WireError({
    ...errorBody({ message: 'This is no answer of a model.', code: WRONG_API }),
    status: 404,
  });
}
