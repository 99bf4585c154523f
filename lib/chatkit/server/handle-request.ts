import { type ChatKitRequest, REQUEST_LIMITS } from '../protocol/requests';
import type { Run } from '../runs/run';
import type { ChatKitServer } from './chatkit-server';
import { ChatKitError, InvalidRequest, PayloadTooLarge } from './errors';
import { parseRequest } from './parse-request';
import type { RequestContext } from './request-context';
import { SSE_HEADERS, sseFrame } from './sse';

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
): Promise<Response> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new ChatKitError('unsupported_media_type', 'Send the request as application/json.');
  }
  const parsed = parseRequest(await readText(request, REQUEST_LIMITS.audioBodyBytes));
  const context = contextFor(parsed);
  const result = await server.process(parsed, context);
  return result.kind === 'json' ? Response.json(result.body) : streamResponse(result.run);
}

/** `{"error":{"code","message"}}` with the status of the error. */
export function errorResponse(error: ChatKitError): Response {
  const { code, message, status } = error;
  return Response.json({ error: { code, message } }, { status });
}

/** The events of a run as server-sent events. When the client leaves, the run stops. */
function streamResponse(run: Run): Response {
  const encoder = new TextEncoder();
  const leaving = new AbortController();
  const events = run.events(0, leaving.signal);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(sseFrame(value.event)));
    },
    cancel() {
      leaving.abort();
      void run.stop('disconnected');
    },
  });
  return new Response(body, { headers: { ...SSE_HEADERS, 'X-ChatKit-Run-ID': run.id } });
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
