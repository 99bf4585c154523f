import { type ChatKitRequest, isReading, isStreaming, REQUEST_LIMITS } from '../protocol/requests';
import { type Admission, type Admit, NotAdmitted } from './admission';
import type { ChatKitResult, ChatKitServer } from './chatkit-server';
import { ChatKitError, InvalidRequest, PayloadTooLarge } from './errors';
import { EXTENSIONS_HEADER, isDeclared } from './extensions';
import { OfficialForm } from './official-form';
import { asOutcome, fromOutcome } from './outcome';
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
  let headers: Record<string, string> = {};
  const process = async () => {
    const admission = await admit(parsed, context, { replayed: false });
    headers = admission.headers;
    return processAdmitted(server, parsed, context, admission, declared);
  };
  try {
    if (key === undefined) return toResponse(server, context, declared, await process(), headers);
    const { outcome, replayed } = await server.idempotent.once(
      context.principal.userId,
      key,
      JSON.stringify(parsed),
      async () => asOutcome(await process()),
      ({ kind }) => kind === 'refusal',
    );
    if (replayed) ({ headers } = await admit(parsed, context, { replayed }));
    const response = toResponse(server, context, declared, fromOutcome(server, context, outcome), headers);
    if (replayed) response.headers.set('Idempotency-Replayed', 'true');
    return response;
  } catch (error) {
    if (!NotAdmitted.is(error)) {
      if (ChatKitError.is(error)) Object.assign(error.headers, headers);
      throw error;
    }
    if (!isStreaming(parsed)) throw error.refusal;
    return refusalResponse(error.refusal, declared);
  }
}

const admitAll: Admit = async () => ({
  headers: {},
  begun: () => undefined,
  withdrawn: () => undefined,
});

async function processAdmitted<Context extends RequestContext>(
  server: ChatKitServer<Context>,
  parsed: ChatKitRequest,
  context: Context,
  admission: Admission,
  declared: boolean,
): Promise<ChatKitResult> {
  try {
    const result = await server.process(parsed, context, { declared });
    if (result.kind === 'stream') {
      if (result.refused) admission.withdrawn();
      else admission.begun(result.run);
    }
    return result;
  } catch (error) {
    admission.withdrawn();
    throw error;
  }
}

function toResponse<Context extends RequestContext>(
  { heartbeatMs, allowedLinks }: ChatKitServer<Context>,
  context: Context,
  declared: boolean,
  result: ChatKitResult,
  headers: Record<string, string>,
): Response {
  const official = declared ? undefined : new OfficialForm(allowedLinks?.(context));
  const response =
    result.kind === 'json'
      ? Response.json(official ? official.answer(result) : result.body, { headers: EXTENSIONS_HEADER })
      : runResponse(result.run, { after: 0, official, heartbeatMs });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** From the header, or from the metadata of clients that cannot set one. @throws InvalidRequest */
function idempotencyKey(request: Request, { metadata }: ChatKitRequest): string | undefined {
  const key = request.headers.get('idempotency-key') ?? metadata.idempotency_key;
  if (key === undefined || key === null) return undefined;
  if (typeof key !== 'string' || key.length < 1 || key.length > REQUEST_LIMITS.id) {
    throw new InvalidRequest(`An idempotency key has 1 to ${REQUEST_LIMITS.id} characters.`);
  }
  return key;
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
