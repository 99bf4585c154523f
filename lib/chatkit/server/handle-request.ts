import { createHash } from 'node:crypto';
import { type ChatKitRequest, isReading, isStreaming, REQUEST_LIMITS } from '../protocol/requests';
import type { RequestKey } from '../runs/run-store';
import type { StartedTurn } from '../runs/turn-request';
import { type Admission, type Admit, NotAdmitted } from './admission';
import type { ChatKitResult, ChatKitServer } from './chatkit-server';
import { ChatKitError, InvalidRequest, PayloadTooLarge } from './errors';
import { EXTENSIONS_HEADER, isDeclared } from './extensions';
import type { JsonAnswer } from './json-answer';
import { OfficialForm } from './official-form';
import { parseRequest } from './parse-request';
import { refusalResponse } from './refusal-response';
import type { RequestContext } from './request-context';
import { runResponse } from './run-response';

export interface HandleRequestOptions<Context extends RequestContext> {
  /** Asked of each request before it is carried out; without it, all are. */
  admit?: Admit<Context>;
}

/**
 * Answers an HTTP request to the ChatKit endpoint.
 *
 * @param contextFor builds the context, once the body has been parsed
 * @throws ChatKitError for everything that can be refused before the first byte; `errorResponse` turns it into an answer
 */
export async function handleRequest<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  request: Request,
  contextFor: (parsed: ChatKitRequest) => Context,
  { admit = admitAll }: HandleRequestOptions<Context> = {},
): Promise<Response> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new ChatKitError('unsupported_media_type', 'Send the request as application/json.');
  }
  const parsed = parseRequest(await readText(request, REQUEST_LIMITS.audioBodyBytes));
  const context = contextFor(parsed);
  const declared = isDeclared(request);
  const key = isReading(parsed) ? undefined : idempotencyKey(request, parsed);
  const exchange: Exchange<Context> = { server, parsed, context, declared, key, admit };
  if (isStreaming(parsed)) return streamed(exchange);
  return key === undefined ? answered(exchange) : answeredOnce(exchange, key);
}

/** One request on its way to its answer. */
interface Exchange<Context extends RequestContext> {
  server: ChatKitServer<Context>;
  parsed: ChatKitRequest;
  context: Context;
  declared: boolean;
  key: RequestKey | undefined;
  admit: Admit<Context>;
}

const admitAll: Admit = async () => ({
  headers: {},
  started: () => undefined,
  cancelled: () => undefined,
});

/** Carries an operation out that starts a turn. What refuses it is read in the conversation, where the person looks. */
async function streamed<Context extends RequestContext>(exchange: Exchange<Context>): Promise<Response> {
  const { server, parsed, context, declared, key, admit } = exchange;
  const { principal } = context;
  const admission = await admit(parsed, context, { replayed: false }).catch(async (error: unknown) => {
    // A limit that the first one has reached must not keep the second from what came of it.
    const run = key && (await server.runs.findRepeated(principal, key));
    if (run) return run;
    if (NotAdmitted.is(error)) return refusalResponse(error.refusal, declared);
    throw error;
  });
  if (admission instanceof Response) return admission;
  if (!('headers' in admission)) return turnResponse(exchange, { kind: 'repeated', run: admission }, {});
  const result = await processAdmitted(exchange, admission);
  if (result.kind === 'json') return jsonResponse(exchange, result, admission.headers);
  return turnResponse(exchange, result.turn, admission.headers);
}

async function answered<Context extends RequestContext>(exchange: Exchange<Context>): Promise<Response> {
  const { parsed, context, admit } = exchange;
  const admission = await admit(parsed, context, { replayed: false }).catch(withStatus);
  const result = await processAdmitted(exchange, admission);
  if (result.kind === 'stream') return turnResponse(exchange, result.turn, admission.headers);
  return jsonResponse(exchange, result, admission.headers);
}

async function answeredOnce<Context extends RequestContext>(
  exchange: Exchange<Context>,
  key: RequestKey,
): Promise<Response> {
  const { server, parsed, context, admit } = exchange;
  let headers: Record<string, string> = {};
  const { answer, repeated } = await server.idempotent.once(context.principal.userId, key, async () => {
    const admission = await admit(parsed, context, { replayed: false }).catch(withStatus);
    headers = admission.headers;
    return JSON.stringify(await processAdmitted(exchange, admission));
  });
  if (repeated) ({ headers } = await admit(parsed, context, { replayed: true }).catch(withStatus));
  const stored: JsonAnswer = JSON.parse(answer);
  const response = jsonResponse(exchange, stored, headers);
  if (repeated) response.headers.set('Idempotency-Replayed', 'true');
  return response;
}

function withStatus(error: unknown): never {
  throw NotAdmitted.is(error) ? error.refusal : error;
}

async function processAdmitted<Context extends RequestContext>(
  { server, parsed, context, declared, key }: Exchange<Context>,
  admission: Admission,
): Promise<ChatKitResult> {
  try {
    const result = await server.process(parsed, context, { declared, key });
    if (result.kind === 'stream') {
      const { turn } = result;
      if (turn.kind === 'started' && !turn.refused) admission.started(turn.run);
      else admission.cancelled();
    }
    return result;
  } catch (error) {
    admission.cancelled();
    if (ChatKitError.is(error)) Object.assign(error.headers, admission.headers);
    throw error;
  }
}

function jsonResponse<Context extends RequestContext>(
  { server, context, declared }: Exchange<Context>,
  answer: JsonAnswer,
  headers: Record<string, string>,
): Response {
  const body = declared ? answer.body : new OfficialForm(server.allowedLinks?.(context)).answer(answer);
  const response = Response.json(body, { headers: { ...EXTENSIONS_HEADER, ...headers } });
  const { activeRunId } = answer;
  if (activeRunId !== undefined) response.headers.set('X-ChatKit-Active-Run', activeRunId);
  return response;
}

function turnResponse<Context extends RequestContext>(
  { server, context, declared }: Exchange<Context>,
  { kind, run }: StartedTurn,
  headers: Record<string, string>,
): Response {
  const official = declared ? undefined : new OfficialForm(server.allowedLinks?.(context));
  const response = runResponse(run, { after: 0, official, heartbeatMs: server.heartbeatMs });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  if (kind === 'repeated') response.headers.set('Idempotency-Replayed', 'true');
  return response;
}

/** From the header, or from the metadata of clients that cannot set one. @throws InvalidRequest */
function idempotencyKey(
  request: Request,
  { type, params, metadata }: ChatKitRequest,
): RequestKey | undefined {
  const key = request.headers.get('idempotency-key') ?? metadata.idempotency_key;
  if (key === undefined || key === null) return undefined;
  if (typeof key !== 'string' || key.length < 1 || key.length > REQUEST_LIMITS.id || key.includes('\0')) {
    throw new InvalidRequest(`An idempotency key has 1 to ${REQUEST_LIMITS.id} characters, and no NUL.`);
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([type, withoutMetadata(params)]))
    .digest('base64');
  return { key, digest };
}

/** A page says where it is read; a message that is sent again from another page is the same. */
function withoutMetadata(params: ChatKitRequest['params']): object {
  if (!('input' in params) || !('metadata' in params.input)) return params;
  const { metadata: _page, ...input } = params.input;
  return { ...params, input };
}

/** `{"error":{"code","message"}}` with the status of the error. */
export function errorResponse(error: ChatKitError): Response {
  const { code, message, status, headers } = error;
  return Response.json(
    { error: { code, message } },
    { status, headers: { ...EXTENSIONS_HEADER, ...headers } },
  );
}

/**
 * The body as text.
 *
 * @throws PayloadTooLarge as soon as it exceeds `limit` bytes, InvalidRequest if it is not UTF-8
 */
async function readText(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > limit)
    throw new PayloadTooLarge('This request is too large.');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let text = '';
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > limit) throw new PayloadTooLarge('This request is too large.');
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof ChatKitError) throw error;
    throw new InvalidRequest('The request could not be read as UTF-8 text.', { cause: error });
  }
}
